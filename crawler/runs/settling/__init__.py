"""Determines which items of a run repeat another, and which are older revisions, when all pages have been seen.

Items wait on disk (:class:`WaitingItems`); :func:`pairs_in` finds the texts that are one story, in the run and in the store;
:func:`outcomes` gives the outcome of every item. Nothing here depends on the order of the pages.
"""

from crawler.runs.settling._identities import tell_apart
from crawler.runs.settling._kept_texts import borne_out
from crawler.runs.settling._outcomes import Outcome, families, outcomes
from crawler.runs.settling._read_items import Items
from crawler.runs.settling._same_stories import SameStories, additions_of, find_in_run, find_in_store, pairs_in
from crawler.runs.settling._waiting_items import WaitingItems

__all__ = [
    "Items",
    "Outcome",
    "SameStories",
    "WaitingItems",
    "additions_of",
    "borne_out",
    "families",
    "find_in_run",
    "find_in_store",
    "outcomes",
    "pairs_in",
    "tell_apart",
]
