"""Which texts of a story are compared with the one that is kept: all, however they were found."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from crawler.runs.settling._connected_parts import ConnectedParts
from crawler.runs.settling._outcomes import firsts_of
from crawler.runs.settling._read_items import Items
from crawler.state import StoredPage, View, versions_of
from crawler.stories import Rank, earliest, is_same_told

MOST_KEPT = 64
"""Stories that hang together by copies that are like several of them; of more, the rest is not compared with the first ones."""
Pair = tuple[int, int]


def borne_out(texts: Collection[int], view: View, items: Items, rank: Rank = earliest) -> Iterator[set[Pair]]:
    """The pairs of a kept text and one that tells its story, by their numbers, which are missing among those that are stored, for
    all that is connected to ``texts``; a set for each part that hangs together, which may be empty. Raises StateError.

    The members of a part are gone through from the one to keep first: each is compared with those that are kept until then.
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
    """A page of each of these texts that is of the newest version of its item, from the one to keep first."""
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
