"""Quoted posts inside a post of a thread dump."""

from collections.abc import Set
from itertools import pairwise
from typing import NamedTuple

from crawler.content.patterns import regex
from crawler.platforms.discuz.actions import COMMENT
from crawler.platforms.discuz.lines import Dump, Lines
from crawler.platforms.discuz.times import TIME
from crawler.readers.language_packs import in_both_packs

_HEADER = in_both_packs(
    rf"(?:引用[:：]? ?)?(?:\S(?:.{{0,28}}\S)? 发表于 ?{TIME}|原帖由 .{{1,40}} 于 .{{8,24}} 发表)(?: 登录/.*)?"
)
"""The line above a quoted post that says who wrote it and when."""
_LABEL = regex(r"引用[:：]?")
_BBCODE = "[quote"
"""Where the archiver prints a quotation as it was typed, which says where it ends."""
_CUT = "..."
_LONGEST_HEADER = 120  # characters
_CUT_WITHIN = 8  # lines, below those that are quoted whole


class _Origin(NamedTuple):
    """Where a line was first written: at line ``at`` of ``post``, whose lines are also in the set ``lines``."""

    at: int
    post: Lines
    lines: Set[str]


_NOWHERE = _Origin(0, [], frozenset())


class Quotes:
    """Takes quotations out of the bodies of a page, which are passed in page order.

    Nothing marks the end of a quotation in a dump. It ends where Discuz! cut it (`` ...``); otherwise after the last line found
    in the quoted post, if that is on the page; otherwise with its paragraph, or after one line if the paragraph is all the rest.
    Comments below a post have the same header and are left alone.
    """

    def __init__(self, dump: Dump) -> None:
        self._dump = dump
        self._lines = dump.lines
        self._unread: list[Lines] = []  # bodies that are not in ``_origins`` yet
        self._origins: dict[str, _Origin] = {}

    def take_from(self, first: int, last: int) -> tuple[str | None, Lines]:
        """Return the quotations of the body from line ``first`` up to ``last``, as printed, and its other lines. The first value
        is ``None`` if the body has no quotation."""
        headers = [at for at in self._dump.dated_within(first, last) if is_header(self._lines[at])]
        quoted, own = self._parted(first, last, headers) if headers else ([], self._lines[first:last])
        self._unread.append(own)
        return "\n".join(quoted) or None, own

    def _parted(self, first: int, last: int, headers: list[int]) -> tuple[list[str], Lines]:
        quoted: list[str] = []
        own: list[str] = []
        for header, stop in pairwise([*headers, last]):
            above = self._lines[first:header]
            if not COMMENT.isdisjoint(above):
                break
            own += above
            first = self._end(header + 1, stop)
            if own and _LABEL.fullmatch(own[-1]):
                quoted.append(own.pop())
            quoted += self._lines[header:first]
        return quoted, own + self._lines[first:last]

    def _end(self, first: int, stop: int) -> int:
        """Return the line after a quotation whose text begins at ``first``, in the lines up to ``stop``."""
        if first >= stop:
            return first
        paragraph = self._paragraph_end(first, stop)
        cut = next((at + 1 for at in range(first, paragraph) if self._lines[at].endswith(_CUT)), 0)
        known = self._known_end(first, stop)
        if cut or known > first:
            return cut or known
        return paragraph if paragraph < stop else first + 1

    def _paragraph_end(self, first: int, stop: int) -> int:
        return next((at for at in range(first + 1, stop) if self._dump.is_below_blank(at)), stop)

    def _known_end(self, first: int, stop: int) -> int:
        """Return the line after the last one found in the quoted post, whole or cut; ``first`` if there is none."""
        origin = self._origin(self._lines[first])
        end = next((at for at in range(first, stop) if self._lines[at] not in origin.lines), stop)
        if first < end < stop and self._lines[end].endswith(_CUT):
            beginning = self._lines[end].removesuffix(_CUT).rstrip()
            whole = origin.post[origin.at : origin.at + end - first + _CUT_WITHIN]
            end += any(line.startswith(beginning) for line in whole)
        return end

    def _origin(self, line: str) -> _Origin:
        for post in self._unread:
            lines = frozenset(post)
            for at, said in enumerate(post):
                self._origins.setdefault(said, _Origin(at, post, lines))
        self._unread.clear()
        return self._origins.get(line, _NOWHERE)


def is_header(line: str) -> bool:
    """Whether a line says who is quoted and when they wrote it."""
    return "表" in line and len(line) <= _LONGEST_HEADER and _HEADER.fullmatch(line) is not None and _BBCODE not in line
