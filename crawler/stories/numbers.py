"""Decides whether two texts with mostly the same words have different numbers: daily counts and results from a template."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from crawler.content.patterns import regex
from crawler.stories.odds import doubt

NUMBER = regex(r"([0-9]+(?:\.[0-9]+)*|[〇零一二三四五六七八九十百千两]{2,})")
DIGITS, NUMERALS = "0", "〇"
"""Placeholders for numbers in a masked text."""
PIECE = 4
"""Characters; longer numbers are compared in pieces, so that an edit changes only few of them."""
REACH = 3
"""Characters on either side of a number that identify it in the other text."""
LEAST, MOST, A_CORRECTION = 0.001, 0.01, 60_000
"""The share of numbers that are corrected in a copy: at least, at most, and one per so many characters."""
DAYS = frozenset("年月日号时点分期届轮路栋楼版室线")
"""A number before these says which day, hour, issue or street it is, not how many."""
ORDINAL = "第"

Contexts = dict[str, list[str]]


class Number(NamedTuple):
    """A number, the text between the previous number and it, and its place in the masked text."""

    digits: str
    words: str
    at: int


@dataclass(frozen=True)
class Numbers:
    """A text with its numbers masked, and the numbers in order."""

    masked: str
    found: list[Number]

    @cached_property
    def by_context(self) -> Contexts:
        """The pieces of the numbers, by the text around each number."""
        by_context: defaultdict[str, list[str]] = defaultdict(list)
        for number in self.found:
            around = self.masked[max(0, number.at - REACH) : number.at + 1 + REACH]
            by_context[around].extend(_pieces(number.digits))
        return by_context

    @cached_property
    def which(self) -> Counter[str]:
        """The numbers that identify something (8月, 第3期)."""
        units = ((number, self.masked[number.at + 1 : number.at + 2]) for number in self.found)
        return Counter(number.digits + unit for number, unit in units if unit in DAYS or number.words.endswith(ORDINAL))


def numbers_of(text: str) -> Numbers:
    """Find the numbers in a normal form, in Arabic digits or in two or more Chinese numerals."""
    words_and_numbers = NUMBER.split(text)
    numbers, at = [], 0
    for words, digits in zip(words_and_numbers[::2], words_and_numbers[1::2], strict=False):
        at += len(words)
        numbers.append(Number(digits, words, at))
        at += 1
    words_and_numbers[1::2] = [DIGITS if number.digits[0] <= "9" else NUMERALS for number in numbers]
    return Numbers("".join(words_and_numbers), numbers)


class Changes(NamedTuple):
    """How many numbers differ between two texts, how many could be compared, and how many differ that identify something."""

    changed: int
    compared: int
    which: int


def changes_between(one: Numbers, other: Numbers) -> Changes:
    """Compare the numbers of two texts by context; numbers whose context is not in the other text are compared as one group.

    A number that only one text has does not count as a change: a promotion has its own numbers.
    """
    contexts, others = one.by_context, other.by_context
    shared = contexts.keys() & others.keys()
    pairs = [(contexts[context], others[context]) for context in shared]
    pairs.append((_outside(contexts, shared), _outside(others, shared)))
    changed = sum(_changed(numbers, theirs) for numbers, theirs in pairs)
    compared = sum(min(len(numbers), len(theirs)) for numbers, theirs in pairs)
    return Changes(changed, compared, min((one.which - other.which).total(), (other.which - one.which).total()))


def doubt_by_numbers(changes: Changes, numbers: Numbers, edited: float) -> float:
    """The doubt that two texts are one story, by the changes between their ``numbers`` (those of either).

    ``edited`` is the share of characters changed by edits. An edited copy has lost the same share of its numbers as of its words,
    by an edit of any of a number's characters or at its end; a text from the same template has the words, but other numbers.
    """
    if not changes.changed:
        return 0.0
    lengths = [len(piece) for pieces in numbers.by_context.values() for piece in pieces]
    seldom = min(MOST, max(LEAST, len(numbers.masked) / A_CORRECTION))
    return doubt(changes.changed, changes.compared, max(seldom, 1 - (1 - edited) ** (1 + sum(lengths) / len(lengths))))


def _pieces(number: str) -> Iterable[str]:
    return (number,) if len(number) <= PIECE else (number[at : at + PIECE] for at in range(0, len(number), PIECE))


def _outside(contexts: Contexts, shared: set[str]) -> list[str]:
    return [piece for context, numbers in contexts.items() if context not in shared for piece in numbers]


def _changed(numbers: list[str], others: list[str]) -> int:
    """How many of the shorter list have no equal in the other."""
    if len(numbers) == len(others) == 1:
        return numbers != others
    return min(len(numbers), len(others)) - (Counter(numbers) & Counter(others)).total()
