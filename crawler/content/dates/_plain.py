"""The plain form of a printed date: one spelling for everything that means the same, as the first step of parsing."""

import html
import unicodedata

from crawler.content.dates._numerals import in_digits, with_gregorian_year
from crawler.content.patterns import regex
from crawler.content.plain_text import visible

_LONGEST = 160  # characters
_DAY_FIRST = regex(r"(?<!\d)(\d{1,2}) (\d{1,2})月,? (\d{4})(?!\d)")
"""As blogs in Chinese print what is ``3 Nov 2021`` in English: 周三, 03 11月 2021 10:30:00 +0800."""
_JOINED = regex(r"(\d{4}-\d\d-\d\d)-(\d\d:\d\d:\d\d)")
"""As metadata of governments' pages write a moment."""
_PLUS_LOST = regex(r"(?<=\dt)(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) (?=\d\d:?\d\d$)")
"""In a query, a plus sign means a space: 2021-11-03T10:30:00 08:00."""
_SPELLINGS = str.maketrans(
    "時點鐘週禮號華國後剛個發佈間於標準臺東紐約區協調倫兩編輯創傳開貼復曉黃裡裏韓灣歐張撰寫載錄這農曆陰舊淩\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2236",
    "时点钟周礼号华国后刚个发布间于标准台东纽约区协调伦两编辑创传开贴复晓黄里里韩湾欧张撰写载录这农历阴旧凌-------:",
)
"""Traditional characters, dashes and a colon, with their replacements."""


def plain(raw: str) -> str:
    """``raw`` in lower case, simplified characters, ASCII digits and punctuation, single spaces, and Gregorian years.

    Empty if it is too long for a date. HTML entities are decoded; Chinese numerals before 年 月 日 时 点 分 秒 become digits.
    """
    if len(raw) > _LONGEST:
        return ""
    text = visible(html.unescape(raw) if "&" in raw else raw)
    text = unicodedata.normalize("NFKC", text).translate(_SPELLINGS).lower()
    text = _PLUS_LOST.sub(r"\1+", text)
    text = with_gregorian_year(" ".join((text if text.isascii() else in_digits(text)).split()))
    text = _DAY_FIRST.sub(r"\3-\2-\1", text) if "月 " in text or "月, " in text else text
    return " ".join(joined.groups()) if (joined := _JOINED.fullmatch(text)) else text
