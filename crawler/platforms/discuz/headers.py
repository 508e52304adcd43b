"""The header of a post: its date line and the lines that continue it."""

import re
from functools import lru_cache

from msgspec import Struct

from crawler.content.patterns import regex
from crawler.platforms.discuz.floors import FLOOR, OPENER_MARK, floor_in
from crawler.platforms.discuz.lines import Dump, Lines
from crawler.platforms.discuz.members import NAME
from crawler.platforms.discuz.times import TIME
from crawler.readers.language_packs import in_both_packs

DATE = in_both_packs(rf"发表于[:：]? ?({TIME})")
_LABELS = r"只看(?:该作者|大图|TA)|显示全部楼层|[倒正]序(?:浏览|查看|排列|看帖)|阅读模式"
_LABEL = in_both_packs(_LABELS)
_CONTINUATION = in_both_packs(
    rf"\|? ?(?:{_LABELS})(?: ?\|)?|\||\|? ?(?:来自 ?[:：-]|IP属地[:：]?) ?\S[^，。！？]{{0,30}}|\|? ?[来发]自手机\S{{0,6}}"
)
"""A line that continues the date line above it: a link, a separator, a place or a client."""
_CONTINUATION_STARTS = frozenset("| 只显顯倒正阅閱来來I发發")
_PLACE = in_both_packs(r"(?:来自|IP属地) ?[:：-]? ?(\S.*)")
"""May also name the carrier (移动)."""
_DOTTED_PLACE = regex(r"· ?(\S{1,16})")
_CLIENT = in_both_packs(
    r"手机|客户端|[移行]动(?:端|设备|装置|版)|iPhone|iPad|Android|安卓|App\b|小程序|微信|WAP|发表?自", re.IGNORECASE
)

_FONT_SIZES = " 大 中 小"
"""Links beside the floor in Discuz! 7."""

_LONGEST = 200  # characters of a date line
_LONGEST_CLIENT = 80
_MOST_LINES = 12
_LONGEST_BEFORE_LINK = 60
_LONGEST_WITHOUT_LINK = 40


class Header(Struct):
    """A date line that occupies the lines from ``start`` up to ``end``.

    ``raw`` is the time as printed, ``label`` the floor and ``author`` the name before it, ``rest`` the text after it.
    """

    start: int
    end: int
    raw: str
    author: str | None = None
    label: str = ""
    rest: str = ""


def date_in(line: str) -> re.Match[str] | None:
    """Search for ``发表于`` with a time anywhere in a line that is short enough to be a date line."""
    return DATE.search(line) if ("表于" in line or "表於" in line) and len(line) <= _LONGEST else None


def desktop_headers(dump: Dump) -> list[Header]:
    """Return the headers in the desktop view."""
    found: list[Header] = []
    for at in dump.dated:
        if (date := date_in(dump.lines[at])) and (header := _header_at(dump, at, date, first=not found)):
            found.append(header)
    return found


def _header_at(dump: Dump, at: int, date: re.Match[str], first: bool) -> Header | None:
    """The header at a line with a ``date``: with links, or without where a post begins (an anonymous or the first one)."""
    line = dump.lines[at]
    end, rest, linked = _rest(dump.lines, at, line[date.end() :])
    if not linked and (len(rest) > _LONGEST_WITHOUT_LINK or not ((first and not date.start()) or _begins_post(dump, at))):
        return None
    label, author = _label_and_author(line[: date.start()])
    return Header(at, end, date[1], author, label, rest) if author is None or linked or NAME.fullmatch(author) else None


def _is_linked(rest: str) -> bool:
    before, _, after = rest.partition("|")
    return len(before) <= _LONGEST_BEFORE_LINK and bool(_LABEL.search(after) or _LABEL.search(before))


def _rest(lines: Lines, at: int, rest: str) -> tuple[int, str, bool]:
    """Return where the header's lines end, the text after the time on all of them, and whether it contains links. The client may
    be on a line of its own before the first link."""
    end, linked = at + 1, _is_linked(rest)
    for below in range(at + 1, min(len(lines), at + _MOST_LINES)):
        line = lines[below]
        if line[0] in _CONTINUATION_STARTS and _CONTINUATION.fullmatch(line):
            rest, end = " ".join((rest, *lines[end : below + 1])), below + 1
            linked = _is_linked(rest)
        elif linked or below > at + 2 or len(line) > _LONGEST_CLIENT or date_in(line):
            break
    return end, rest.strip(), linked


def _begins_post(dump: Dump, at: int) -> bool:
    """Whether the line is directly below a floor, the label of the thread's opener, or a row of actions."""
    if not at:
        return False
    above, row = dump.lines[at - 1], dump.rows[at - 1]
    return bool(floor_in(above) or OPENER_MARK.search(above) or (row and row.ends_post))


def _label_and_author(before: str) -> tuple[str, str | None]:
    """Split the text before 发表于 into floor and name, dropping the label of the thread's opener."""
    words = OPENER_MARK.sub("", before.strip()).strip(" |") if before else ""
    label = FLOOR.match(words) if words else None
    if label:
        return label[0], words[label.end() :].removeprefix(_FONT_SIZES).strip(" |") or None
    return "", words or None


@lru_cache(1024)
def place_and_client(rest: str) -> tuple[str | None, str | None]:
    """The place (after 来自 or ·) and the client of the post, both as printed, from the text after the time."""
    place = client = None
    before, _, after = rest.partition("|")
    dotted = _DOTTED_PLACE.search(before)
    if dotted:
        place, before = dotted[1], before[: dotted.start()] + before[dotted.end() :]
    for part in (before, *_LABEL.sub("|", after).split("|")):
        words = part.strip()
        if _CLIENT.search(words):
            client = client or words
        elif found := _PLACE.fullmatch(words):
            place = place or found[1]
    return place, client
