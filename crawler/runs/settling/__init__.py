"""Determines which items of a run repeat another, and which are older revisions, when all pages have been seen.

Items wait on disk (``waiting_items``); ``same_stories`` finds the texts that are one story, in the run and in the store;
``outcomes`` gives the outcome of every item. Nothing here depends on the order of the pages.
"""


class SettlingError(Exception):
    """Items cannot be held, compared or stored. The message says why."""
