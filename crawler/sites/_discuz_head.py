"""What stands above the first post of a thread dump, and what its footer says of the software."""

import re
from dataclasses import dataclass

from crawler.documents._language_packs import in_both_packs
from crawler.sites._discuz_rows import Lines
from crawler.sites._discuz_words import PRINTED_TITLE, buttons

_COPY_LINK = in_both_packs(r"(.{0,200}?) ?\[(?:复制链接|複製鏈接|複製連結|打印本页)\]")
_CRUMB = re.compile(r" ?(?:»|›|>>|>) ?")
_SEPARATORS = ("»", "›", ">")
_GENERIC = in_both_packs(r"|(?:返回)?首页|论坛(?:首页)?|社区|门户|BBS|Portal|Forum|导航", re.IGNORECASE)
_TYPE = re.compile(r"\[[^\[\]]{1,16}\]")
_COUNTS = tuple(
    (in_both_packs(views), in_both_packs(replies))
    for views, replies in (
        (r"(?:查看|浏览|点击|人气) ?[:：] ?(\d{1,9})", r"回[复帖] ?[:：] ?(\d{1,9})"),  # 查看: 156|回复: 0
        (r"(?<!\d)(\d{1,9})(?:查看|浏览)", r"(?<!\d)(\d{1,9})回[复帖]"),  # 1回复 99查看
        (r"(?:查看|浏览) (\d{1,9})", r"回[复帖] (\d{1,9})"),
        (r"(?<!\d)(\d{1,9}) (?:查看|浏览)", r"(?<!\d)(\d{1,9}) 回[复帖]"),
    )
)
"""Views and replies by how the label stands to the number, surest first. The label counts, not the order."""
_COUNT_LINE = in_both_packs(r"(?:查看|浏览|回[复帖]|收藏|[\d|:： ])+")
_LINKS = in_both_packs(
    r"返回列表|打印|\[?复制链接\]?|[宽窄]版.{0,4}|收藏主题|上一主题.*|发新?帖|更多.*|只看楼主"
    r"|.{0,60}/ \d+ 页.*|楼主[:：].*|登录|倒序浏览|电脑版|返回首页"
)
_ABOVE_COLUMN = in_both_packs(r"返回列表|打印|\d{1,9} ?(?:回[复帖]|查看)|查看[:：].*|楼主[:：].*")
_LOGIN = in_both_packs(r"(?:找回密码|立即注册|登录|用户名|快捷导航).*")
_PLATFORM = re.compile(r"Powered by\s{0,9}Discuz! ?(X?\d(?:\.\d{1,2}){0,2})")


@dataclass(slots=True)
class Head:
    """Title, counts and forum of a thread, and the column beside its first post. ``None`` where the page does not say."""

    headline: str
    views: int | None
    reply_count: int | None
    publisher: str | None
    column: Lines


def read_head(lines: Lines) -> Head:
    """Read the lines above the first date line. The headline is empty where there is none."""
    window = _window_title(lines)
    at, crumbs = _breadcrumb(lines)
    known = {title for title in (*window[:1], *crumbs[-1:]) if title}
    headline, end = _headline(lines, at, known)
    views, replies = _counts(lines)
    return Head(headline, views, replies, _publisher(lines, crumbs, window), lines[_column_start(lines, end) :])


def platform(text: str) -> str:
    """``Discuz! X3.4``, or ``Discuz!`` where the footer does not show the version."""
    version = _PLATFORM.match(text, max(text.rfind("Powered by"), 0))
    return f"Discuz! {version[1]}" if version else "Discuz!"


def _window_title(lines: Lines) -> list[str]:
    """Title, forum and site from a first line ``Title - Forum - Site - Powered by Discuz!``; nothing for other lines."""
    if not lines or " - Powered by Discuz!" not in lines[0]:
        return []
    parts = lines[0][:300].partition(" - Powered by Discuz!")[0].removesuffix(" - 手机版").split(" - ")
    return [" - ".join(parts[:-2]), *parts[-2:]] if len(parts) > 2 else parts


def _breadcrumb(lines: Lines) -> tuple[int, list[str]]:
    """The last line of the path ``Site » Forum › Title``, which may be broken at its separators, and its items."""
    at, path = -1, ""
    for number, line in enumerate(lines):
        goes_on = path and number == at + 1 and (line.startswith(_SEPARATORS) or path.endswith(_SEPARATORS))
        starts = len(line) <= 200 and ("›" in line or "»" in line or line.count(">") > 1)
        if goes_on or starts:
            at, path = number, f"{path} {line}" if goes_on else line
    return at, _CRUMB.split(path[:400]) if path else []


def _headline(lines: Lines, crumb: int, known: set[str]) -> tuple[str, int]:
    """The title and the line after it: beside or above 复制链接, else as the path names it, else below the path or the counts."""
    for at, line in enumerate(lines):
        if copy_link := _COPY_LINK.fullmatch(line):
            return _subject(copy_link[1] or lines[max(at - 1, 0)], known), at + 1
    for at, line in enumerate(lines[crumb + 1 :], crumb + 1):
        if line in known or (crumb >= 0 and not _is_chrome(line)):
            return _subject(line, known), at + 1
    if known:
        return max(sorted(known), key=len), 0
    counts = max((at for at, line in enumerate(lines) if _COUNT_LINE.fullmatch(line)), default=-1)
    below = ((_subject(line, known), at) for at, line in enumerate(lines[counts + 1 :], counts + 2) if not _is_chrome(line))
    return next(below, ("", 0))


def _is_chrome(line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in (_COUNT_LINE, _LINKS, _TYPE)) or bool(buttons(line))


def _subject(line: str, known: set[str]) -> str:
    """The title without the thread's type, which stands in brackets before it."""
    label = PRINTED_TITLE.match(line)
    title = line[label.end() :] if label else line
    for subject in known:
        if title.endswith(subject) and _TYPE.fullmatch(title[: -len(subject)].strip()):
            return subject
    kind = _TYPE.match(title)
    return title[kind.end() + 1 :] if kind and title[kind.end() : kind.end() + 1] == " " else title


def _counts(lines: Lines) -> tuple[int | None, int | None]:
    text = " ".join(line for line in lines if len(line) <= 200)
    found: list[tuple[re.Match[str] | None, re.Match[str] | None]] = []
    for views, replies in _COUNTS:
        found.append((views.search(text), replies.search(text)))
        if all(found[-1]):
            return _numbers(*found[-1])
    return _numbers(*next((pair for pair in found[:2] if any(pair)), (None, None)))


def _numbers(views: re.Match[str] | None, replies: re.Match[str] | None) -> tuple[int | None, int | None]:
    return int(views[1]) if views else None, int(replies[1]) if replies else None


def _publisher(lines: Lines, crumbs: list[str], window: list[str]) -> str | None:
    """The forum's name: first in the path, last in the window's title, or the logo's text before the login box."""
    if crumbs and not _GENERIC.fullmatch(crumbs[0]):
        return crumbs[0]
    if len(window) > 1:
        return window[-1]
    return lines[0] if len(lines) > 1 and _LOGIN.fullmatch(lines[1]) and not _LOGIN.fullmatch(lines[0]) else None


def _column_start(lines: Lines, title_end: int) -> int:
    """The column beside the first post begins below the title, the counts and the links about the whole thread."""
    start = title_end
    for at in range(len(lines) - 1, title_end - 1, -1):
        if _ABOVE_COLUMN.fullmatch(lines[at]):
            start = at + 1
            break
    while start < len(lines) and _is_chrome(lines[start]):
        start += 1
    return start
