"""By what the candidates for one story are found: MinHash over 4-grams of characters, cut into bands."""

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
MOST_ALIKE = 200
"""Texts. A band that more have in common is of a template and makes no candidates: copies have others in common too."""
SKETCH_ALIKE = 10
"""Equal bytes of two sketches: 21 are expected where a third of the 4-grams is common, with a standard deviation of 3.8."""
CHARACTER = 2
"""Bytes, in UTF-16."""
GRAM = 4 * CHARACTER
UNSIGNED = 2**64 - 1
PLACE, FIRST, SECOND, THIRD = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93)
"""Odd and large, so that a sum of products is different for other values: multilinear hashing."""


class Fingerprint(NamedTuple):
    """What is kept of a text to find its copies.

    ``exact`` is a hash of the normal form, 16 bytes; ``length`` its characters. Texts that have one of ``bands`` (unsigned, 64
    bits) in common are candidates for one story. A text that is short, or too long for an article, has none and is compared by
    ``exact`` only; one of length 0 is like no other. ``sketch`` has a byte a band, by which most candidates are told
    apart at once (:func:`are_alike`).
    """

    exact: bytes
    length: int
    bands: tuple[int, ...]
    is_short: bool
    sketch: bytes = b""


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a normal form, the same on every machine and in every run."""
    exact = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    is_short = len(text) < SHORT
    if is_short or len(text) > LONGEST:
        return Fingerprint(exact, len(text), (), is_short)
    minima = _minima(text)
    return Fingerprint(exact, len(text), _bands(minima), is_short, bytes(minimum & 0xFF for minimum in minima[::ROWS]))


def are_alike(one: int, other: int) -> bool:
    """Whether two texts may be one story, by their sketches as numbers (``int.from_bytes``); one in 1,000 that are is not.

    Costs a thousandth of :func:`crawler.stories.is_same_story`, for unrelated texts that have a band in common by chance.
    """
    return (one ^ other).to_bytes(BANDS, "big").count(0) >= SKETCH_ALIKE


def four_grams(text: str) -> memoryview:
    """All runs of four characters in ``text`` as numbers of 64 bits, in no order. A character is two bytes, as in UTF-16."""
    data = text.encode("utf-16-le", "surrogatepass")
    whole = (data[start : len(data) - (len(data) - start) % GRAM] for start in range(0, GRAM, CHARACTER))
    return memoryview(b"".join(whole)).cast("Q")


def _minima(text: str) -> list[int]:
    grams = four_grams(text)
    minima: list[int] = RMinHash.digest_matrix_from_flat_token_hashes(grams, [0, len(grams)], BANDS * ROWS, SEED).to_rows()[0]
    return minima


def _bands(minima: list[int]) -> tuple[int, ...]:
    bands = enumerate(zip(*(minima[row::ROWS] for row in range(ROWS)), strict=True))
    return tuple((at * PLACE + one * FIRST + two * SECOND + three * THIRD) & UNSIGNED for at, (one, two, three) in bands)
