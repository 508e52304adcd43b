"""The texts of a run that tell the same story as another of the run, or one in the store."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeVar

import numpy as np

from crawler.items import Item
from crawler.runs.settling._held import Held
from crawler.runs.settling._parts import Parts
from crawler.state import Addition, Store, View
from crawler.stories import Candidates, Signatures, Told, are_other_notices, find_candidates, is_same_told, may_be_copies, told_of

T = TypeVar("T")
TOLD_KEPT = 2_000
AT_ONCE = 500
MOST_DOUBTFUL = 2
"""Candidates of a text that have other numbers."""
HASHES_AT_ONCE = 20_000


class SameStories:
    """What :func:`pairs_in` finds: exact hashes of the texts that tell the same story as an item's, by the item's place, and
    the places of the items whose texts are new to the store."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self.same_as: defaultdict[int, set[bytes]] = defaultdict(set)
        self.new: set[int] = set()
        self._told = lru_cache(TOLD_KEPT)(self._told_at)

    def is_same(self, exact: bytes, item: Item) -> bool:
        """Whether a text of the run, by its exact hash, and that of a stored item are one story."""
        return is_same_told(self._told(self._held.texts()[exact]), told_of(item))

    def are_same(self, one: int, other: int) -> bool:
        """Whether the texts of two items of the run are one story."""
        return is_same_told(self._told(one), self._told(other))

    def is_worth_it(self, at: int, other: int, text: int, doubtful: Counter[int]) -> bool:
        """Whether two items are to be compared: their numbers agree, or it is one of the first with which ``text`` does not."""
        one, another = self._told(at), self._told(other)
        if may_be_copies(one, another):
            return True
        doubtful[text] += 1
        return doubtful[text] <= MOST_DOUBTFUL and not are_other_notices(one, another)

    def touched(self, view: View) -> set[int]:
        """The numbers of the texts of which it was found that they are another's story, and of all that revised items have said.

        To be asked when all pages are stored.
        """
        exact = {self._held.page(at).exact for at in self.same_as}
        revised = view.pages_of(self._held.revised).values()
        return {*view.known_texts(exact).values(), *(page.text for pages in revised for page in pages)}

    def to_compare(self) -> tuple[list[int], Signatures]:
        """The places of the items whose texts are new and compared by bands, and the signatures of these texts."""
        positions = [position for position, at in enumerate(self._held.owners) if at in self.new]
        owners = [self._held.owners[position] for position in positions]
        return owners, self._held.signatures()[np.array(positions, dtype=np.int64)]

    def _told_at(self, at: int) -> Told:
        return told_of(self._held.item(at, self._held.page(at).type))


def pairs_in(held: Held, store: Store, found: SameStories) -> Iterator[None]:
    """Fill ``found``; None comes often, so that others have their turn. Raises StateError, OSError."""
    yield from find_in_store(held, store, found)
    yield from find_in_run(held, found)


def find_in_store(held: Held, store: Store, found: SameStories) -> Iterator[None]:
    """Add which texts are new to the store, and for these the stored texts that are one story with them. As :func:`pairs_in`."""
    for hashes in _chunks(list(held.texts()), HASHES_AT_ONCE):
        known = store.known_texts(hashes)
        found.new.update(held.texts()[each] for each in hashes if each not in known)
        yield
    owners, texts = found.to_compare()
    likely: defaultdict[int, list[int]] = defaultdict(list)
    alike = Candidates()
    yield from store.find_candidates(texts, alike)
    for position, text in alike.pairs():
        likely[text].append(owners[position])
    for some in _chunks(sorted(likely)):
        for text, (exact, item) in store.stories_of(some).items():
            for at in likely[text]:
                if found.is_same(held.page(at).exact, item):
                    found.same_as[at].add(exact)
            yield


def find_in_run(held: Held, found: SameStories) -> Iterator[None]:
    """Add which of the new texts are one story, so that all that are connected hang together. As :func:`pairs_in`."""
    owners, texts = found.to_compare()
    alike = Candidates()
    yield from find_candidates(texts, alike)
    parts, doubtful = Parts(), Counter[int]()
    for one, other in together(alike.pairs()):
        if parts.are_joined(one, other) or not found.is_worth_it(owners[one], owners[other], one, doubtful):
            continue
        if found.are_same(owners[one], owners[other]):
            parts.join(one, other)
            found.same_as[owners[max(one, other)]].add(
                held.page(owners[min(one, other)]).exact
            )  # of a page that is stored before
        yield


def together(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs in their order, but that those that are connected stand together: what is known of a text is forgotten soon."""
    listed = list(pairs)
    parts = Parts(listed)
    return sorted(listed, key=lambda pair: parts.leader_of(pair[0]))


def additions_of(held: Held, found: SameStories, at_once: int) -> Iterator[list[Addition]]:
    """What is to be stored of a run, in the order of its items, so many of them at once."""
    for start in range(0, len(held), at_once):
        additions = []
        for at in range(start, min(start + at_once, len(held))):
            page, item = held.page_and_item(at)
            if held.first_of(page) == at:
                owner = held.texts()[page.exact]
                signature = held.signature(owner) if owner in found.new else b""
                additions.append(Addition(page, item, signature, found.same_as.get(owner, ())))
        yield additions


def _chunks(values: list[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    return (values[at : at + size] for at in range(0, len(values), size))
