"""The title of a thread and the name of its forum, from the lines above the first post."""

import re
from dataclasses import dataclass

from crawler.content.patterns import regex
from crawler.platforms.discuz.actions import row_of
from crawler.platforms.discuz.lines import Lines
from crawler.platforms.discuz.views import PRINTED_TITLE
from crawler.readers.language_packs import in_both_packs

_WINDOW_END = " - Powered by Discuz!"
_COPY_LINK = in_both_packs(r"(.{0,200}?) ?\[(?:复制链接|複製鏈接|複製連結|打印本页)\]")
_ARCHIVER = regex(r"(?:'s)? ?Archiver$")
_CRUMB = regex(r" ?(?:»|›|>>|>) ?")
_SEPARATORS = ("»", "›", ">")
_GENERIC = in_both_packs(r"|(?:返回)?首页|论坛(?:首页)?|社区|门户|BBS|Portal|Forum|导航", re.IGNORECASE)
"""First items of a path that do not name the forum."""
_TITLE_STARTS = "标標"
_TYPE = regex(r"\[[^\[\]]{1,16}\]")
_COUNTS = in_both_packs(r"查看[:：] ?\d{1,9} ?\|? ?回[复帖][:：] ?\d{1,9} ?\|?")
_BEFORE_TITLE = regex(lambda: rf"{_TYPE.pattern}|#{{1,6}}|{_COUNTS.pattern}")
"""Printed on the line of a title: its type, the mark of a heading in Markdown, or counts."""
_COUNT_LINE = in_both_packs(r"(?:查看|浏览|回[复帖]|收藏|[\d|:： ])+")
_LINK_LINE = in_both_packs(
    r"返回列表|打印|\[?复制链接\]?|[宽窄]版.{0,4}|收藏主题|上一主题.*|发新?帖|更多.*|只看楼主"
    r"|.{0,60}/ \d+ 页.*|楼主[:：].*|登录|倒序浏览|电脑版|返回首页"
)
_TOUCH_LINKS = in_both_packs(r"只看楼主 .{0,20}电脑版")
"""Identifies the view for touch screens, where the title is the last line above the first post."""
_LOGIN_LINE = in_both_packs(r"(?:找回密码|立即注册|登录|用户名|快捷导航).*")
_LONGEST = 200  # characters of a line of the head
_LONGEST_PATH = 400


@dataclass(frozen=True, slots=True)
class Title:
    """The headline (empty if the page has none), the line below it, and the forum's name."""

    headline: str
    end: int
    publisher: str | None


def read_title(lines: Lines) -> Title:
    """Return the title in the lines above the first post."""
    window = _window_title(lines)
    last_crumb, crumbs = _path(lines)
    known = {title for title in (*window[:1], *crumbs[-1:]) if title and title not in window[1:]}
    headline, end = _headline(lines, last_crumb, known)
    return Title(headline, end, _publisher(lines, crumbs, window))


def read_publisher(lines: Lines) -> str | None:
    """Return only the name of the forum, as :func:`read_title` reads it."""
    return _publisher(lines, path_in(lines), _window_title(lines))


def forum_in(lines: Lines) -> str | None:
    """Return the forum's name: the first item of the path in the lines, unless it is a generic word."""
    crumbs = path_in(lines)
    return crumbs[0] if crumbs and names_forum(crumbs[0]) else None


def path_in(lines: Lines) -> list[str]:
    """Return the items of the path in the lines, the site first."""
    return _path(lines)[1]


def names_forum(words: str) -> bool:
    """Whether words name a particular forum, as opposed to any (首页, Portal)."""
    return not _GENERIC.fullmatch(words)


def is_link_line(line: str) -> bool:
    """Whether a line of the head holds counts, links or the thread's type instead of a title."""
    if len(line) > _LONGEST:
        return False
    return bool(_COUNT_LINE.fullmatch(line) or _LINK_LINE.fullmatch(line) or _TYPE.fullmatch(line) or row_of(line))


def _window_title(lines: Lines) -> list[str]:
    """Return title, forum and site from a first line ``Title - Forum - Site - Powered by Discuz!``; empty for other lines."""
    if not lines or _WINDOW_END not in lines[0]:
        return []
    parts = lines[0][:300].partition(_WINDOW_END)[0].removesuffix(" - 手机版").split(" - ")
    return [" - ".join(parts[:-2]), *parts[-2:]] if len(parts) > 2 else parts


def _path(lines: Lines) -> tuple[int, list[str]]:
    """Return the last line of the path ``Site » Forum › Title``, which may be broken at its separators, and the path's items."""
    at, path = -1, ""
    for number, line in enumerate(lines):
        if not path and ">" not in line and "›" not in line and "»" not in line:  # as in nearly all
            continue
        goes_on = path and number == at + 1 and (line.startswith(_SEPARATORS) or path.endswith(_SEPARATORS))
        starts = len(line) <= _LONGEST and ("›" in line or "»" in line or line.count(">") > 1)
        if goes_on or starts:
            at, path = number, f"{path[:_LONGEST_PATH]} {line}" if goes_on else line
    return at, _CRUMB.split(path[:_LONGEST_PATH]) if path else []


def _headline(lines: Lines, last_crumb: int, known: set[str]) -> tuple[str, int]:
    """The title and the line below it: by 复制链接 or 标题, else as named in the path, else below the path or the counts."""
    for at, line in enumerate(lines):
        if line[-1] == "]" and (copy_link := _COPY_LINK.fullmatch(line)):
            above = next((line for line in reversed(lines[:at]) if not _COUNTS.fullmatch(line)), "")
            return _subject(copy_link[1] or above, known), at + 1
        if line[0] in _TITLE_STARTS and PRINTED_TITLE.match(line):
            return _subject(line, known), at + 1
    for at, line in enumerate(lines[last_crumb + 1 :], last_crumb + 1):
        if line in known or (last_crumb >= 0 and not is_link_line(line)):
            return _subject(line, known), at + 1
    if known:
        return max(sorted(known), key=len), 0
    if any(map(_TOUCH_LINKS.match, lines)) and not is_link_line(lines[-1]):
        return _subject(lines[-1], known), len(lines)
    counts = max((at for at, line in enumerate(lines) if _COUNT_LINE.fullmatch(line)), default=-1)
    below = ((_subject(line, known), at) for at, line in enumerate(lines[counts + 1 :], counts + 2) if not is_link_line(line))
    return next(below, ("", 0))


def _subject(line: str, known: set[str]) -> str:
    """Return the title without the thread's type, which is in brackets before it."""
    label = PRINTED_TITLE.match(line)
    title = line[label.end() :] if label else line
    for subject in known:
        if title.endswith(subject) and _BEFORE_TITLE.fullmatch(title[: -len(subject)].strip()):
            return subject
    kind = _TYPE.match(title)
    return title[kind.end() + 1 :] if kind and title[kind.end() : kind.end() + 1] == " " else title


def _publisher(lines: Lines, crumbs: list[str], window: list[str]) -> str | None:
    """Return the forum's name: first in the path, last in the window title, or the logo's text above the login box."""
    if crumbs and names_forum(crumbs[0]):
        return _ARCHIVER.sub("", crumbs[0])
    if len(window) > 1:
        return window[-1]
    return lines[0] if len(lines) > 1 and _LOGIN_LINE.fullmatch(lines[1]) and not _LOGIN_LINE.fullmatch(lines[0]) else None
