"""Decides whether two texts with mostly the same words are about different people, places or companies: notices from a template.

A name appears in a text more than once. Edits hit single places and each puts in something different; a text about somebody else
has the other name in all places.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crawler.stories.grams import Grams, are_in, grams_of
from crawler.stories.odds import doubt

PAIR = 2
"""Characters."""
SELDOM = {2: 0.003, 3: 0.0003, 4: 0.0001}
"""Number of occurrences in a text → the share of words with so many that are replaced throughout a copy, at least."""


class Pairs(NamedTuple):
    """The distinct character pairs of a text in ascending order, those that occur more than once, and how often these do."""

    known: Grams
    repeated: Grams
    counts: NDArray[np.int64]


def pairs_of(text: str) -> Pairs:
    """The pairs of characters in ``text``."""
    known, counts = np.unique(grams_of(text, PAIR), return_counts=True)
    are_repeated = counts > 1
    return Pairs(known, known[are_repeated], counts[are_repeated])


def doubt_by_names(one: Pairs, other: Pairs, edited: float) -> float:
    """The doubt that two masked texts are one story, by the character pairs that one repeats and the other lacks. ``edited`` is
    the share of characters changed by edits."""
    return min(_doubt_by_lost(one, other, edited), _doubt_by_lost(other, one, edited))


def _doubt_by_lost(one: Pairs, other: Pairs, edited: float) -> float:
    lost = one.counts[~are_in(one.repeated, other.known)]
    if not len(lost):
        return 0.0
    expected = {often: max(seldom, (1 - (1 - edited) ** 2) ** often) for often, seldom in SELDOM.items()}
    return max(doubt(_standing(lost, often), _standing(one.counts, often), share) for often, share in expected.items())


def _standing(counts: NDArray[np.int64], often: int) -> int:
    return int(np.count_nonzero(counts >= often))
