"""The lines of a thread dump, each classified once."""

import re
from bisect import bisect_left
from functools import cached_property

from crawler.content.patterns import regex
from crawler.platforms.discuz.actions import rows_of

Lines = list[str]
_DATE_LABEL = regex("发表于|發表於")
_ZERO_WIDTH = "\u200b\ufeff"  # no white space to Python
_LINE = regex(rf"[^\s{_ZERO_WIDTH}].*")


class Dump:
    """The non-empty lines of a page's text, with white space collapsed to single plain spaces.

    ``rows`` has for each line the actions that it consists of, or None; ``dated`` are the numbers of the lines that may say when
    something was posted; ``head`` are those above the date of the first post.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = _lines_in(text)
        self.rows = rows_of(self.lines)
        self.dated = [at for at, line in enumerate(self.lines) if "表" in line]
        first = (at for at in self.dated if _DATE_LABEL.search(self.lines[at]))
        self.head = self.lines[: next(first, len(self.lines))]

    def dated_within(self, first: int, last: int) -> list[int]:
        """The numbers in ``dated`` from ``first`` up to ``last``."""
        return self.dated[bisect_left(self.dated, first) : bisect_left(self.dated, last)]

    def is_below_blank(self, at: int) -> bool:
        """Whether there is an empty line above line ``at``."""
        return self.text.count("\n", self._starts[at - 1] if at else 0, self._starts[at]) > 1

    @cached_property
    def _starts(self) -> list[int]:
        """Where in the text the lines start."""
        return list(map(re.Match.start, _LINE.finditer(self.text)))


def _lines_in(text: str) -> Lines:
    lines = list(filter(None, map(str.strip, text.split("\n"))))
    return lines if _is_plain("".join(lines)) else list(filter(None, map(squeezed, lines)))


def _is_plain(text: str) -> bool:
    return text.isprintable() and "  " not in text  # of white space only " " is printable


def squeezed(line: str) -> str:
    """Return a line with white space collapsed to single plain spaces and stripped from its ends."""
    return line.strip(" ") if _is_plain(line) else " ".join(line.split()).strip(" " + _ZERO_WIDTH)
