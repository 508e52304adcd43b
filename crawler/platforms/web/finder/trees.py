"""Boosted trees in which all nodes of a level ask the same, so that arrays answer for every row and tree at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

AT_ONCE = 4096  # rows, so that a page of any size takes little memory


@dataclass(frozen=True, slots=True)
class Trees:
    """``columns[d, t]`` is the number that level ``d`` of tree ``t`` looks at, ``borders[d, t]`` what it is compared with;
    ``leaves[t, i]`` is what the tree adds for a row of which bit ``d`` of ``i`` says whether it is above the border of level
    ``d``. ``bias`` is added once."""

    columns: NDArray[np.int64]
    borders: NDArray[np.float32]
    leaves: NDArray[np.float32]
    bias: float

    def chances(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """How likely each row is one of those looked for, from 0 to 1."""
        parts = [self._sums(rows[start : start + AT_ONCE]) for start in range(0, len(rows), AT_ONCE)]
        sums = np.concatenate(parts) if parts else np.zeros(0, np.float32)
        chances: NDArray[np.float32] = 1 / (1 + np.exp(-np.clip(sums + self.bias, -30, 30)))
        return chances

    def _sums(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        values = np.ascontiguousarray(rows.T)
        index = np.repeat(np.arange(len(self.leaves))[:, None] * self.leaves.shape[1], len(rows), 1)
        for level, (columns, borders) in enumerate(zip(self.columns, self.borders, strict=True)):
            index += (values[columns] > borders[:, None]).astype(np.int64) << level
        sums: NDArray[np.float32] = self.leaves.ravel()[index].sum(0)
        return sums
