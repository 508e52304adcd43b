"""The outcomes of all items of a run, as a function of what is stored when all its pages are."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crawler.runs.settling.waiting_items import WaitingItems
from crawler.state import StoredPage, Version, View, versions_of
from crawler.stories.compared import PageRecord
from crawler.stories.grouping import Rank, clusters, earliest

AT_ONCE = 500


class Outcome(NamedTuple):
    """The outcome of an item.

    ``duplicate_of`` is the id of the item that this one repeats; its own if its page was saved twice. ``revised_from`` is the
    content_sha256 of the previous revision.
    """

    duplicate_of: str | None
    revision: int
    revised_from: str | None
    is_newest: bool


ALONE = Outcome(None, 1, None, True)
"""The outcome of an item unrelated to any other, like most."""


def outcomes(
    items: WaitingItems, view: View, rank: Rank = earliest, alone: NDArray[np.bool_] | None = None
) -> Iterator[list[Outcome]]:
    """Yield the outcomes of all items, in order, several at once. Raises StateError. Items known to be ``alone``, by place, are
    not looked up."""
    counting = items.counting()
    known = np.zeros(len(items), dtype=np.bool_) if alone is None else alone & (counting == np.arange(len(items)))
    start, asked = 0, np.flatnonzero(~known).tolist()
    for first in range(0, len(asked), AT_ONCE):
        some = asked[first : first + AT_ONCE]
        found = dict(zip(some, _looked_up(items, some, view, rank), strict=True))
        yield [found.get(at, ALONE) for at in range(start, some[-1] + 1)]
        start = some[-1] + 1
    yield [ALONE] * (len(items) - start)


def _looked_up(items: WaitingItems, asked: Sequence[int], view: View, rank: Rank) -> Iterator[Outcome]:
    places = items.counting()[asked].tolist()
    firsts = [items.page(place) for place in places]
    ids = {page.id for page in firsts}
    alone = view.alone(ids)
    versions, kept = families(ids - alone, view, rank)
    for at, first, place in zip(asked, firsts, places, strict=True):
        if first.id not in alone:
            page = first if place == at else items.page(at)
            yield _outcome(page, versions[first.id], kept.get(first.id), place == at)
        else:
            yield ALONE if place == at else ALONE._replace(duplicate_of=first.id)


def _outcome(page: PageRecord, versions: list[Version], kept: str | None, counts: bool) -> Outcome:
    version = next((each for each in versions if each.first.content == page.content), versions[-1])
    before = versions[version.revision - 2].first.content.hex() if version.revision > 1 else None
    is_copy = not counts or version.first.sha256 != page.sha256
    own = versions[0].first.id if is_copy else None
    return Outcome(kept or own, version.revision, before, version is versions[-1])


def families(ids: Collection[str], view: View, rank: Rank = earliest) -> tuple[dict[str, list[Version]], dict[str, str]]:
    """The versions of these items and of all connected to them, and the id of the kept item for each that repeats another."""
    versions = {found: versions_of(pages) for found, pages in view.pages_of(ids).items()}
    own_texts = {found[-1].first.text for found in versions.values()}
    pairs = view.same_stories(own_texts)
    with_texts = view.pages_with(own_texts | {text for pair in pairs for text in pair})
    others = {page.id for pages in with_texts.values() for page in pages} - versions.keys()
    versions |= {found: versions_of(pages) for found, pages in view.pages_of(others).items()}
    return versions, _kept(versions, pairs, rank)


def _kept(versions: Mapping[str, list[Version]], pairs: Iterable[tuple[int, int]], rank: Rank) -> dict[str, str]:
    """Return the kept ids. Items are compared by their newest versions, and for each text only the first of these."""
    newest: list[StoredPage] = sorted((found[-1].first for found in versions.values() if found[-1].first.length), key=rank)
    first = firsts_of(newest, rank)
    same = [(first[one].key, first[other].key) for one, other in pairs if one in first and other in first]
    repeats = clusters(first.values(), same, rank)
    by_key = {page.key: page for page in newest}
    found = {}
    for page in newest:
        leader = first[page.text]
        kept = by_key[repeats.get(leader.key, leader.key)]
        if kept is not page:
            found[page.id] = kept.id
    return found


def firsts_of(newest: Iterable[StoredPage], rank: Rank) -> dict[int, StoredPage]:
    """Return the page to keep for each text, the one to keep first; pages without words are omitted."""
    first: dict[int, StoredPage] = {}
    for page in sorted((page for page in newest if page.length), key=rank):
        first.setdefault(page.text, page)
    return first
