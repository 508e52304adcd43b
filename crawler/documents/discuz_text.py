"""Reader of threads of the forum software Discuz! that were saved as plain text.

The labels are those of the language packs of Discuz! 7 to X5, simplified and traditional.
"""

import re
from datetime import datetime, timedelta, timezone

from crawler.documents._document import Document, page_of

_TIME = r"(?:\d{4}[-/.]\d|昨天|前天|今天|半小[时時]前|刚刚|剛剛|\d{1,3}\s?(?:秒|分钟|分鐘|小时|小時|天)前)"
_MARKS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"^.{{0,60}}?[发發]表[于於]\s?{_TIME}[^\n]{{0,80}}\s*\|\s*(?:只看[该該]作者|[显顯]示全部[楼樓][层層]|倒序[浏瀏][览覽]|只看大[图圖])",
        rf"^作者[:：]\s?\S.{{0,40}}[时時][间間][:：]\s?{_TIME}",
        rf"^.{{1,40}}[发發]表[于於]\s?{_TIME}[\d:/. -]{{4,20}}$",
        r"\[(?:复制链接|複製鏈接|複製連結|打印本页|打印本頁)\]",
        r"^[^\n。]{0,80}(?:查看|[浏瀏][览覽])[:：]?\s*\d+\s*\|?\s*回[复復覆帖][:：]?\s*\d+",
        r"^\d+\s*回[复復覆]\s*\d+\s*查看",
        r"^[^\n。]{0,40}使用道具\s+(?:[评評]分\s+)?[举舉][报報]$",
        r"^回[复復覆]\s+[举舉][报報]$",
        r"^[电電]梯直[达達](?:$|\s*\d)",
        r"^[^\n。]{0,60}Powered by\s+Discuz!",
        r"^本版[积積]分[规規][则則]",
        r"^您需要登[录錄]后?[後]?才可以回帖",
        r"^快速回[复復覆]\s+返回[顶頂]部",
        r"^(?:[Aa]rchiver\|)?[^\n。]{0,20}手[机機]版\|小黑屋",
        r"^查看完整版本[:：]",
        r"^\d{1,5} ?#$",
        r"^[^\n。]{0,20}(?:只看[楼樓]主|倒序[浏瀏][览覽])$",
        r"^(?:\[ )?[点點][击擊][这這][里裡]返回上一[页頁]",
        r"^提示信息(?: - |$)",
        r"^抱歉，[^\n]{2,60}$",
    )
)
_ENOUGH = 2
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|table|div|\?xml)", re.IGNORECASE)
_FOOTER = re.compile(
    r"GMT\s?([+-]\d{1,2})(\.5|:30)?,\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\s(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s?([AP])M)?", re.ASCII
)


def recognises(text: str) -> bool:
    """Whether this is a thread (or the message shown in place of one): it bears two marks of Discuz!, each in its own place.

    The marks are rows, labels and links as the templates print them, so prose about Discuz! has none; HTML is not text.
    """
    if _MARKUP.match(text):
        return False
    plain = _plain(text)
    found = 0
    for mark in _MARKS:
        found += mark.search(plain) is not None
        if found == _ENOUGH:
            return True
    return False


def read(path: str, data: bytes, text: str) -> Document:
    """The document of a thread dump. Line ends are unified; nothing else is changed."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return Document(page_of(path, data, "discuz_text", _captured(unified)), unified)


def _plain(text: str) -> str:
    """With plain spaces and without those at the ends of lines."""
    lines = text.replace("\xa0", " ").splitlines()
    return "\n".join(line.strip() for line in lines)


def _captured(text: str) -> str | None:
    """When the page was served: ``GMT+8, 2024-5-9 15:39`` in its footer, the last such line."""
    found = None
    for found in _FOOTER.finditer(text):
        pass
    if not found:
        return None
    hours, half, *digits, seconds, noon = found.groups()
    year, month, day, hour, minute = map(int, digits)
    if noon:
        hour = hour % 12 + (12 if noon == "P" else 0)
    offset = timedelta(hours=int(hours), minutes=30 * (-1 if hours[0] == "-" else 1) if half else 0)
    try:
        at = datetime(year, month, day, hour, minute, int(seconds or 0), tzinfo=timezone(offset))
    except ValueError:
        return None
    return at.isoformat(timespec="seconds" if seconds else "minutes")
