"""Decides whether a text may be another revision of the same article or thread."""

from itertools import pairwise

from crawler.stories.fingerprint import SHORT
from crawler.stories.grams import four_grams

COMMON = 1 / 3
"""The share of the 4-grams of both texts that must be common, as for copies of a story."""
CONTAINED = 1 / 2
"""Alternatively, the share of the shorter text's that must be in the other: an article that was continued, a thread with more
replies."""


def resembles(one: str, other: str) -> bool:
    """Whether a normal form may be a revision of another, with which it shares much text, whatever numbers differ.

    Short texts are compared by character pairs. An empty one resembles all, since its content is unknown.
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
