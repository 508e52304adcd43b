"""The representation of a text in which it is compared."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple, Self

import numpy as np

from crawler.content.patterns import regex
from crawler.stories.fingerprint import Places
from crawler.stories.grams import Grams, are_in, four_grams
from crawler.stories.names import Pairs, pairs_of
from crawler.stories.numbers import Numbers, numbers_of

OFTEN_SEEN = 3_000
"""Characters; profiles of texts up to this length are cached, since a text is compared with several others."""
REMEMBERED = 256
"""Cached profiles, of some 10 to 100 kB each."""
STRETCHES = regex(rb"\0{24,}")
"""Consecutive 4-grams that the other text lacks: passages of a text's own, not edits."""


@dataclass(frozen=True)
class Profile:
    """A normal form with masked numbers, its distinct 4-grams in ascending order, and for each place in the text the index of the
    one that begins there."""

    numbers: Numbers
    known: Grams
    places: Places

    @property
    def masked(self) -> str:
        return self.numbers.masked

    @cached_property
    def pairs(self) -> Pairs:
        """The character pairs of the text."""
        return pairs_of(self.masked)


class Overlap(NamedTuple):
    """How a text differs from another: the share of its characters that were edited, the number of its 4-grams in passages of its
    own, and for each 4-gram a byte, 1 if the other has it."""

    edited: float
    own: int
    found: bytes

    @classmethod
    def of(cls, found: bytes) -> Self:
        """Compute the overlap from ``found``: if a 4-gram is shared and the next one is not, the character after was edited."""
        own = sum(map(len, STRETCHES.findall(found)))
        return cls(found.count(b"\1\0") / max(1, found.count(1)), own, found)


def profile_of(text: str) -> Profile:
    """The profile of a normal form."""
    return _remembered(text) if len(text) <= OFTEN_SEEN else _profile(text)


def overlap(one: Profile, other: Profile) -> Overlap:
    """How ``one`` differs from ``other``."""
    return Overlap.of(are_in(one.known, other.known)[one.places].tobytes())


def _profile(text: str) -> Profile:
    numbers = numbers_of(text)
    known, places = np.unique(four_grams(numbers.masked), return_inverse=True)
    return Profile(numbers, known, places)


_remembered = lru_cache(REMEMBERED)(_profile)
