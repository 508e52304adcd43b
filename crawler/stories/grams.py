"""Runs of characters in a text, as arrays of numbers: the array work on a text is done once, and not once a comparison."""

import numpy as np
from numpy.typing import NDArray

GRAM = 4
"""Characters."""
UNIT = 2
"""Bytes of a character, in UTF-16."""
Grams = NDArray[np.unsignedinteger]


def four_grams(text: str) -> Grams:
    """All runs of four characters in ``text``, in their order, as numbers of 64 bits."""
    return grams_of(text, GRAM)


def grams_of(text: str, size: int) -> Grams:
    """All runs of ``size`` (2 or 4) characters in ``text``, in their order, as numbers; one beyond the BMP counts as two."""
    data = text.encode("utf-16-le", "surrogatepass")
    count = max(0, len(data) // UNIT + 1 - size)
    return np.ndarray(count, f"<u{size * UNIT}", data, strides=(UNIT,)).copy()


def are_in(grams: Grams, known: Grams) -> NDArray[np.bool_]:
    """Which of ``grams`` are among those that are known; these are in ascending order."""
    if not len(known):
        return np.zeros(len(grams), dtype=np.bool_)
    return np.equal(known.take(known.searchsorted(grams), mode="clip"), grams)
