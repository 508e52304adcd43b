"""The fingerprints of many texts as rows of one array, for comparing them all at once."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from crawler.stories.fingerprint import BANDS, ROWS, Fingerprint

Places = NDArray[np.int64]
Bands = NDArray[np.uint32]
Sketches = NDArray[np.uint8]
Signatures = NDArray[np.void]
"""Rows of type :data:`SIGNATURE`."""
SIGNATURE = np.dtype([("exact", "<u8"), ("sketch", "u1", BANDS), ("bands", "<u4", BANDS)])
"""The first 64 bits of the exact hash of a text, its sketch and its bands.

Texts with an equal band at the same position are candidates for one story; most false ones are rejected by their sketches.
"""
PLACES = np.arange(BANDS, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
FACTORS = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93], dtype=np.uint64)
"""Odd and large, like the factor of places, so that different values have different sums of products: multilinear hashing."""
KEPT = np.uint64(32)
"""The number of leading bits kept of a band's 64-bit hash. A chance collision costs a comparison of two sketches."""
AT_ONCE = 100_000
"""Pairs of sketches per step: 13 MB."""


class SignedTexts(Protocol):
    """The signatures of texts by column, wherever they are stored; a text's place is its number from 0."""

    def __len__(self) -> int: ...
    def exact(self) -> NDArray[np.uint64]: ...
    def sketches(self) -> Sketches: ...
    def bands(self, number: int) -> Bands: ...


class SignedRows:
    """Signatures in memory, as :class:`SignedTexts`."""

    def __init__(self, rows: Signatures) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def exact(self) -> NDArray[np.uint64]:
        exact: NDArray[np.uint64] = self._rows["exact"]
        return exact

    def sketches(self) -> Sketches:
        sketches: Sketches = self._rows["sketch"]
        return sketches

    def bands(self, number: int) -> Bands:
        bands: Bands = self._rows["bands"][:, number]
        return bands


def signatures_of(texts: Sequence[Fingerprint]) -> Signatures:
    """The signatures of those of ``texts`` that have minima, in order."""
    banded = [text for text in texts if text.minima]
    minima = np.frombuffer(b"".join(text.minima for text in banded), np.uint32).astype(np.uint64).reshape(-1, BANDS, ROWS)
    rows = np.empty(len(banded), dtype=SIGNATURE)
    rows["exact"] = np.frombuffer(b"".join(text.exact[:8] for text in banded), "<u8")
    rows["sketch"] = minima[:, :, 0].astype(np.uint8)
    rows["bands"] = (minima @ FACTORS + PLACES) >> KEPT
    return rows


def likeness(ones: Sketches, others: Sketches, pairs: tuple[Places, Places]) -> Sketches:
    """The number of equal bytes in each pair of sketches, a row of ``ones`` and a row of ``others``."""
    alike = np.empty(len(pairs[0]), dtype=np.uint8)
    for start in range(0, len(alike), AT_ONCE):
        one, other = (places[start : start + AT_ONCE] for places in pairs)
        alike[start : start + AT_ONCE] = np.count_nonzero(ones[one] == others[other], axis=1)
    return alike
