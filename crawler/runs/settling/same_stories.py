"""Finds the texts of a run that tell the same story as another of the run or one in the store."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from crawler.items import Item
from crawler.runs.settling.connected_parts import ConnectedParts, leaders_among
from crawler.runs.settling.waiting_items import WaitingItems
from crawler.state import Addition, Store, View
from crawler.stories.candidates import Candidates, find_candidates
from crawler.stories.compared import are_other_notices, may_be_copies, told_of
from crawler.stories.fingerprint import Places, SignedTexts
from crawler.stories.headlines import is_same_told

T = TypeVar("T")
TOLD_KEPT = 2_000
AT_ONCE = 500
MOST_DOUBTFUL = 2
"""Candidates with other numbers that a text is compared with."""
HASHES_AT_ONCE = 20_000


class SameStories:
    """The results of :func:`pairs_in`.

    For an item's place, these are the exact hashes of texts that tell the same story; and for every item, whether its text is new
    to the store and no earlier item has it.
    """

    def __init__(self, items: WaitingItems) -> None:
        self._items = items
        self.same_as: defaultdict[int, set[bytes]] = defaultdict(set)
        self.is_new = np.zeros(len(items), dtype=np.bool_)
        self._told = lru_cache(TOLD_KEPT)(lambda at: told_of(items.item(at)))

    def is_same(self, exact: bytes, item: Item) -> bool:
        """Whether a text of the run, given by its exact hash, and that of a stored item are one story."""
        return is_same_told(self._told(self._items.place_with(exact)), told_of(item))

    def join(self, at: int, others: Sequence[int], parts: ConnectedParts) -> None:
        """Compare an item with others that are not connected to it yet, and record and join those that are one story with it.
        Among those with other numbers, only the first are compared."""
        one, doubtful = self._told(at), 0
        for other in others:
            if parts.are_joined(at, other):
                continue
            another = self._told(other)
            if not may_be_copies(one, another):
                doubtful += 1
                if doubtful > MOST_DOUBTFUL or are_other_notices(one, another):
                    continue
            if is_same_told(one, another):
                parts.join(at, other)
                self.same_as[max(at, other)].add(self._items.exact(min(at, other)))  # of a page that is stored before

    def touched(self, view: View) -> set[int]:
        """Return the numbers of the texts found to tell another's story, and of all texts that revised items have had. To be
        called when all pages are stored."""
        exact = {self._items.exact(at) for at in self.same_as}
        revised = view.pages_of(self._items.revised).values()
        return {*view.known_texts(exact).values(), *(page.text for pages in revised for page in pages)}

    def alone(self) -> NDArray[np.bool_]:
        """Return which items share neither id nor text with another of the run or of the store, nor tell another's story."""
        firsts = self._items.firsts_with_text()
        alone: NDArray[np.bool_] = self.is_new & (np.bincount(firsts, minlength=len(firsts)) == 1) & ~self._items.share_id
        alone[list(self.same_as)] = False
        for exact in set().union(*self.same_as.values()):
            with suppress(KeyError):  # it is of a stored text
                alone[self._items.place_with(exact)] = False
        return alone

    def to_compare(self) -> tuple[Places, SignedTexts]:
        """Return the places of items with new texts that are compared by bands, and the signatures of these texts."""
        return self._items.signatures(np.flatnonzero(self.is_new))


def pairs_in(items: WaitingItems, store: Store, found: SameStories) -> Iterator[None]:
    """Fill ``found``. Often yields None, to let others run. Raises StateError, OSError."""
    yield from find_in_store(items, store, found)
    yield from find_in_run(items, found)


def find_in_store(items: WaitingItems, store: Store, found: SameStories) -> Iterator[None]:
    """Add which texts are new to the store, and the stored texts that are one story with them. As :func:`pairs_in`."""
    firsts = items.firsts_with_text()
    for places in _chunks(np.flatnonzero(firsts == np.arange(len(firsts))), HASHES_AT_ONCE):
        known = store.known_texts([items.exact(at) for at in places])
        found.is_new[[at for at in places if items.exact(at) not in known]] = True
        yield
    owners, texts = found.to_compare()
    alike = Candidates()
    yield from store.find_candidates(texts, alike)
    likely: defaultdict[int, list[int]] = defaultdict(list)
    for position, text in alike.pairs():
        likely[text].append(int(owners[position]))
    for some in _chunks(np.array(sorted(likely), np.int64), AT_ONCE):
        for text, (exact, item) in store.stories_of(some).items():
            for at in likely[text]:
                if found.is_same(items.exact(at), item):
                    found.same_as[at].add(exact)
            yield


def find_in_run(items: WaitingItems, found: SameStories) -> Iterator[None]:
    """Add which of the new texts are one story, so that all related are connected. Yields and raises like :func:`pairs_in`."""
    owners, texts = found.to_compare()
    alike = Candidates()
    yield from find_candidates(texts, alike)
    parts = ConnectedParts()
    ones, candidates = alike.columns()
    is_worth_it = ~items.are_other_notices(owners[ones], owners[candidates])
    for one, others in together(ones[is_worth_it], candidates[is_worth_it], len(owners)):
        found.join(int(owners[one]), owners[others].tolist(), parts)
        yield


def together(ones: Places, others: Places, count: int) -> Iterator[tuple[int, Places]]:
    """Yield each of ``count`` texts that has candidates together with these, in the given order.

    Texts connected by pairs are adjacent, because what is known of a text is cached only briefly.
    """
    order = np.argsort(leaders_among(ones, others, count)[ones], kind="stable")
    ones, others = ones[order], others[order]
    starts = np.flatnonzero(np.diff(ones, prepend=-1))
    for start, end in pairwise(np.append(starts, len(ones)).tolist()):
        yield int(ones[start]), others[start:end]


def additions_of(items: WaitingItems, found: SameStories, at_once: int) -> Iterator[list[Addition]]:
    """Yield what to store of a run, in the order of its items, a number of them at once."""
    owners = items.firsts_with_text()
    stored = np.flatnonzero(items.counting() == np.arange(len(items)))
    _, firsts = np.unique(owners[stored], return_index=True)
    signed = set(stored[firsts][found.is_new[owners[stored[firsts]]]].tolist())  # each new text is signed once
    for places in _chunks(stored, at_once):
        yield [_addition(items, found, at, int(owners[at]), at in signed) for at in places]


def _addition(items: WaitingItems, found: SameStories, at: int, owner: int, is_signed: bool) -> Addition:
    page, item = items.page_and_item(at)
    return Addition(page, item, items.signature(owner) if is_signed else b"", found.same_as.get(owner, ()))


def _chunks(values: Places, size: int) -> Iterator[list[int]]:
    return (values[at : at + size].tolist() for at in range(0, len(values), size))
