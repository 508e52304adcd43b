"""What a text is compared by."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple, Self

import numpy as np

from crawler.content.patterns import regex
from crawler.stories.grams import Grams, are_in, four_grams
from crawler.stories.names import Pairs, pairs_of
from crawler.stories.numbers import Numbers, numbers_of
from crawler.stories.signatures import Places

OFTEN_SEEN = 3_000
"""Characters; profiles of texts up to this length are remembered, since a text is compared with several."""
REMEMBERED = 256
"""Profiles, of some 10 to 100 kB."""
STRETCHES = regex(rb"\0{24,}")
"""4-grams in a row that the other text has not: words of a text's own, and not edits."""


@dataclass(frozen=True)
class Profile:
    """A normal form with its numbers masked, its different 4-grams in ascending order, and for every place of the text which of
    them begins there."""

    numbers: Numbers
    known: Grams
    places: Places

    @property
    def masked(self) -> str:
        return self.numbers.masked

    @cached_property
    def pairs(self) -> Pairs:
        """The pairs of its characters."""
        return pairs_of(self.masked)


class Overlap(NamedTuple):
    """How a text differs from another: the share of its characters that were edited, its 4-grams in stretches of its own, and for
    each 4-gram a byte, 1 where the other has it."""

    edited: float
    own: int
    found: bytes

    @classmethod
    def of(cls, found: bytes) -> Self:
        """After a 4-gram that both have, the next is lost when the next character was edited."""
        own = sum(map(len, STRETCHES.findall(found)))
        return cls(found.count(b"\1\0") / max(1, found.count(1)), own, found)


def profile_of(text: str) -> Profile:
    """The profile of a normal form."""
    return _remembered(text) if len(text) <= OFTEN_SEEN else _profile(text)


def overlap(one: Profile, other: Profile) -> Overlap:
    """What of ``one`` stands in ``other``."""
    return Overlap.of(are_in(one.known, other.known)[one.places].tobytes())


def _profile(text: str) -> Profile:
    numbers = numbers_of(text)
    known, places = np.unique(four_grams(numbers.masked), return_inverse=True)
    return Profile(numbers, known, places)


_remembered = lru_cache(REMEMBERED)(_profile)
