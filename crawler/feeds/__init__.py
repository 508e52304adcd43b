"""Feeds: their formats, and how they get to their place."""
