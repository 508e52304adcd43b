"""Which texts are worth a comparison: those with a band in common whose sketches are alike, and of these the most alike."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from crawler.stories.signatures import Bands, Places, Signatures, likeness

MOST_ALIKE = 200
"""Texts. A band that more have in common is of a template and makes no candidates: copies have others in common too."""
SKETCH_ALIKE = 10
"""Equal bytes of two sketches: 21 are expected where a third of the 4-grams is common, with a standard deviation of 3.8."""
MOST_COMPARED = 32
"""Candidates of one text. Only texts of one template have more."""
ROW = np.dtype([("text", np.int64), ("other", np.int64), ("unlike", np.uint8), ("exact", np.uint64)])
ROWS_AT_ONCE = 200_000
"""Rows that wait to be cut, at least: 5 MB."""


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
        """All pairs, sorted."""
        self._cut()
        ordered = np.sort(self._kept, order=("text", "other"))
        yield from zip(ordered["text"].tolist(), ordered["other"].tolist(), strict=True)

    def _cut(self) -> None:
        rows = np.concatenate((self._kept, *self._waiting))
        self._waiting.clear()
        rows = rows[np.lexsort((rows["other"], rows["exact"], rows["unlike"], rows["text"]))]
        rows = rows[_changes(rows["text"]) | _changes(rows["other"])]
        rank = np.arange(len(rows)) - np.searchsorted(rows["text"], rows["text"])
        self._kept = rows[rank < MOST_COMPARED]


def find_candidates(texts: Signatures, found: Candidates) -> Iterator[None]:
    """Add to ``found`` the candidates among ``texts``, by their places; None comes after every band.

    Of two texts each may be the candidate of the other, or only one of them.
    """
    for keys in np.ascontiguousarray(texts["bands"].T):
        pair = with_one_key(keys)
        alike = likeness(texts["sketch"], texts["sketch"], pair)
        for text, other in (pair, pair[::-1]):
            found.add(text, other, alike, texts["exact"][other])
        yield


def with_one_key(keys: Bands) -> tuple[Places, Places]:
    """All pairs of places with the same key, where no more than :data:`MOST_ALIKE` have it."""
    order = np.argsort(keys)
    starts = np.flatnonzero(_changes(keys[order]))
    sizes = np.diff(starts, append=len(keys))
    order = order[np.repeat((sizes > 1) & (sizes <= MOST_ALIKE), sizes)]
    ordered, at = keys[order], np.arange(len(order))
    ones, others = [at[:0]], [at[:0]]
    for step in range(1, MOST_ALIKE):
        at = at[at < len(order) - step]
        at = at[ordered[at] == ordered[at + step]]
        if not len(at):
            break
        ones.append(order[at])
        others.append(order[at + step])
    return np.concatenate(ones), np.concatenate(others)


def _changes(ordered: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Where a value is another than the one before it."""
    return np.concatenate((np.ones(min(1, len(ordered)), dtype=bool), ordered[1:] != ordered[:-1]))
