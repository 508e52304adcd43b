"""By what the candidates for one story are found: MinHash over 4-grams of characters, cut into bands."""

from array import array
from hashlib import blake2b
from typing import NamedTuple

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


class Fingerprint(NamedTuple):
    """What is made of a text to find its copies.

    ``exact`` is a hash of the normal form, 16 bytes; ``length`` its characters; ``minima`` are :data:`BANDS` times :data:`ROWS`
    numbers of 32 bits. They are empty for a text that is short, or too long for an article: it is compared by ``exact`` only, and
    one of length 0 is like no other.
    """

    exact: bytes
    length: int
    minima: bytes = b""


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a normal form, the same on every machine and in every run."""
    exact = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if not SHORT <= len(text) <= LONGEST:
        return Fingerprint(exact, len(text))
    grams = four_grams(text)
    (minima,) = RMinHash.digest_matrix_from_flat_token_hashes(grams, [0, len(grams)], BANDS * ROWS, SEED).to_rows()
    return Fingerprint(exact, len(text), array("I", minima).tobytes())


def four_grams(text: str) -> memoryview:
    """All runs of four characters in ``text`` as numbers of 64 bits, in no order. A character is two bytes, as in UTF-16."""
    data = text.encode("utf-16-le", "surrogatepass")
    whole = (data[start : len(data) - (len(data) - start) % GRAM] for start in range(0, GRAM, CHARACTER))
    return memoryview(b"".join(whole)).cast("Q")
