"""The lines of a thread dump, each classified once."""

from functools import cached_property
from itertools import accumulate

from crawler.content.patterns import regex
from crawler.platforms.discuz.actions import rows_of

Lines = list[str]
_DATE_LABELS = ("发表于", "發表於")
_ZERO_WIDTH = "\u200b\ufeff"  # no white space to Python
_BLANK = regex(rf"\n[\s{_ZERO_WIDTH}]*\n")
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
    def head(self) -> Lines:
        """The lines above the date of the first post."""
        dated = (at for at, line in enumerate(self.lines) if "表" in line and any(label in line for label in _DATE_LABELS))
        return self.lines[: next(dated, len(self.lines))]

    def below_blank(self) -> set[int]:
        """Return the numbers of the lines below a blank line; if the text ends in blank lines, also the number of lines."""
        first, *parts = _BLANK.split(self.text)
        counts = (len(_LINE.findall(part)) for part in parts)
        return set(accumulate(counts, initial=len(_LINE.findall(first))))


def _lines_in(text: str) -> Lines:
    return [
        line.rstrip(" ") if line.isprintable() and "  " not in line else squeezed(line)  # of white space only " " is printable
        for line in _LINE.findall(text)
    ]


def squeezed(line: str) -> str:
    """Return a line with white space collapsed to single plain spaces and stripped from its ends."""
    return " ".join(line.split()).strip(" " + _ZERO_WIDTH)
