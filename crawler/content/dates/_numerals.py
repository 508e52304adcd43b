"""Converts Chinese numerals and years of other eras to digits and Gregorian years."""

import re

from crawler.content.patterns import regex

_DIGITS = {"〇": 0, "零": 0, "○": 0, **{digit: value for value, digit in enumerate("一二三四五六七八九", 1)}, "两": 2, "元": 1}
_TENS = {"十": 1, "廿": 2, "卅": 3}
_NUMERAL = regex(
    r"元(?=[年月])|[〇零○一二三四五六七八九十百廿卅两]{1,8}(?= ?(?:[年月日号时点分秒刻周]|小时|个|天前|星期前))", re.ASCII
)
_YEAR = regex(r"[一二三四五六七八九][〇零○◯一二三四五六七八九o0]{3}(?= ?年)")
_ZEROS = str.maketrans("◯o0", "〇〇〇")
"""Other signs that are typed for a zero among numerals: 二0二三年, 二O二三年."""
_PLACES = regex(r"(?:([一二三四五六七八九])百零?)?(?:([一二三四五六七八九])?([十廿卅]))?([一二三四五六七八九两])?")
_ERA = regex(r"(中华民国|民国|令和|平成|公元|西元) ?(\d{1,4})(?= ?[年./-])", re.ASCII)
_BARE_YEAR = regex(r"(?<![\d./-])1[01]\d(?=([/.-])\d\d\1\d\d(?![\d./-])| ?年 ?\d{1,2} ?月)", re.ASCII)
"""A year of the Republic without its name, 2011 to 2030, as offices and papers in Taiwan print it: 111年3月9日, 111/03/09."""
_YEARS_BEFORE = {"民国": 1911, "中华民国": 1911, "令和": 2018, "平成": 1988, "公元": 0, "西元": 0}


def in_digits(text: str) -> str:
    """``text`` with the Chinese numerals of a date (二〇二一年十月) in ASCII digits, and other eras (民国110年) converted.
    Anything that is not a number is left as it is."""
    text = _NUMERAL.sub(_number, _YEAR.sub(lambda year: year[0].translate(_ZEROS), text))
    return _ERA.sub(lambda year: f"{int(year[2]) + _YEARS_BEFORE[year[1]]:04d}", text)


def with_gregorian_year(text: str) -> str:
    """``text`` in digits, with a bare year of the Republic of China (111/03/09) converted."""
    return _BARE_YEAR.sub(lambda year: str(int(year[0]) + _YEARS_BEFORE["民国"]), text)


def value_of(numeral: str) -> int | None:
    """The value of 二十八, 一百一十一 or 二〇二一; None for anything else."""
    if all(sign in _DIGITS for sign in numeral):
        return int("".join(str(_DIGITS[sign]) for sign in numeral)) if numeral else None
    found = _PLACES.fullmatch(numeral)
    if found is None:
        return None
    hundreds, tens, ten, ones = found.groups()
    if tens and ten != "十":
        return None
    return _DIGITS.get(hundreds, 0) * 100 + _DIGITS.get(tens, 1) * 10 * _TENS.get(ten, 0) + _DIGITS.get(ones, 0)


def _number(found: re.Match[str]) -> str:
    value = value_of(found[0])
    return found[0] if value is None else str(value)
