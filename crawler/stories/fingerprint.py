"""By what the candidates for one story are found: MinHash over 4-grams of characters, cut into bands."""

from array import array
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from rensa import RMinHash

BANDS = 64
ROWS = 3
SEED = 42
SHORT = 50
"""Characters of a normal form; shorter texts are compared as they are."""
LONGEST = 100_000
"""Characters of a normal form, more than any article has; longer texts are compared as they are."""
CHARACTER = 2
"""Bytes, in UTF-16."""
GRAM = 4 * CHARACTER
PLACES = np.arange(BANDS, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
FACTORS = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93], dtype=np.uint64)
"""Odd and large, as is the factor of places, so that a sum of products is different for other values: multilinear hashing."""
KEPT = np.uint64(32)
"""The first bits of a band's hash, of 64. Bands that agree in them by chance cost a look at two sketches."""


class Fingerprint(NamedTuple):
    """What is kept of a text to find its copies.

    ``exact`` is a hash of the normal form, 16 bytes; ``length`` its characters. ``bands`` are :data:`BANDS` numbers of 32 bits,
    little-endian; texts that have one of them, at the same place, in common are candidates for one story. ``sketch`` has a byte
    a band, by which most candidates are told apart at once. Both are empty for a text that is short, or too long for an article:
    it is compared by ``exact`` only, and one of length 0 is like no other.
    """

    exact: bytes
    length: int
    bands: bytes = b""
    sketch: bytes = b""


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a normal form, the same on every machine and in every run."""
    exact = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if not SHORT <= len(text) <= LONGEST:
        return Fingerprint(exact, len(text))
    minima = np.frombuffer(array("Q", _minima(text)), dtype=np.uint64).reshape(BANDS, ROWS)
    bands = (minima @ FACTORS + PLACES) >> KEPT
    return Fingerprint(exact, len(text), bands.astype("<u4").tobytes(), minima[:, 0].astype(np.uint8).tobytes())


def four_grams(text: str) -> memoryview:
    """All runs of four characters in ``text`` as numbers of 64 bits, in no order. A character is two bytes, as in UTF-16."""
    data = text.encode("utf-16-le", "surrogatepass")
    whole = (data[start : len(data) - (len(data) - start) % GRAM] for start in range(0, GRAM, CHARACTER))
    return memoryview(b"".join(whole)).cast("Q")


def _minima(text: str) -> list[int]:
    grams = four_grams(text)
    minima: list[int] = RMinHash.digest_matrix_from_flat_token_hashes(grams, [0, len(grams)], BANDS * ROWS, SEED).to_rows()[0]
    return minima
