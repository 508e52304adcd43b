"""Which texts are worth a comparison: those with a band in common whose sketches are alike, and of these the most alike.

What is looked for are links, by which all copies of a story hang together, and not all pairs of them: how many a text has does
not grow with the number of its copies.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from crawler.stories.fingerprint import BANDS
from crawler.stories.signatures import Places, SignedTexts, Sketches, likeness

MOST_ALIKE = 16
"""Stored texts with a band in common that are looked at: the first."""
SKETCH_ALIKE = 10
"""Equal bytes of two sketches: 21 are expected where a third of the 4-grams is common, with a standard deviation of 3.8."""
MOST_COMPARED = 8
"""Candidates of one text. Only texts of one template, and copies of one story, have more."""
NEXT = 1
"""Places on either side."""
HALF, LOW = np.uint64(32), np.uint64(2**32 - 1)
LINKS_AT_ONCE = 500_000
"""Links that wait: 4 MB."""
ROW = np.dtype([("text", np.uint32), ("other", np.uint32), ("unlike", np.uint8), ("exact", np.uint64)])
ROWS_AT_ONCE = 200_000
"""Rows that wait to be cut, at least: 3 MB."""


class Candidates:
    """For each text those it is to be compared with, at most :data:`MOST_COMPARED`: the most alike by their sketches.

    Where several are equally alike, the exact hash decides and not the order of the texts.
    """

    def __init__(self) -> None:
        self._kept = np.empty(0, dtype=ROW)
        self._waiting: list[NDArray[np.void]] = []

    def add(self, texts: Places, others: Places, alike: NDArray[np.uint8], exact: NDArray[np.uint64]) -> None:
        """Add pairs of a text and another by their numbers, with their likeness and the exact hash of the other.

        Pairs that are not alike enough are left out; those that were added before do no harm.
        """
        enough = alike >= SKETCH_ALIKE
        rows = np.empty(np.count_nonzero(enough), dtype=ROW)
        rows["text"], rows["other"] = texts[enough], others[enough]
        rows["unlike"], rows["exact"] = 255 - alike[enough], exact[enough]
        self._waiting.append(rows)
        if sum(map(len, self._waiting)) > max(ROWS_AT_ONCE, len(self._kept)):
            self._cut()

    def pairs(self) -> Iterator[tuple[int, int]]:
        """All pairs, those of a text together, with the most alike first."""
        texts, others = self.columns()
        return zip(texts.tolist(), others.tolist(), strict=True)

    def columns(self) -> tuple[Places, Places]:
        """The texts and the others of all pairs, in the same order."""
        self._cut()
        return self._kept["text"].astype(np.int64), self._kept["other"].astype(np.int64)

    def _cut(self) -> None:
        rows = np.concatenate((self._kept, *self._waiting))
        self._waiting.clear()
        rows = rows[np.lexsort((rows["other"], rows["exact"], rows["unlike"], rows["text"]))]
        rows = rows[_changes(rows["text"]) | _changes(rows["other"])]
        rank = np.arange(len(rows)) - np.searchsorted(rows["text"], rows["text"])
        self._kept = rows[rank < MOST_COMPARED]


def find_candidates(texts: SignedTexts, found: Candidates) -> Iterator[None]:
    """Add to ``found`` the candidates among ``texts``, by their places; None comes after every band.

    Of two texts each may be the candidate of the other, or only one of them. The order of the texts decides nothing.
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
    """Pairs of places whose keys have the same first half: each with those next to it when they are sorted, and with the first.

    So places with a key in common hang together, by two pairs each, and stand beside those that have all of it in common.
    """
    order = np.argsort(keys, kind="stable")
    halves = keys[order] >> HALF
    starts = np.flatnonzero(_changes(halves))
    sizes = np.diff(starts, append=len(keys))
    several = np.repeat(sizes > 1, sizes)
    firsts = np.repeat(starts, sizes)[several]
    at = np.flatnonzero(several)
    far = at[at - firsts > NEXT]
    ones, others = [order[firsts[at - firsts > NEXT]]], [order[far]]
    for step in range(1, NEXT + 1):
        at = at[at < len(order) - step]
        at = at[halves[at] == halves[at + step]]
        ones.append(order[at])
        others.append(order[at + step])
    return np.concatenate(ones), np.concatenate(others)


def _changes(ordered: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Where a value is another than the one before it."""
    return np.concatenate((np.ones(min(1, len(ordered)), dtype=bool), ordered[1:] != ordered[:-1]))
