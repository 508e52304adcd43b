"""The lines of a thread dump, each classified once."""

from itertools import accumulate

from crawler.content.patterns import regex
from crawler.platforms.discuz.actions import rows_of

Lines = list[str]
_ZERO_WIDTH = "\u200b\ufeff"  # no white space to Python
_BLANK = regex(rf"\n[\s{_ZERO_WIDTH}]*\n")
_LINE = regex(rf"[^\s{_ZERO_WIDTH}].*")


class Dump:
    """The lines of a page's text that are not empty, white space squeezed to single plain spaces.

    ``rows`` says of each line what actions it consists of, if any.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = lines_of(text)
        self.rows = rows_of(self.lines)

    def below_blank(self) -> set[int]:
        """The numbers of the lines that stand below a blank line; where the last is blank, one more than there are lines."""
        first, *parts = _BLANK.split(self.text)
        counts = (len(_LINE.findall(part)) for part in parts)
        return set(accumulate(counts, initial=len(_LINE.findall(first))))


def lines_of(text: str) -> Lines:
    """The lines of ``text`` as a :class:`Dump` has them."""
    return [
        line.rstrip(" ") if line.isprintable() and "  " not in line else squeezed(line)  # of white space only " " is printable
        for line in _LINE.findall(text)
    ]


def squeezed(line: str) -> str:
    """A line with its white space as single plain spaces, and none at its ends."""
    return " ".join(line.split()).strip(" " + _ZERO_WIDTH)
