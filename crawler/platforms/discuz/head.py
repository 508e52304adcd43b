"""Reads what is printed above the first post of a thread dump, and the software version from its footer."""

import re

from crawler.content.literals import hint_of
from crawler.content.patterns import regex
from crawler.platforms.discuz.lines import Lines
from crawler.platforms.discuz.members import begins_card
from crawler.platforms.discuz.times import TIME
from crawler.platforms.discuz.title import is_link_line, read_title
from crawler.platforms.threads import ThreadHead
from crawler.readers.language_packs import in_both_packs

_VIEWS = r"(?:查看|浏览|阅读|点击|人气|访问|围观)(?:次?数|量|人数)?"
_REPLIES = r"(?:回[复帖]|评论|跟帖)(?:次?数|量)?"
_END = r"(?!\d|[.,]\d|[wWkK+]| ?[万萬亿])"
_N = rf"(\d{{1,3}}(?:,\d{{3}}){{1,2}}|\d{{1,9}}){_END}"
"""A whole number; does not match 1.2万."""
_FIRST_N = rf"(\d(?<![\d.,].)(?:\d{{0,2}}(?:,\d{{3}}){{1,2}}|\d{{0,8}})){_END}"
"""The same where nothing is searched for before it: the engine passes over all that is no digit."""
_COUNTS = tuple(
    tuple(map(in_both_packs, pair))
    for pair in (
        (rf"{_VIEWS} ?[:：] ?{_N}", rf"{_REPLIES} ?[:：] ?{_N}"),  # 查看: 156|回复: 0
        (rf"{_FIRST_N}(?:查看|浏览)", rf"{_FIRST_N}回[复帖]"),  # 1回复 99查看
        (rf"(?:查看|浏览) ?{_N}", rf"回[复帖] ?{_N}"),
        (rf"{_FIRST_N} (?:查看|浏览)", rf"{_FIRST_N} 回[复帖]"),
    )
)
"""Patterns for views and replies by the position of the label relative to the number, most reliable first. The label decides
which count is which, not the order."""
_LABEL = in_both_packs(f"{_VIEWS}|{_REPLIES}")
_LABEL_HINT = hint_of(_LABEL)
"""Found in every text with a label; a search for one of the patterns takes longer."""
_LONGEST_BEFORE_LABEL = 16  # characters of a number
_LABELLED = 2
"""The number of leading patterns that are reliable enough if a page has only one of the two counts."""
_BARE_COUNTS = regex(r"(\d{1,9}) ?\| ?(\d{1,9})", re.ASCII)
"""Views and replies on a line of their own, without labels."""
_ABOVE_COLUMN = in_both_packs(r"返回列表|打印|\d{1,9} ?(?:回[复帖]|查看)|查看[:：].*|楼主[:：].*")
_LONGEST = 200  # characters of a line of the head
_POWERED_BY = "Powered by"
_PLATFORM = regex(rf"{_POWERED_BY}\s{{0,9}}Discuz! ?(X?\d(?:\.\d{{1,2}}){{0,2}})")
_TRADITIONAL = ("發表於", "只看該作者", "顯示全部樓層")


def read_head(lines: Lines) -> tuple[ThreadHead, Lines]:
    """Read the lines above the first header: what they say of the thread, and the column beside its first post. The headline is
    empty if there is none."""
    title = read_title(lines)
    views, replies = counts_in(lines)
    head = ThreadHead(title.headline, publisher=title.publisher, views=views, reply_count=replies)
    return head, lines[_column_start(lines, title.end) :]


def platform(text: str) -> str:
    """Return ``Discuz! X3.4``, or ``Discuz!`` if the footer does not show the version."""
    version = _PLATFORM.match(text, max(text.rfind(_POWERED_BY), 0))
    return f"Discuz! {version[1]}" if version else "Discuz!"


def is_traditional(lines: Lines) -> bool:
    """Whether the labels in a header's lines are from the traditional Chinese language pack."""
    return any(label in line for line in lines for label in _TRADITIONAL)


def counts_in(lines: Lines) -> tuple[int | None, int | None]:
    """Return the numbers of views and replies printed in the lines."""
    text = " ".join([line for line in lines if len(line) <= _LONGEST])
    found: list[tuple[re.Match[str] | None, re.Match[str] | None]] = []
    label = _LABEL_HINT.search(text)
    start = max(label.start() - _LONGEST_BEFORE_LABEL, 0) if label else len(text)
    for views, replies in _COUNTS:
        seen = views.search(text, start)
        found.append((seen, replies.search(text, start) if seen or len(found) < _LABELLED else None))
        if all(found[-1]):
            return _numbers(*found[-1])
    labelled = next((pair for pair in found[:_LABELLED] if any(pair)), None)
    return _numbers(*labelled) if labelled else _bare_counts(lines)


_VIEWS_IN_ROW, _REPLIES_IN_ROW = (
    tuple(
        map(
            in_both_packs,
            (
                rf"{label} ?(?:[:：] ?|[(（] ?| ){_N}(?! ?[条个次] ?[回评跟浏阅查访])",
                rf"(?<![\d.,:]){_N} ?{unit}?{label}(?! ?[:：])",
            ),
        )
    )
    for label, unit in ((_VIEWS, "次"), (_REPLIES, "[条个]"))
)
_VIEWS_LABEL = in_both_packs(rf"{_VIEWS} ?[:：]")
"""Matches a label for views. If its number cannot be read (1.2万), views are unknown, but replies in the same row still count."""
_TIME = in_both_packs(TIME)


def labelled_counts(row: str) -> tuple[int | None, int | None]:
    """Return views and replies from a post's row, where they are printed beside its date; replies count only beside views."""
    text = _TIME.sub("|", row)
    views = next(filter(None, (pattern.search(text) for pattern in _VIEWS_IN_ROW)), None)
    replies = next(filter(None, (pattern.search(text) for pattern in _REPLIES_IN_ROW)), None)
    return _numbers(views, replies) if views or _VIEWS_LABEL.search(text) else (None, None)


def _bare_counts(lines: Lines) -> tuple[int | None, int | None]:
    found = next((found for line in lines if (found := _BARE_COUNTS.fullmatch(line))), None)
    return (int(found[1]), int(found[2])) if found else (None, None)


def _numbers(views: re.Match[str] | None, replies: re.Match[str] | None) -> tuple[int | None, int | None]:
    return _number(views), _number(replies)


def _number(found: re.Match[str] | None) -> int | None:
    """Return the number found by a match, from its first group that is not empty."""
    digits = next(filter(None, found.groups()), "") if found else ""
    return int(digits.replace(",", "")) if digits else None


def _column_start(lines: Lines, title_end: int) -> int:
    """Return where the column beside the first post starts: below the title, the counts and the links about the whole thread."""
    above = (at for at in range(len(lines) - 1, title_end - 1, -1) if _ABOVE_COLUMN.fullmatch(lines[at]))
    start = next(above, title_end - 1) + 1
    while start < len(lines) and is_link_line(lines[start]) and not begins_card(lines, start):
        start += 1
    return start
