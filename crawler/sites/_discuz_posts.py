"""Cuts the lines of a thread dump into posts."""

import re
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from crawler.sites._discuz_rows import Bar, Header, Lines, bar
from crawler.sites._discuz_words import (
    AUTHOR_MARK,
    BAR_ENDS,
    COMMENT,
    DELETED_FLOOR,
    FLOOR,
    FLOOR_NAMES,
    FOOTER,
    JUMP_BOX,
    NAME,
    NO_NAME,
    NOBODY,
    PROFILE,
    REPLY,
    ROBOT_LABEL,
    THREAD_BUTTONS,
    buttons,
)


@dataclass(slots=True)
class RawPost:
    """One post as it is printed: the column beside it, the date line, the body from ``first`` to ``last``, the actions."""

    header: Header
    column: Lines
    first: int
    last: int
    bar: Bar
    buttons: int | None = None  # of an opener: the first line of the buttons about the thread
    signature: int | None = None  # and the line below them, from which on its signature stands
    lifted: bool = False
    floor: int = 0

    @property
    def author(self) -> str | None:
        """The name on the date line, or else in the column; ``None`` for anonymous posts."""
        robot = len(self.column) == 1 and ROBOT_LABEL.search(self.header.rest)  # which is sent no names, but advertisements
        name = self.header.author or (None if robot else _name(self.column))
        return name if name and not NOBODY.fullmatch(name) else None


def cut(lines: Lines, found: list[Header], column: Lines) -> list[RawPost]:
    """The posts below the date lines ``found``, in page order; ``column`` is that of the first post."""
    posts: list[RawPost] = []
    ends = _ends(lines, found)
    named = _name(column) is not None
    for header, below in zip_longest(found, found[1:]):
        stop = below.start if below else _footer(lines, header.end)
        row = bar(lines, header.end, stop, ends)
        last = row.start if row else _column_start(lines, header.end, stop, named) if below else stop
        posts.append(RawPost(header, column, header.end, last, row or Bar(last, last)))
        column = lines[row.end if row else last : stop]
    for post in posts[:1]:
        _cut_buttons(lines, post)
    _number(posts)
    return posts


def _cut_buttons(lines: Lines, opener: RawPost) -> None:
    """Find the rows of buttons about the whole thread and take their votes; what stands below them is the signature."""
    about_thread = [
        at for at in range(opener.first, opener.last) if any(word in THREAD_BUTTONS for word, _ in buttons(lines[at]))
    ]
    if not about_thread:
        return
    top = below = about_thread[-1]
    while top > opener.first and buttons(lines[top - 1]):
        top -= 1
    while below < opener.last and buttons(lines[below]):
        below += 1
    for row in lines[top:below]:
        opener.bar.count(buttons(row))
    opener.buttons, opener.signature = top, below


def _number(posts: list[RawPost]) -> None:
    """Set the floors: the printed number, else the known name, else one more than the post before."""
    previous, used = 0, set[int]()
    for post in posts:
        deleted = sum(DELETED_FLOOR.fullmatch(line) is not None for line in post.column)
        label = _label(post)
        post.lifted = bool(label and (label["lifted"] or (label["name"] or "")[:1] == "推"))
        number = int(label["number"]) if label and label["number"] else 0
        if not number and label and FLOOR_NAMES.get(label["name"]) not in used:
            number = FLOOR_NAMES.get(label["name"], 0)
        post.floor = number or previous + deleted + 1
        if not post.lifted:
            previous = post.floor
            used.add(previous)


def _label(post: RawPost) -> re.Match[str] | None:
    """The floor as printed on the date line or, nearest to it, in the column; 楼主 may also mark who opened the thread."""
    found = [label for line in (post.header.label, *reversed(post.column)) if line and (label := FLOOR.fullmatch(line))]
    return next((label for label in found if FLOOR_NAMES.get(label["name"]) != 1), found[0] if found else None)


def _ends(lines: Lines, found: list[Header]) -> frozenset[str]:
    """Which word closes the posts of this page: 举报 and its like, or on pages without them 回复."""
    below = lines[found[0].end :] if found else ()
    return BAR_ENDS if any(word in BAR_ENDS for line in below for word, _ in buttons(line)) else REPLY | COMMENT


def _footer(lines: Lines, first: int) -> int:
    return next((at for at in range(first, len(lines)) if FOOTER.fullmatch(lines[at])), len(lines))


def _column_start(lines: Lines, first: int, stop: int, named: bool) -> int:
    """Where the column of the next post begins on a page without rows of actions: its floor, its profile, its name."""
    at = stop
    while at > first and (JUMP_BOX.fullmatch(lines[at - 1]) or AUTHOR_MARK.fullmatch(lines[at - 1])):
        at -= 1
    at -= at > first and FLOOR.fullmatch(lines[at - 1]) is not None
    top = at
    while top > first and NO_NAME.fullmatch(lines[top - 1]):
        top -= 1
    if any(PROFILE.fullmatch(line) for line in lines[top:at]):
        at, named = top, True
    if named and at > first and NAME.fullmatch(lines[at - 1]):
        at -= 1
        at -= at > first and lines[at - 1] == lines[at]
    return at


def _name(column: Lines) -> str | None:
    """The first line of a column that can be a member's name, in a column that is one: it has a floor or a profile."""
    for line, below in pairwise(column):
        if line == below and NAME.fullmatch(line) and (len(line) > 5 or not line.isdigit()) and not _is_floor(line):
            return line
    names = [line for line in column if NAME.fullmatch(line) and not (NO_NAME.fullmatch(line) or _is_floor(line))]
    evident = (
        len(column) == 1 or len(set(names)) < len(names) or any(PROFILE.fullmatch(line) or _is_floor(line) for line in column)
    )
    return names[0] if names and evident else None


def _is_floor(line: str) -> bool:
    return bool(FLOOR.fullmatch(line) or JUMP_BOX.fullmatch(line))
