"""Whether two texts that share their words tell other numbers: the daily counts and results that are written to a template."""

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import NamedTuple

from crawler.stories.odds import doubt

NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)*|[〇零一二三四五六七八九十百千两]{2,})")
DIGITS, NUMERALS = "0", "〇"
"""What stands for a number in a masked text."""
REACH = 4
"""Characters on either side of a number by which it is found again in the other text."""
SELDOM = 0.01
"""How many of the numbers are corrected in a copy, at least."""


class Numbers(NamedTuple):
    """A text with its numbers masked, and the numbers by what stands around them."""

    masked: str
    all: list[str]
    by_context: dict[str, list[str]]


@lru_cache(256)
def numbers_of(text: str) -> Numbers:
    """The numbers of a normal form, in Arabic digits and in Chinese numerals of two characters or more."""
    pieces = NUMBER.split(text)
    numbers = pieces[1::2]
    pieces[1::2] = [DIGITS if number[0] <= "9" else NUMERALS for number in numbers]
    masked, at = "".join(pieces), 0
    by_context: defaultdict[str, list[str]] = defaultdict(list)
    for words, number in zip(pieces[::2], numbers, strict=False):
        at += len(words)
        by_context[masked[max(0, at - REACH) : at + 1 + REACH]].append(number)
        at += 1
    return Numbers(masked, numbers, by_context)


def doubt_by_numbers(one: Numbers, other: Numbers, surviving: float) -> float:
    """The doubt that two texts are one story, by their numbers: by those that stand in the same context, or by all.

    ``surviving`` is the share of the characters that edits left. An edited copy has lost of its numbers what it has lost of its
    words; a text written to the same template has the words and other numbers.
    """
    changed = _changed(one.all, other.all)
    if not changed:
        return 0.0
    expected = max(SELDOM, 1 - surviving ** (sum(map(len, one.all)) / len(one.all)))
    return max(doubt(changed, min(len(one.all), len(other.all)), expected), _doubt_in_context(one, other, expected))


def _doubt_in_context(one: Numbers, other: Numbers, expected: float) -> float:
    compared = changed = 0
    for context in one.by_context.keys() & other.by_context.keys():
        numbers, others = one.by_context[context], other.by_context[context]
        compared += min(len(numbers), len(others))
        changed += _changed(numbers, others)
    return doubt(changed, compared, expected)


def _changed(numbers: list[str], others: list[str]) -> int:
    """How many of the fewer have no equal among the others."""
    if len(numbers) == len(others) == 1:
        return numbers != others
    return min(len(numbers), len(others)) - (Counter(numbers) & Counter(others)).total()
