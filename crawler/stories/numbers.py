"""Whether two texts that share their words tell other numbers: the daily counts and results that are written to a template."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from crawler.stories.odds import doubt

NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)*|[〇零一二三四五六七八九十百千两]{2,})")
DIGITS, NUMERALS = "0", "〇"
"""What stands for a number in a masked text."""
PIECE = 4
"""Characters; a longer number is compared by pieces, of which an edit changes few."""
REACH = 3
"""Characters on either side of a number by which it is found again in the other text."""
SELDOM = 0.01
"""How many of the numbers are corrected in a copy, at least."""

Contexts = dict[str, list[str]]


class Numbers(NamedTuple):
    """A text with its numbers masked, and their pieces by what stands around each number."""

    masked: str
    by_context: Contexts


def numbers_of(text: str) -> Numbers:
    """The numbers of a normal form, in Arabic digits and in Chinese numerals of two characters or more."""
    words_and_numbers = NUMBER.split(text)
    numbers = words_and_numbers[1::2]
    words_and_numbers[1::2] = [DIGITS if number[0] <= "9" else NUMERALS for number in numbers]
    masked, at = "".join(words_and_numbers), 0
    by_context: defaultdict[str, list[str]] = defaultdict(list)
    for words, number in zip(words_and_numbers[::2], numbers, strict=False):
        at += len(words)
        by_context[masked[max(0, at - REACH) : at + 1 + REACH]].extend(_pieces(number))
        at += 1
    return Numbers(masked, by_context)


def doubt_by_numbers(one: Contexts, other: Contexts, edited: float) -> float:
    """The doubt that two texts are one story, by their numbers: each is compared with those in the same context, and those whose
    context the other text has not with all such.

    ``edited`` is the share of the characters that edits change. An edited copy has lost of its numbers what it has lost of its
    words, by an edit of any of its characters or at its end; a text written to the same template has the words and other numbers.
    """
    shared = one.keys() & other.keys()
    pairs = [(one[context], other[context]) for context in shared]
    pairs.append((_outside(one, shared), _outside(other, shared)))
    changed = sum(_changed(numbers, others) for numbers, others in pairs)
    if not changed:
        return 0.0
    compared = sum(min(len(numbers), len(others)) for numbers, others in pairs)
    lengths = [len(piece) for numbers in one.values() for piece in numbers]
    return doubt(changed, compared, max(SELDOM, 1 - (1 - edited) ** (1 + sum(lengths) / len(lengths))))


def _pieces(number: str) -> Iterable[str]:
    return (number,) if len(number) <= PIECE else (number[at : at + PIECE] for at in range(0, len(number), PIECE))


def _outside(contexts: Contexts, shared: set[str]) -> list[str]:
    return [piece for context, numbers in contexts.items() if context not in shared for piece in numbers]


def _changed(numbers: list[str], others: list[str]) -> int:
    """How many of the fewer have no equal among the others."""
    if len(numbers) == len(others) == 1:
        return numbers != others
    return min(len(numbers), len(others)) - (Counter(numbers) & Counter(others)).total()
