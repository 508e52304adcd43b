"""Columns of numbers side by side, one for each block of a page."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from crawler.platforms.web.finder.names import Numbers

Column = NDArray[np.floating] | NDArray[np.bool_] | NDArray[np.integer]


def side_by_side(columns: Sequence[Column | Sequence[float] | float], count: int) -> Numbers:
    """Return ``count`` rows of numbers with these ``columns``, each stored as one piece; a number alone is in all rows."""
    table = np.empty((len(columns), count), np.float32)
    for place, column in enumerate(columns):
        table[place] = column
    return table.T


def padded_with_zeros(columns: Sequence[Column], before: int, behind: int) -> Numbers:
    """The ``columns`` one below the other, with so many zeros around each; ``np.pad`` takes ten times as long on a page."""
    count = len(columns[0])
    padded = np.zeros((len(columns), before + count + behind), np.float32)
    for place, column in enumerate(columns):
        padded[place, before : before + count] = column
    return padded
