"""Reads threads of the forum software Discuz! saved as plain text. The labels are those of the language packs of Discuz! 7 to
X5."""

import re
from collections.abc import Iterator
from datetime import timedelta, timezone

from crawler.content.dates import FARTHEST, HALF, printed_date
from crawler.content.literals import hint_of
from crawler.content.patterns import regex
from crawler.readers.document import Document, page_of
from crawler.readers.language_packs import in_both_packs

FOOTER = regex(
    rf"GMT ?([+-]\d{{1,2}})(\.5|:30)?,"
    rf" (\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}} (?:(?:{HALF}) ?)?\d{{1,2}}:\d{{2}}(:\d{{2}})?(?: ?(?:{HALF}))?)",
    re.ASCII,
)
_TIME = r"(?:\d{4}[-/.年]\d|昨天|前天|今天|半小时前|刚刚|剛剛|\d{1,3} ?(?:秒|分[钟鐘]|小时|天)前)"
_MARKS = {
    "date": rf".{{0,60}}发表于 ?{_TIME}[^。]{{0,80}}[| ] ?(?:只看该作者|显示全部楼层|倒序浏览|只看大图).{{0,80}}",
    "bare_date": rf"(?:\S{{1,24}} ?\|? ?|楼主 ?\| ?)?发表于 ?{_TIME}[\d:/. -]{{0,20}}\|?",
    "date_links": r"\|? ?(?:只看该作者|显示全部楼层|只看大图) ?\|?",
    "printed_date": rf"作者[:：] ?\S{{1,40}} 时间[:：] ?{_TIME}.{{0,20}}",
    "copy_link": r".{0,120}\[(?:复制链接|複製鏈接|複製連結|打印本页)\]",
    "counts": r"查看[:：] ?\d+ ?\| ?回复[:：] ?\d+",
    "actions": r"(?:.{0,20} )?使用道具(?: 评分)?(?: 举报)?",
    "jump": r"电梯直达(?: ?\d{1,6} ?[#楼])?",
    "floor": r"\d{1,6} ?#",
    "software": r".{0,60}Powered by(?: Discuz!.{0,60})?",
    "rules": r"本版积分规则(?: 发表回复.{0,20})?",
    "login": r"您需要登录后才可以回[帖复].{0,20}",
    "scroll": r"快速回复 返回顶部(?: 返回列表)?",
    "archiver": r".{0,40}手机版\|小黑屋.{0,60}|Archiver ?\|? ?手机版.{0,60}",
    "complete": r"查看完整版本[:：].{0,200}",
    "touch": r"(?:(?:只看楼主|倒序浏览|返回首页|电脑版|全部回复 ?\d+) ?){1,5}",
    "touch_floor": r"\d{1,6}# \S{1,24}",
    "message": r"提示信息(?: - .{1,60})?",
    "back": r"\[? ?点击这里返回上一页 ?\]?",
    "gone": r"抱歉，.{2,60}",
}
"""Rows, labels and links as the templates print them, each on a line of its own."""
_MARK = in_both_packs("|".join(f"(?P<{name}>{pattern})" for name, pattern in _MARKS.items()))
_HINT = hint_of(_MARK)
_ENOUGH = 2
_LONGEST_FOOTER = 60
_LONGEST = 300  # characters; a longer line is not a label
_WORD = in_both_packs(r"发表于|Discuz|只看|提示信息|打印本页|查看完整版本|抱歉|电梯直达|复制链接|使用道具")
_ON_THE_PAGE = hint_of(_WORD)
_MARKUP = regex(r"\s*<(?:!doctype|html|head|body|table|div|\?xml)", re.IGNORECASE)


def served(found: re.Match[str]) -> str | None:
    """The ISO 8601 instant in a match of :data:`FOOTER`, to its printed precision; ``None`` for times that do not exist."""
    hours, half_an_hour, printed, seconds = found.groups()
    ahead = timedelta(hours=int(hours), minutes=0 if not half_an_hour else -30 if hours[0] == "-" else 30)
    served_at = printed_date(printed, local=timezone(ahead)) if FARTHEST[0] <= ahead <= FARTHEST[1] else None
    return served_at.at.isoformat(timespec="seconds" if seconds else "minutes") if served_at else None


def recognises(text: str) -> bool:
    """Whether this is a thread, or the message shown in place of one, by two marks of Discuz!.

    A mark fills its whole line, so prose about Discuz! has none. Each date line counts; of other marks, two different kinds are
    needed. HTML is not plain text.
    """
    if _MARKUP.match(text) or not _ON_THE_PAGE.search(text):
        return False
    marks: list[str] = []
    for line in _hinted_lines(text.replace("\xa0", " ").replace("\r", "\n")):
        found = _MARK.fullmatch(line.strip()) if len(line) <= _LONGEST else None
        mark = found.lastgroup if found else None
        if mark and (mark == "date" or mark not in marks):
            marks.append(mark)
            if len(marks) == _ENOUGH:
                return True
    return False


def _hinted_lines(text: str) -> Iterator[str]:
    """The lines with any of the strings one of which is in every mark; these are found in one search of the whole text."""
    at = 0
    while hint := _HINT.search(text, at):
        start, end = text.rfind("\n", 0, hint.start()) + 1, text.find("\n", hint.end())
        at = end if end >= 0 else len(text)
        yield text[start:at]


def read(path: str, data: bytes, text: str) -> Document:
    """The document of a thread dump. Line endings are normalized; nothing else is changed."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return Document(page_of(path, data, "discuz_text", _captured(unified)), unified)


def _captured(text: str) -> str | None:
    """When the page was served, by its footer: the last line with ``GMT``."""
    start = text.rfind("GMT")
    found = FOOTER.match(text[start : start + _LONGEST_FOOTER].replace("\xa0", " ")) if start >= 0 else None
    return served(found) if found else None
