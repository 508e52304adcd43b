"""Files that are written whole or not at all, locks, scratch folders, and the libraries of optional extras."""
