"""Selects the pairs of texts that are worth a comparison: those that share a band and have similar sketches, the most similar
first.

The search is for links that connect all copies of a story, not for all pairs of copies, so that the number of candidates per text
does not grow with the number of copies.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from crawler.stories.fingerprint import BANDS, Places, SignedTexts, Sketches, likeness

MOST_ALIKE = 16
"""Stored texts sharing a band that are considered, at most; the first ones are taken."""
SKETCH_ALIKE = 10
"""Equal bytes of two sketches, at least: 21 are expected if a third of the 4-grams is common, standard deviation 3.8."""
MOST_COMPARED = 8
"""Candidates of one text, at most. Only texts from one template and copies of one story have more."""
NEXT = 1
"""Neighbours on either side with which a place is paired."""
FEW = 8
"""Places sharing a key up to which all pairs are taken."""
HALF, LOW = np.uint64(32), np.uint64(2**32 - 1)
LINKS_AT_ONCE = 500_000
"""Links that are buffered: 4 MB."""
ROWS_AT_ONCE = 200_000
"""Rows that are buffered before they are cut, at least: 4 MB."""
TEXT, UNLIKE, EXACT = np.uint64(32), np.uint64(24), np.uint64(40)
"""Bit positions in the key of a row, whose last 24 bits are the first of the exact hash."""


class Rows(NamedTuple):
    """Pairs of a text and another: sort keys (made of the text, the unlikeness and the exact hash of the other), the others, and
    their exact hashes."""

    keys: NDArray[np.uint64]
    others: NDArray[np.uint32]
    exact: NDArray[np.uint64]

    @classmethod
    def of(cls, parts: Iterable["Rows"]) -> Self:
        """Concatenate several parts."""
        keys, others, exact = zip(*parts, strict=True)
        return cls(np.concatenate(keys), np.concatenate(others), np.concatenate(exact))

    def chosen(self, which: Places | NDArray[np.bool_]) -> Self:
        return type(self)(self.keys[which], self.others[which], self.exact[which])

    def texts(self) -> NDArray[np.uint64]:
        return self.keys >> TEXT

    def in_order(self) -> Self:
        """The rows sorted by their keys; if keys collide, the whole hash decides."""
        rows = self.chosen(np.argsort(self.keys, kind="stable"))
        if ((rows.keys[1:] == rows.keys[:-1]) & (rows.others[1:] != rows.others[:-1])).any():
            return self.chosen(np.lexsort((self.others, self.exact, self.keys)))
        return rows


NONE = Rows(np.empty(0, np.uint64), np.empty(0, np.uint32), np.empty(0, np.uint64))


class Candidates:
    """For each text, the most similar others by their sketches, at most :data:`MOST_COMPARED`. Ties are broken by the exact hash,
    never by the order of the texts."""

    def __init__(self) -> None:
        self._kept = NONE
        self._waiting: list[Rows] = []

    def add(self, texts: Places, others: Places, alike: NDArray[np.uint8], exact: NDArray[np.uint64]) -> None:
        """Add pairs of a text and another by their numbers, with their likeness and the exact hash of the other. Pairs that are
        not similar enough are left out; pairs may be added repeatedly."""
        enough = alike >= SKETCH_ALIKE
        hashes, unlike = exact[enough], (255 - alike[enough]).astype(np.uint64)
        keys = texts[enough].astype(np.uint64) << TEXT | unlike << UNLIKE | hashes >> EXACT
        self._waiting.append(Rows(keys, others[enough].astype(np.uint32), hashes))
        if sum(len(rows.keys) for rows in self._waiting) > max(ROWS_AT_ONCE, len(self._kept.keys)):
            self._cut()

    def pairs(self) -> Iterator[tuple[int, int]]:
        """All pairs, grouped by text, the most similar first."""
        texts, others = self.columns()
        return zip(texts.tolist(), others.tolist(), strict=True)

    def columns(self) -> tuple[Places, Places]:
        """All pairs in the same order, as an array of texts and an array of the others."""
        self._cut()
        return self._kept.texts().astype(np.int64), self._kept.others.astype(np.int64)

    def _cut(self) -> None:
        rows = Rows.of((self._kept, *self._waiting)).in_order()
        self._waiting.clear()
        rows = rows.chosen(_changes(rows.keys) | _changes(rows.others))
        texts = rows.texts()
        starts = np.flatnonzero(_changes(texts))
        rank = np.arange(len(texts)) - np.repeat(starts, np.diff(starts, append=len(texts)))
        self._kept = rows.chosen(rank < MOST_COMPARED)


def find_candidates(texts: SignedTexts, found: Candidates) -> Iterator[None]:
    """Add to ``found`` the candidates among ``texts``, by their places. Yields None after every band.

    Candidates may be mutual or in one direction only. The result does not depend on the order of the texts.
    """
    exact, sketches = texts.exact(), texts.sketches()
    order = np.argsort(exact, kind="stable")
    links: list[NDArray[np.uint64]] = []
    following = texts.bands(0)[order].astype(np.uint64)
    for band in range(BANDS):
        keys, following = following, texts.bands((band + 1) % BANDS)[order].astype(np.uint64)
        ones, others = (order[places].astype(np.uint64) for places in linked(keys << HALF | following))
        links.append(np.minimum(ones, others) << HALF | np.maximum(ones, others))
        if sum(map(len, links)) > LINKS_AT_ONCE or band == BANDS - 1:
            _add_links(_distinct(np.concatenate(links)), exact, sketches, found)
            links.clear()
        yield


def _add_links(links: NDArray[np.uint64], exact: NDArray[np.uint64], sketches: Sketches, found: Candidates) -> None:
    pair = (links >> HALF).astype(np.int64), (links & LOW).astype(np.int64)
    alike = likeness(sketches, sketches, pair)
    for text, other in (pair, pair[::-1]):
        found.add(text, other, alike, exact[other])


def _distinct(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    ordered = np.sort(values)
    return ordered[_changes(ordered)]


def linked(keys: NDArray[np.uint64]) -> tuple[Places, Places]:
    """Pairs of places whose keys have the same first half: all pairs if there are few; otherwise, in sorted order, each place
    with its neighbours and with the first.

    This connects all places that share a key, and puts those whose whole keys are equal next to each other.
    """
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(_changes(keys[order] >> HALF))
    counts = np.diff(starts, append=len(keys))
    firsts, sizes = np.repeat(starts, counts), np.repeat(counts, counts)
    ends, are_few = firsts + sizes, sizes <= FEW
    far = np.flatnonzero((np.arange(len(keys)) - firsts > NEXT) & ~are_few)
    ones, others = [order[firsts[far]]], [order[far]]
    at = np.flatnonzero(sizes > 1)
    for step in range(1, FEW):
        at = at[at + step < ends[at]]
        at = at if step <= NEXT else at[are_few[at]]
        ones.append(order[at])
        others.append(order[at + step])
    return np.concatenate(ones), np.concatenate(others)


def _changes(ordered: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Where a value differs from the previous one."""
    return np.concatenate((np.ones(min(1, len(ordered)), dtype=bool), ordered[1:] != ordered[:-1]))
