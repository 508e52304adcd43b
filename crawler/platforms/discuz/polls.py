"""Polls: their options and the number of votes for each.

The templates print an option with its number (``1. 东井``) or below a picture, with its result behind or below it: ``66.67%
(2)``, ``2票 66.67%``. If results are hidden until one has voted, there is none; a closed poll may show them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from crawler.content.literals import hint_of
from crawler.content.patterns import regex
from crawler.items import PollOption
from crawler.readers.language_packs import in_both_packs

POLL_LABEL = (
    r"[单多]选投票(?:[:：,，(（ ].{0,60})?|.{0,40}共有 ?\d+ ?人参与投票.{0,20}"
    r"|.{0,12}[您你].{0,10}用户组.{0,6}投票.{0,8}|[您你]已经投过票.{0,20}|[该此]投票已经?(?:关闭|过期).{0,20}|投票已经?(?:结束|关闭).{0,20}"
    r"|距结束还有.{0,30}|[(（]?此为公开投票.{0,30}|查看投票参与人|投票后结果可见"
)
"""Text printed around the options, in simplified Chinese."""
_PERCENT = r"\d{1,3}(?:\.\d{1,2})? ?%"
_VOTES = rf"{_PERCENT} ?[(（] ?\d{{1,9}} ?票? ?[)）]|\d{{1,9}} ?票 ?[(（]?{_PERCENT}[)）]?|{_PERCENT} ?\d{{1,9}} ?票"
POLL_RESULT = r"\d{1,3}\.\d{2}% ?\(\d+\)"
"""The result of one option as the templates print it; on a line of its own it is never the poster's words."""
_RESULT = regex(rf"{_VOTES}|\d{{1,9}} ?票|{_PERCENT}")
_GLUED = regex(rf"(?P<option>.*\S) ?(?<![\d.])(?P<result>(?:{_VOTES}))")
_COUNT = regex(r"(\d{1,9}) ?票|[(（] ?(\d{1,9})", re.ASCII)
_NUMBERED = regex(r"(\d{1,3}) ?[.、．] ?(\S.*)", re.ASCII)
_LABEL = in_both_packs(POLL_LABEL)
_LABEL_HINT = hint_of(_LABEL)
_BUTTON = in_both_packs(r"提交|投票|查看结果")
_LONGEST = 400  # characters of a line


class PollLine(NamedTuple):
    """A line of a poll; ``option`` is the option's number from 0, or None for other lines."""

    text: str
    option: int | None = None


class Poll(NamedTuple):
    """The options of a poll, and its lines, with the poster's words (options) distinguished from the software's."""

    options: list[PollOption]
    lines: list[PollLine]


def read_poll(lines: Iterable[str]) -> Poll:
    """The poll that ``lines`` consist of. If no line is numbered, every line that is not a label or result is an option."""
    parted = list(map(_parted, lines))
    is_numbered = any(_NUMBERED.fullmatch(text) for text, _ in parted)
    poll = Poll([], [])
    for text, result in parted:
        if text:
            said = _option_in(text, len(poll.options) + 1, is_numbered)
            poll.lines.append(PollLine(text, len(poll.options) if said else None))
            if said:
                poll.options.append(PollOption(said))
        if result:
            poll.lines.append(PollLine(result))
            if poll.options and poll.options[-1].votes is None:
                poll.options[-1].votes = _count(result)
    return poll


def poll_among(lines: Sequence[str]) -> tuple[list[PollOption], list[str]]:
    """Return the options of the poll among the lines of a post saved as text (empty if there is no poll), and the lines, with
    every result on a line of its own."""
    may_be_one = _LABEL_HINT.search("\n".join(lines))
    labels = (at for at, line in enumerate(lines if may_be_one else ()) if len(line) <= _LONGEST and _LABEL.fullmatch(line))
    start = next(labels, None)
    if start is None:
        return [], list(lines)
    end = start + 1 + sum(1 for _ in _belonging(lines[start + 1 :]))
    poll = read_poll(lines[start:end])
    shown = [line.text for line in poll.lines]
    if any(option.votes is not None for option in poll.options):
        while poll.options[-1].votes is None:  # the poster's own list, below the poll
            poll.options.pop()
    return poll.options, [*lines[:start], *shown, *lines[end:]]


def _belonging(lines: Sequence[str]) -> Iterator[str]:
    """Yield the leading lines that belong to a poll with numbered options."""
    number = 1
    for line in lines:
        text, result = _parted(line)
        if text:
            found = _NUMBERED.fullmatch(text)
            is_next = found is not None and int(found[1]) == number
            if not is_next and not _LABEL.fullmatch(text):
                return
            number += is_next
        elif not result:
            return
        yield line


def _parted(line: str) -> tuple[str, str]:
    """Split a line into text and result; either may be empty."""
    if len(line) > _LONGEST:
        return line, ""
    alone, glued = _RESULT.fullmatch(line), _GLUED.fullmatch(line)
    if alone:
        return "", line
    return (glued["option"], glued["result"]) if glued else (line, "")


def _option_in(text: str, number: int, is_numbered: bool) -> str | None:
    found = _NUMBERED.fullmatch(text)
    if found:
        return found[2] if int(found[1]) == number else None
    return None if is_numbered or _LABEL.fullmatch(text) or _BUTTON.fullmatch(text) else text


def _count(result: str) -> int | None:
    found = _COUNT.search(result)
    return int(found[1] or found[2]) if found else None
