"""The lines of a thread dump, each classified once."""

from functools import cached_property

from crawler.content.patterns import regex
from crawler.platforms.discuz.actions import rows_of

Lines = list[str]
_DATE_LABELS = ("发表于", "發表於")
_ZERO_WIDTH = "\u200b\ufeff"  # no white space to Python
_LINE = regex(rf"[^\s{_ZERO_WIDTH}].*")


class Dump:
    """The non-empty lines of a page's text, with white space collapsed to single plain spaces.

    ``rows`` has for each line the actions that it consists of, or None.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = _lines_in(text)
        self.rows = rows_of(self.lines)

    @cached_property
    def dated(self) -> list[int]:
        """The numbers of the lines that may have the date of a post."""
        return [at for at, line in enumerate(self.lines) if "表于" in line or "表於" in line]

    @cached_property
    def head(self) -> Lines:
        """The lines above the date of the first post."""
        first = (at for at in self.dated if any(label in self.lines[at] for label in _DATE_LABELS))
        return self.lines[: next(first, len(self.lines))]

    def is_below_blank(self, at: int) -> bool:
        """Whether there is an empty line above line ``at``."""
        return self.text.count("\n", self._starts[at - 1] if at else 0, self._starts[at]) > 1

    @cached_property
    def _starts(self) -> list[int]:
        """Where in the text the lines start."""
        return [line.start() for line in _LINE.finditer(self.text)]


def _lines_in(text: str) -> Lines:
    return [
        line.rstrip(" ") if line.isprintable() and "  " not in line else squeezed(line)  # of white space only " " is printable
        for line in _LINE.findall(text)
    ]


def squeezed(line: str) -> str:
    """Return a line with white space collapsed to single plain spaces and stripped from its ends."""
    return " ".join(line.split()).strip(" " + _ZERO_WIDTH)
