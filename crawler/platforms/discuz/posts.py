"""Cuts the lines of a thread dump into posts."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import zip_longest

from msgspec import Struct

from crawler.platforms.discuz.actions import Actions, Row, actions_between, closing_words
from crawler.platforms.discuz.floors import JUMP_BOX, OPENER_MARK, floor_in
from crawler.platforms.discuz.headers import Header
from crawler.platforms.discuz.lines import Dump, Lines
from crawler.platforms.discuz.members import COUNTS, NAME, NO_NAME, NOBODY, PROFILE, name_in
from crawler.readers.language_packs import in_both_packs

_FOOTER = in_both_packs(
    r"返回列表(?: .{0,20})?|发新帖|高级模式|您需要登录后才可以回[帖复].{0,20}|本版积分规则.{0,30}|快速回复(?: 返回顶部.{0,10})?"
    r"|.{0,60}Powered by(?: ?Discuz!.*)?|Archiver.{0,30}|.{0,20}手机版\|.*|GMT[+-]\d{1,2}(?:\.5)?, \d.*|.{0,60}/ \d+ 页.{0,12}"
    r"|(?:[»›] )?上一[主篇]题?(?: ?\|.*)?|页[:：] ?\[.*|查看完整版本[:：].*|欢迎光临 .{1,60}\(https?://.*"
)
"""The first line below the last post."""
_LONGEST_COLUMN = 24  # lines from the counts of a member to the floor
_SHOWN_TO_CRAWLERS = in_both_packs("显示全部楼层")
"""The link that crawlers are shown instead of 只看该作者."""


class RawPost(Struct):
    """One post as printed: the column beside it, its header, the body from ``first`` up to ``last``, and the actions."""

    header: Header
    column: Lines
    first: int
    last: int
    actions: Actions
    thread_row: int | None = None  # of an opener: the first line of the row about the thread
    signature: int | None = None  # and the line below it, from which on its signature stands
    lifted: bool = False
    floor: int = 0

    @property
    def author(self) -> str | None:
        """The name on the date line, or else in the column; ``None`` for anonymous posts."""
        name = self.header.author or (None if self._shows_no_names else name_in(self.column))
        return name if name and not NOBODY.fullmatch(name) else None

    @property
    def _shows_no_names(self) -> bool:
        """Whether the only line of the column is an advertisement: crawlers are shown these, but no names."""
        return len(self.column) == 1 and _SHOWN_TO_CRAWLERS.search(self.header.rest) is not None


def cut(dump: Dump, found: list[Header], column: Lines) -> list[RawPost]:
    """Return the posts below the headers ``found``, in page order, not yet numbered; ``column`` is that of the first post."""
    posts: list[RawPost] = []
    lines, closing = dump.lines, closing_words(dump.rows[found[0].end :])
    named = cache(partial(name_in, column))
    has_floors = not _SHOWN_TO_CRAWLERS.search(found[0].rest) or any(map(floor_in, column))
    for header, below in zip_longest(found, found[1:]):
        stop = below.start if below else _footer(lines, header.end)
        actions = actions_between(dump.rows, header.end, stop, closing)
        if not actions:
            last = _column_start(lines, header.end, stop, has_floors, named) if below else stop
            actions = Actions(last, last)
        posts.append(RawPost(header, column, header.end, actions.start, actions))
        column = lines[actions.end : stop]
    _cut_thread_row(dump.rows, posts[0])
    return posts


def _cut_thread_row(rows: Sequence[Row | None], opener: RawPost) -> None:
    """Find the row of actions about the whole thread and add its votes; the lines below it are the signature."""
    about_thread = (at for at in range(opener.last - 1, opener.first - 1, -1) if (row := rows[at]) and row.about_thread)
    top = below = next(about_thread, opener.last)
    if top == opener.last:
        return
    while top > opener.first and rows[top - 1]:
        top -= 1
    while below < opener.last and rows[below]:
        below += 1
    for row in filter(None, rows[top:below]):
        opener.actions.count(row)
    opener.thread_row, opener.signature = top, below


def _footer(lines: Lines, first: int) -> int:
    return next((at for at in range(first, len(lines)) if _FOOTER.fullmatch(lines[at])), len(lines))


def _counts_above(lines: Lines, first: int, last: int) -> int:
    """Return the line at which the counts of a member begin near ``last``, which is returned if there are none."""
    start = max(first, last - _LONGEST_COLUMN)
    near = "\n".join(lines[start:last])
    found = COUNTS.search(near) if "主" in near else None
    return start + near.count("\n", 0, found.start()) if found else last


def _column_start(lines: Lines, first: int, stop: int, has_floors: bool, named: Callable[[], str | None]) -> int:
    """Return where the next post's column begins on a page without rows of actions, going by its floor (if the
    page ``has_floors``), its profile, and its name (if the first one is ``named``)."""
    at = stop
    while at > first and (JUMP_BOX.fullmatch(lines[at - 1]) or OPENER_MARK.fullmatch(lines[at - 1])):
        at -= 1
    at -= at > first and has_floors and floor_in(lines[at - 1]) is not None
    top = at = _counts_above(lines, first, at)
    while top > first and NO_NAME.fullmatch(lines[top - 1]):
        top -= 1
    has_profile = any(PROFILE.fullmatch(line) for line in lines[top:at])
    at = top if has_profile else at
    if at > first and NAME.fullmatch(lines[at - 1]) and (has_profile or named()):
        at -= 1
        at -= at > first and lines[at - 1] == lines[at]
    return at
