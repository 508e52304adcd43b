"""Qingliu: replays saved Chinese news and forum pages into clean items."""

__version__ = "0.1.0"
