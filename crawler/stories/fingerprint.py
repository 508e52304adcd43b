"""Fingerprints for finding candidates: MinHash over character 4-grams, cut into bands."""

from array import array
from hashlib import blake2b
from typing import Any, NamedTuple

from rensa import RMinHash

from crawler.stories.grams import four_grams

BANDS = 64
ROWS = 3
SEED = 42
SHORT = 50
"""Characters of a normal form; shorter texts are compared for equality."""
LONGEST = 100_000
"""Characters of a normal form, more than any article has; longer texts are compared for equality."""


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
