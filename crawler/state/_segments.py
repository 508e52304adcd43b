"""One band of many texts as one sorted array: the first 32 bits of the band's hash, and the number of the text.

A row a band would take a database ten times as long, since a text has some 50 of them. Two bands that agree in 32 bits by chance
cost one comparison of two texts.
"""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from crawler.stories import MOST_ALIKE

KEY_BITS = TEXT_BITS = 32


def key_of(band: int) -> int:
    """The part of a band's hash (64 bits) that is kept."""
    return band >> (64 - KEY_BITS)


def entries_of(keys: Iterable[int], texts: Iterable[int]) -> "array[int]":
    """The sorted entries of texts with these keys."""
    return array("Q", sorted([key << TEXT_BITS | text for key, text in zip(keys, texts, strict=True)]))


def merged(arrays: Sequence["array[int]"]) -> "array[int]":
    """All entries of several sorted arrays, sorted."""
    entries = [entry for each in arrays for entry in each.tolist()]
    entries.sort()  # sorted runs, which Python merges
    return array("Q", entries)


def texts_with(keys: Iterable[int], entries: "array[int]") -> Iterator[tuple[int, int]]:
    """Every place of a key among ``keys`` with every text that has it; none where more than :data:`MOST_ALIKE` have."""
    size = len(entries)
    for place, key in enumerate(keys):
        at = bisect_left(entries, key << TEXT_BITS)
        if at < size and entries[at] >> TEXT_BITS == key:
            end = bisect_left(entries, (key + 1) << TEXT_BITS, at, min(at + MOST_ALIKE + 1, size))
            if end - at <= MOST_ALIKE:
                yield from ((place, entry & (1 << TEXT_BITS) - 1) for entry in entries[at:end])


def stored(entries: "array[int]") -> bytes:
    """The bytes of an array, little-endian."""
    return _little_endian(entries).tobytes()


def restored(data: bytes) -> "array[int]":
    """The array of :func:`stored` bytes."""
    return _little_endian(array("Q", data))


def _little_endian(entries: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        entries = entries[:]
        entries.byteswap()
    return entries
