"""Whether two texts that share their words tell of other people, places or companies: the notices that are written to a template.

A name stands in a text more than once. Edits hit one place or the other, and put in something else each time; a text about
somebody else has the other name in all places.
"""

from collections import Counter
from typing import NamedTuple

from crawler.stories.odds import doubt

PAIR = 4
"""Bytes of two characters, in UTF-16."""

SELDOM = {2: 0.003, 3: 0.0003, 4: 0.0001}
"""How many of the words that stand so often in a text are replaced throughout a copy, at least."""


class Pairs(NamedTuple):
    """The pairs of characters in a text, as numbers of 32 bits, and how often those stand in it that do more than once."""

    all: frozenset[int]
    repeated: dict[int, int]


def pairs_of(text: str) -> Pairs:
    """The pairs of characters in ``text``."""
    data = text.encode("utf-16-le", "surrogatepass")
    odd = data[PAIR // 2 :]
    whole = data[: len(data) // PAIR * PAIR] + odd[: len(odd) // PAIR * PAIR]
    counts = Counter(memoryview(whole).cast("I").tolist())
    return Pairs(frozenset(counts), {pair: count for pair, count in counts.items() if count > 1})


def doubt_by_names(one: Pairs, other: Pairs, edited: float) -> float:
    """The doubt that two masked texts are one story, by the pairs of characters that each of them repeats and the other lacks.

    ``edited`` is the share of the characters that edits change.
    """
    return min(_doubt_by_lost(one.repeated, other.all, edited), _doubt_by_lost(other.repeated, one.all, edited))


def _doubt_by_lost(repeated: dict[int, int], found: frozenset[int], edited: float) -> float:
    if found.issuperset(repeated):
        return 0.0
    lost = ([pair not in found for pair, count in repeated.items() if count >= often] for often in SELDOM)
    return max(_doubt(each, often, edited) for each, often in zip(lost, SELDOM, strict=True))


def _doubt(lost: list[bool], often: int, edited: float) -> float:
    return doubt(sum(lost), len(lost), max(SELDOM[often], (1 - (1 - edited) ** 2) ** often))
