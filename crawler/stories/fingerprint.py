"""Fingerprints for finding candidates: MinHash over character 4-grams, cut into bands; and those of many texts as rows of one
array, for comparing them all at once."""

from array import array
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from crawler.stories.grams import four_grams

BANDS = 64
ROWS = 3
SEED = 42
SHORT = 50
"""Characters of a normal form; shorter texts are compared for equality."""
LONGEST = 100_000
"""Characters of a normal form, more than any article has; longer texts are compared for equality."""
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


class Fingerprint(NamedTuple):
    """What is computed from a text to find its copies.

    ``exact`` is a hash of the normal form, 16 bytes; ``length`` its number of characters; ``minima`` are :data:`BANDS` times
    :data:`ROWS` 32-bit numbers, empty for texts that are short or too long for an article. These are compared by ``exact`` only,
    and a text of length 0 matches no other.
    """

    exact: bytes
    length: int
    minima: bytes = b""


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a normal form; the same on every machine and in every run."""
    exact = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if not SHORT <= len(text) <= LONGEST:
        return Fingerprint(exact, len(text))
    grams: Any = four_grams(text)
    (minima,) = RMinHash.digest_matrix_from_flat_token_hashes(grams, [0, len(grams)], BANDS * ROWS, SEED).to_rows()
    return Fingerprint(exact, len(text), array("I", minima).tobytes())


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
