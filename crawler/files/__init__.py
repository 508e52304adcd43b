"""Atomic files, locks, scratch folders, and the libraries of optional extras."""
