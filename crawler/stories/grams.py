"""Character n-grams of a text as arrays of numbers, so that array work is done once per text and not once per comparison."""

import numpy as np
from numpy.typing import NDArray

GRAM = 4
"""Characters."""
UNIT = 2
"""Bytes of a UTF-16 unit."""
Grams = NDArray[np.unsignedinteger]


def four_grams(text: str) -> Grams:
    """All 4-grams of ``text`` in order, as 64-bit numbers."""
    return grams_of(text, GRAM)


def grams_of(text: str, size: int) -> Grams:
    """All n-grams of ``text`` in order, as numbers, for n = ``size`` (2 or 4). Characters beyond the BMP count as two."""
    data = text.encode("utf-16-le", "surrogatepass")
    count = max(0, len(data) // UNIT + 1 - size)
    return np.ndarray(count, f"<u{size * UNIT}", data, strides=(UNIT,)).copy()


def are_in(grams: Grams, known: Grams) -> NDArray[np.bool_]:
    """Which of ``grams`` are among ``known``, which is in ascending order."""
    if not len(known):
        return np.zeros(len(grams), dtype=np.bool_)
    return np.equal(known.take(known.searchsorted(grams), mode="clip"), grams)
