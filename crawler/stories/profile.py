"""What a text is compared by."""

from functools import lru_cache
from typing import NamedTuple

from crawler.stories.fingerprint import CHARACTER, GRAM, four_grams
from crawler.stories.names import Pairs, pairs_of
from crawler.stories.numbers import Numbers, numbers_of

OFTEN_SEEN = 3_000
"""Characters; profiles of texts up to this length are remembered, since a text is compared with several."""
REMEMBERED = 256
"""Profiles, of some 20 to 400 kB."""
STRETCH = 24
"""4-grams in a row that the other text has not: words of a text's own, and not edits."""


class Profile(NamedTuple):
    """A normal form with its numbers masked, the numbers, its 4-grams and its pairs of characters."""

    masked: str
    numbers: Numbers
    grams: list[int]
    known: frozenset[int]
    pairs: Pairs


class Overlap(NamedTuple):
    """How a text differs from another: the share of its characters that were edited, its 4-grams in stretches of its own, and for
    each 4-gram a byte, 1 where the other has it."""

    edited: float
    own: int
    found: bytes


def profile_of(text: str) -> Profile:
    """The profile of a normal form."""
    return _remembered(text) if len(text) <= OFTEN_SEEN else _profile(text)


def overlap(one: Profile, other: Profile) -> Overlap:
    """What of ``one`` stands in ``other``. After a 4-gram that both have, the next is lost when the next character was edited."""
    found = bytes(map(other.known.__contains__, one.grams))
    marks, at = bytearray(len(found)), 0
    for start in range(GRAM // CHARACTER):
        every_fourth = len(marks[start :: GRAM // CHARACTER])
        marks[start :: GRAM // CHARACTER] = found[at : at + every_fourth]
        at += every_fourth
    stretches = map(len, marks.split(b"\1"))
    own = sum(length for length in stretches if length >= STRETCH)
    return Overlap(marks.count(b"\1\0") / max(1, marks.count(1)), own, bytes(marks))


def _profile(text: str) -> Profile:
    numbers = numbers_of(text)
    grams = four_grams(numbers.masked).tolist()
    return Profile(numbers.masked, numbers, grams, frozenset(grams), pairs_of(numbers.masked))


_remembered = lru_cache(REMEMBERED)(_profile)
