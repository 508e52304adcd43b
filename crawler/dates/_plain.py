"""The plain form of a printed date: one spelling for what means the same, before anything is made of it."""

import html
import unicodedata

from crawler.dates._numerals import in_digits

_LONGEST = 160  # characters
_SPELLINGS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2236\ufe55", ":"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"),
        **dict(
            zip(
                "時點鐘週禮號華國後剛個發佈間於標準臺東紐約處區協調倫兩編輯創聽載傳開貼復歷曉黃裡裏",
                "时点钟周礼号华国后刚个发布间于标准台东纽约处区协调伦两编辑创听载传开贴复历晓黄里里",
                strict=True,
            )
        ),
    }
)
"""Dashes, colons, invisible characters (Internet Explorer writes some into a date), traditional characters."""


def plain(raw: str) -> str:
    """``raw`` in lower case, simplified characters, ASCII digits and punctuation, single spaces, and years of our era.

    Empty where it is too long for a date. Entities are read; Chinese numerals before 年 月 日 时 点 分 秒 become digits.
    """
    if len(raw) > _LONGEST:
        return ""
    text = html.unescape(raw) if "&" in raw else raw
    text = unicodedata.normalize("NFKC", text).translate(_SPELLINGS).lower()
    return " ".join((text if text.isascii() else in_digits(text)).split())
