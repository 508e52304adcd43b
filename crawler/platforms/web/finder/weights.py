"""Learned weights (see ``training/web_body`` for their origin): scores of words in names, and boosted trees in which all nodes of
a level test the same condition, so that arrays evaluate all rows and trees at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crawler.platforms.web.finder.names import Names

AT_ONCE = 512  # rows: what is known of them stays near the processor
FILE = "weights.npz"


@dataclass(slots=True)
class Trees:
    """Level ``d`` (of at most eight) of tree ``t`` compares the number in column ``columns[d, t]`` with ``borders[d, t]``. The
    tree adds ``leaves[t, i]`` for a row, where bit ``d`` of ``i`` is set if the number is above the border of level ``d``.
    ``bias`` is added once. Each condition is tested once per row, however many nodes test it."""

    columns: NDArray[np.int64]
    borders: NDArray[np.float32]
    leaves: NDArray[np.float32]
    bias: float
    _conditions: tuple[NDArray[np.int64], NDArray[np.float32]] = field(init=False)
    _asked: NDArray[np.int64] = field(init=False)
    """The number of the condition of each level and tree."""

    _first: NDArray[np.int64] = field(init=False)
    """The place of the first leaf of each tree."""

    def __post_init__(self) -> None:
        self._first = np.arange(0, self.leaves.size, self.leaves.shape[1])[:, None]
        every = np.stack([self.columns, self.borders], 2).reshape(-1, 2)
        conditions, asked = np.unique(every, axis=0, return_inverse=True)
        self._conditions = conditions[:, 0].astype(np.int64), conditions[:, 1:].astype(np.float32)
        self._asked = asked.reshape(self.columns.shape)

    def chances(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the chance of each row to be one of those looked for, from 0 to 1."""
        parts = (self._sums(rows[at : at + AT_ONCE]) for at in range(0, len(rows), AT_ONCE))
        sums: NDArray[np.float32] = np.concatenate([np.zeros(0, np.float32), *parts])
        chances: NDArray[np.float32] = 1 / (1 + np.exp(-(sums + self.bias).clip(-30, 30)))
        return chances

    def _sums(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        columns, borders = self._conditions
        are_met = (np.ascontiguousarray(rows.T).take(columns, 0) > borders).view(np.uint8)
        bits = np.zeros((len(self.leaves), len(rows)), np.uint8)
        for asked in self._asked[::-1]:
            bits += bits
            bits |= are_met.take(asked, 0)
        sums: NDArray[np.float32] = self.leaves.take(bits + self._first).sum(0)
        return sums


class Weights(NamedTuple):
    """``names`` scores words in names, above 0 for those typical of bodies. The trees take the numbers of :mod:`.first_look`,
    these followed by those of :mod:`.second`, and those of :mod:`.pages`."""

    names: Names
    first: Trees
    second: Trees
    thread: Trees
    listing: Trees


@cache
def weights() -> Weights:
    """Return the weights shipped with the package, loaded once."""
    with (files(__package__) / FILE).open("rb") as file, np.load(file, allow_pickle=False) as kept:
        words = dict(zip(kept["words"].tolist(), kept["scores"].tolist(), strict=True))
        return Weights(Names(words), *(_trees(kept, name) for name in Weights._fields[1:]))


def _trees(kept: Mapping[str, np.ndarray], name: str) -> Trees:
    columns, borders, leaves, bias = (kept[f"{name}_{part}"] for part in ("columns", "borders", "leaves", "bias"))
    return Trees(columns.astype(np.int64), borders, leaves.astype(np.float32), float(bias))
