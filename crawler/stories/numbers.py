"""Whether two texts that share their words tell other numbers: the daily counts and results that are written to a template."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from crawler.content.patterns import regex
from crawler.stories.odds import doubt

NUMBER = regex(r"([0-9]+(?:\.[0-9]+)*|[〇零一二三四五六七八九十百千两]{2,})")
DIGITS, NUMERALS = "0", "〇"
"""What stands for a number in a masked text."""
PIECE = 4
"""Characters; a longer number is compared by pieces, of which an edit changes few."""
REACH = 3
"""Characters on either side of a number by which it is found again in the other text."""
LEAST, MOST, A_CORRECTION = 0.001, 0.01, 60_000
"""How many of the numbers are corrected in a copy, at least: the longer the text, the more, one in so many characters."""
DAYS = frozenset("年月日号时点分期届轮路栋楼版室线")
"""After these a number says which day, hour, issue or street it is, and not how many."""
ORDINAL = "第"

Contexts = dict[str, list[str]]


class Number(NamedTuple):
    """A number, the words between the one before and it, and its place in the masked text."""

    digits: str
    words: str
    at: int


@dataclass(frozen=True)
class Numbers:
    """A text with its numbers masked, and these in their order."""

    masked: str
    found: list[Number]

    @cached_property
    def by_context(self) -> Contexts:
        """The pieces of the numbers by what stands around each."""
        by_context: defaultdict[str, list[str]] = defaultdict(list)
        for number in self.found:
            around = self.masked[max(0, number.at - REACH) : number.at + 1 + REACH]
            by_context[around].extend(_pieces(number.digits))
        return by_context

    @cached_property
    def which(self) -> Counter[str]:
        """The numbers that say which (8月, 第3期)."""
        units = ((number, self.masked[number.at + 1 : number.at + 2]) for number in self.found)
        return Counter(number.digits + unit for number, unit in units if unit in DAYS or number.words.endswith(ORDINAL))


def numbers_of(text: str) -> Numbers:
    """The numbers of a normal form, in Arabic digits and in Chinese numerals of two characters or more."""
    words_and_numbers = NUMBER.split(text)
    numbers, at = [], 0
    for words, digits in zip(words_and_numbers[::2], words_and_numbers[1::2], strict=False):
        at += len(words)
        numbers.append(Number(digits, words, at))
        at += 1
    words_and_numbers[1::2] = [DIGITS if number.digits[0] <= "9" else NUMERALS for number in numbers]
    return Numbers("".join(words_and_numbers), numbers)


class Changes(NamedTuple):
    """How many numbers of two texts differ, of how many that can be compared, and how many differ that say which."""

    changed: int
    compared: int
    which: int


def changes_between(one: Numbers, other: Numbers) -> Changes:
    """What differs between the numbers of two texts: each is compared with those in the same context, and those whose context the
    other text has not with all such. What only one of them has is none: a promotion has numbers of its own."""
    contexts, others = one.by_context, other.by_context
    shared = contexts.keys() & others.keys()
    pairs = [(contexts[context], others[context]) for context in shared]
    pairs.append((_outside(contexts, shared), _outside(others, shared)))
    changed = sum(_changed(numbers, theirs) for numbers, theirs in pairs)
    compared = sum(min(len(numbers), len(theirs)) for numbers, theirs in pairs)
    return Changes(changed, compared, min((one.which - other.which).total(), (other.which - one.which).total()))


def doubt_by_numbers(changes: Changes, numbers: Numbers, edited: float) -> float:
    """The doubt that two texts are one story, by the changes between their ``numbers``, which are those of either.

    ``edited`` is the share of the characters that edits change. An edited copy has lost of its numbers what it has lost of its
    words, by an edit of any of its characters or at its end; a text written to the same template has the words and other numbers.
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
    """How many of the fewer have no equal among the others."""
    if len(numbers) == len(others) == 1:
        return numbers != others
    return min(len(numbers), len(others)) - (Counter(numbers) & Counter(others)).total()
