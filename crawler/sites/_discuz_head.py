"""What stands above the first post of a thread dump, and what its footer says of the software."""

import re
from dataclasses import dataclass

from crawler.sites._discuz_rows import Lines
from crawler.sites._discuz_words import buttons

_COPY_LINK = re.compile(r"(.*?) ?\[(?:[复複][制製][链鏈連][接結]|打印本[页頁])\]")
_PRINTED_TITLE = re.compile(r"^[标標][题題][:：] ?")
_CRUMB = re.compile(r" ?(?:»|›|>>|>) ?")
_SEPARATORS = frozenset({"»", "›", ">>", ">"})
_GENERIC = re.compile(r"|(?:返回)?首[页頁]|[论論][坛壇](?:首[页頁])?|社[区區]|[门門][户戶]|BBS|Portal|Forum|[导導]航", re.IGNORECASE)
_TYPE = re.compile(r"\[[^\[\]]{1,16}\]")
_COUNTS = (
    (re.compile(r"(?:查看|[浏瀏][览覽]|[点點][击擊]|人[气氣]) ?[:：] ?(\d+)"), re.compile(r"回[复復覆帖] ?[:：] ?(\d+)")),
    (re.compile(r"(?:^|(?<=[^\d]))(\d+)(?:查看|[浏瀏][览覽])"), re.compile(r"(?:^|(?<=[^\d]))(\d+)回[复復覆帖]")),
    (re.compile(r"(?:查看|[浏瀏][览覽]) (\d+)"), re.compile(r"回[复復覆帖] (\d+)")),
    (re.compile(r"(\d+) (?:查看|[浏瀏][览覽])"), re.compile(r"(\d+) 回[复復覆帖]")),
)
_COUNT_LINE = re.compile(r"(?:(?:查看|回[复復覆帖]|[浏瀏][览覽])[:：]?|\d+|\||收藏|[:：])+")
_CHROME = re.compile(r"返回列表|打印|.{0,3}复制链接|[宽窄]版.{0,4}|上一主[题題].*|[发發]新?帖|\[?更多.*|只看[楼樓]主|\d+|.*/ \d+ [页頁].*|[楼樓]主[:：].*|登[录錄]|.*GMT.*")
_ABOVE_COLUMN = re.compile(r"返回列表|打印|\d+ ?(?:回[复復覆帖]|查看)|查看[:：].*|.*回[复復覆]\d+")
_WINDOW_TITLE = re.compile(r"(.+?) - (?:(.+) - )?(\S.*?)(?: - 手机版)?(?: - Powered by Discuz!.*)")
_LOGIN = re.compile(r"(?:找回密[码碼]|立即[注註][册冊]|登[录錄]|用[户戶]名|快捷[导導]航).*")
_PLATFORM = re.compile(r"Discuz! ?(X?\d\.?\d{0,2}(?:\.\d{1,2})?)")


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
    window = _WINDOW_TITLE.fullmatch(lines[0]) if lines and "Discuz!" in lines[0] else None
    at, crumbs = _breadcrumb(lines)
    known = {window[1]} if window else set[str]()
    known.update(item for item in crumbs[-1:] if item)
    copy_link = next((n for n, line in enumerate(lines) if _COPY_LINK.fullmatch(line)), None)
    headline, end = _headline(lines, at, copy_link, known)
    views, replies = _counts(lines)
    return Head(headline, views, replies, _publisher(lines, crumbs, window), lines[_column_start(lines, end) :])


def platform(text: str) -> str:
    """``Discuz! X3.4``, or ``Discuz!`` where the page does not show the version; the last mention is the footer's."""
    versions = _PLATFORM.findall(text)
    return f"Discuz! {versions[-1]}" if versions else "Discuz!"


def _breadcrumb(lines: Lines) -> tuple[int, list[str]]:
    """The last line of the path ``Site » Forum › Title``, which may be broken at its separators, and its items."""
    at, path = -1, ""
    for number, line in enumerate(lines):
        joined = bool(path) and (line[:1] in _SEPARATORS or path.rstrip()[-1:] in _SEPARATORS) and number == at + 1
        if joined or (any(sign in line for sign in "»›") or line.count(">") >= 2) and len(line) <= 200:
            at, path = number, f"{path} {line}" if joined else line
    return at, [item.strip() for item in _CRUMB.split(path)] if path else []


def _headline(lines: Lines, crumb: int, copy_link: int | None, known: set[str]) -> tuple[str, int]:
    """The title and the line after it: beside or above 复制链接, else as the path names it, else below the path."""
    if copy_link is not None:
        found = _COPY_LINK.fullmatch(lines[copy_link])
        title = found[1] if found and found[1] else lines[copy_link - 1] if copy_link else ""
        return _subject(title, known), copy_link + 1
    for at, line in enumerate(lines[crumb + 1 :], crumb + 1):
        if line in known or (crumb >= 0 and not _is_chrome(line)):
            return _subject(line, known), at + 1
    if known:
        return max(known, key=len), 0
    return next(((line, at + 1) for at, line in enumerate(lines) if not _is_chrome(line)), ("", 0))


def _is_chrome(line: str) -> bool:
    return bool(_COUNT_LINE.fullmatch(line.replace(" ", "")) or _CHROME.fullmatch(line) or buttons(line) or _TYPE.fullmatch(line))


def _subject(line: str, known: set[str]) -> str:
    """The title without the thread's type, which stands in brackets before it."""
    title = _PRINTED_TITLE.sub("", line)
    for subject in known:
        if title.endswith(subject) and _TYPE.fullmatch(title[: -len(subject)].strip()):
            return subject
    kind = _TYPE.match(title)
    return title[kind.end() + 1 :] if kind and title[kind.end() : kind.end() + 1] == " " else title


def _counts(lines: Lines) -> tuple[int | None, int | None]:
    """Views and replies: by colon, glued after the number, after the label, before it; the label counts, not the order."""
    text = " ".join(lines)
    found = [(views.search(text), replies.search(text)) for views, replies in _COUNTS]
    best = next((pair for pair in found if all(pair)), next((pair for pair in found[:2] if any(pair)), (None, None)))
    views, replies = (int(match[1][:12]) if match else None for match in best)
    return views, replies


def _publisher(lines: Lines, crumbs: list[str], window: re.Match[str] | None) -> str | None:
    """The forum's name: first in the path, last in the window's title, or the logo's text before the login box."""
    if crumbs and not _GENERIC.fullmatch(crumbs[0]):
        return crumbs[0]
    if window:
        return window[3]
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
