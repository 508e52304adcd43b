"""Whether a text may be another revision of the same article or thread."""

from itertools import pairwise

from crawler.stories.fingerprint import SHORT
from crawler.stories.grams import four_grams

COMMON = 1 / 3
"""Of the 4-grams of both texts, how many must be common, as for copies of a story."""
CONTAINED = 1 / 2
"""Or of the shorter text's, how many must stand in the other: an article that was continued, a thread with more replies."""


def resembles(one: str, other: str) -> bool:
    """Whether a normal form may be a revision of another: much of one stands in the other, whatever numbers differ.

    Of short ones pairs of characters are compared. An empty one resembles all: what it says is unknown.
    """
    if one == other or not one or not other:
        return True
    parts, others = _parts(one, other), _parts(other, one)
    common = len(parts & others)
    return common >= COMMON * len(parts | others) or common >= CONTAINED * min(len(parts), len(others))


def _parts(text: str, other: str) -> frozenset[object]:
    if min(len(text), len(other)) >= SHORT:
        return frozenset(four_grams(text).tolist())
    return frozenset(map("".join, pairwise(text))) or frozenset((text,))
