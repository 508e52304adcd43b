"""Boosted trees in which all nodes of a level test the same condition, so that arrays evaluate all rows and trees at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

AT_ONCE = 512  # rows: what is known of them stays near the processor


@dataclass(frozen=True, slots=True)
class Trees:
    """Level ``d`` (of at most eight) of tree ``t`` compares the number in column ``columns[d, t]`` with ``borders[d, t]``. The
    tree adds ``leaves[t, i]`` for a row, where bit ``d`` of ``i`` is set if the number is above the border of level ``d``.
    ``bias`` is added once."""

    columns: NDArray[np.int64]
    borders: NDArray[np.float32]
    leaves: NDArray[np.float32]
    bias: float

    def chances(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the chance of each row to be one of those looked for, from 0 to 1."""
        parts = [self._sums(part) for part in np.array_split(rows, -(-len(rows) // AT_ONCE))] if len(rows) else []
        sums = np.concatenate(parts) if parts else np.zeros(0, np.float32)
        chances: NDArray[np.float32] = 1 / (1 + np.exp(-np.clip(sums + self.bias, -30, 30)))
        return chances

    def _sums(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        values = np.ascontiguousarray(rows.T)
        bits = np.zeros((len(self.leaves), len(rows)), np.uint8)
        for columns, borders in zip(self.columns[::-1], self.borders[::-1], strict=True):
            bits += bits
            bits |= values.take(columns, 0) > borders[:, None]
        first = np.arange(0, self.leaves.size, self.leaves.shape[1])
        sums: NDArray[np.float32] = self.leaves.take(bits + first[:, None]).sum(0)
        return sums
