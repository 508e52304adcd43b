"""The sites: every module of this package declares one; there is no list to maintain."""
