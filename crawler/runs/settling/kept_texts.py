"""Compares the texts of a story with the one that is kept: all of them, however they were found."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from crawler.runs.settling.connected_parts import ConnectedParts
from crawler.runs.settling.outcomes import firsts_of
from crawler.runs.settling.read_items import Items
from crawler.state import StoredPage, View, versions_of
from crawler.stories.grouping import Rank, earliest
from crawler.stories.headlines import is_same_told

MOST_KEPT = 64
"""Kept texts that a connected text is compared with, in parts where copies are like several of them."""
Pair = tuple[int, int]


def borne_out(texts: Collection[int], view: View, items: Items, rank: Rank = earliest) -> Iterator[set[Pair]]:
    """Yield the missing pairs of a kept text and another that tells its story, as numbers.

    These are pairs not stored yet, among all that is connected to ``texts``; there is one set for each connected part, which may
    be empty. Raises StateError. The members of a part are traversed from the one to keep first, each being compared with those
    kept so far.
    """
    stored = view.same_stories(texts)
    parts = ConnectedParts(stored)
    members: defaultdict[int, set[int]] = defaultdict(set)
    for text in {text for pair in stored for text in pair}:
        members[parts.leader_of(text)].add(text)
    for leader in sorted(members):
        if len(members[leader]) > 2:
            yield _missing(_current(members[leader], view, rank), stored, items)


def _current(texts: Iterable[int], view: View, rank: Rank) -> list[StoredPage]:
    """Return for each of these texts a page of the newest version of an item, the one to keep first."""
    ids = {page.id for pages in view.pages_with(texts).values() for page in pages}
    newest = (versions_of(pages)[-1].first for pages in view.pages_of(ids).values())
    return list(firsts_of(newest, rank).values())


def _missing(members: Iterable[StoredPage], stored: set[Pair], items: Items) -> set[Pair]:
    kept: list[StoredPage] = []
    found: set[Pair] = set()
    for member in members:
        for one in kept[:MOST_KEPT]:
            pair = min(one.text, member.text), max(one.text, member.text)
            if pair in stored:
                break
            if is_same_told(items.told(one), items.told(member)):
                found.add(pair)
                break
        else:
            kept.append(member)
    return found
