"""Whether two texts that share their words tell other numbers: the daily counts, notices and results that are written to a template."""

import re
from collections import Counter, defaultdict
from functools import lru_cache
from math import log
from typing import NamedTuple

NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)*|[〇零一二三四五六七八九十百千两]{2,})")
DIGITS, NUMERALS = "0", "〇"
"""What stands for a number in a masked text."""
REACH = 4
"""Characters on either side of a number by which it is found again in the other text."""
SELDOM = 0.01
"""How many of a story's numbers are corrected in a copy, at least."""
DOUBT = 5.5
"""Of the natural logarithm of the odds against that: other numbers are no edits when they are rarer than 1 in 245."""


class Numbers(NamedTuple):
    """A text with its numbers masked, and the numbers by what stands around them."""

    masked: str
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
    return Numbers(masked, by_context)


def tell_other_numbers(one: Numbers, other: Numbers, surviving: float) -> bool:
    """Whether more numbers differ in the same context than edits explain.

    ``surviving`` is the share of a text's 4-grams that the edits left. An edited copy has lost of its numbers what it has lost
    of its words; a text written to the same template has the words and other numbers. The bound is Chernoff's.
    """
    pairs = [(one.by_context[context], other.by_context[context]) for context in one.by_context.keys() & other.by_context.keys()]
    compared = sum(min(len(numbers), len(others)) for numbers, others in pairs)
    changed = sum(_changed(numbers, others) for numbers, others in pairs)
    if not changed:
        return False
    length = sum(map(len, (number for numbers, _ in pairs for number in numbers))) / sum(len(numbers) for numbers, _ in pairs)
    expected = max(SELDOM, 1 - surviving ** (length / 4))
    return changed > expected * compared and compared * _divergence(changed / compared, expected) > DOUBT


def _changed(numbers: list[str], others: list[str]) -> int:
    if len(numbers) == len(others) == 1:
        return numbers != others
    return min(len(numbers), len(others)) - (Counter(numbers) & Counter(others)).total()


def _divergence(share: float, expected: float) -> float:
    """Kullback-Leibler's, of two coins."""
    rest = (1 - share) * log((1 - share) / (1 - expected)) if share < 1 else 0.0
    return share * log(share / expected) + rest
