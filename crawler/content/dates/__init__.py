"""Parses the dates that pages print: ISO 8601, RFC 822, JavaScript's formats, Chinese and English dates with and without a year,
times relative to when the page was served, and Unix timestamps.

A date is split into tokens, all of which must be known: an unknown one could be a time zone or half of the day. News sites and
Discuz!, in its simplified and traditional language packs, print the same formats.
"""

from datetime import datetime, tzinfo

from crawler.content.dates._china import CHINA
from crawler.content.dates._days import names_no_date
from crawler.content.dates._halves import HALF, TIME_OF_DAY
from crawler.content.dates._plain import plain
from crawler.content.dates._read import PrintedDate, read
from crawler.content.dates._tokens import tokens_of
from crawler.content.dates._usual import is_usual, usual_count, usual_date
from crawler.content.dates._zones import FARTHEST
from crawler.content.patterns import regex

__all__ = ["CHINA", "FARTHEST", "HALF", "TIME_OF_DAY", "PrintedDate", "is_counted", "printed_date"]

_LONG_AGO = regex(r"\d{1,3}\s?(?:[个個]月|年)[之以]?前")


def printed_date(raw: str, captured: str | None = None, local: tzinfo | None = CHINA) -> PrintedDate | None:
    """Parse a printed date. None for anything else: a day or time that does not exist, a placeholder, an unknown time zone or
    part of the day, and any text with tokens that are not understood.

    ``captured`` is when the page was saved (ISO 8601 with an offset); dates without a year are resolved against it, and are None
    without it. A date without a year is the latest one up to the day of the capture, 周三 the latest one up to its moment.
    ``local`` is the time zone of the site, used for dates without one; if it is None, such dates are None.
    """
    if usual := _usual(raw, captured, local):
        return usual
    try:
        tokens = tokens_of(plain(raw))
        return read(tokens, datetime.fromisoformat(captured) if captured else None, local) if tokens else None
    except (ValueError, OverflowError):
        return None


def _usual(raw: str, captured: str | None, local: tzinfo | None) -> PrintedDate | None:
    try:
        return usual_date(raw, local) or (usual_count(raw, captured, local) if captured and local else None)
    except (ValueError, OverflowError):
        return None


def is_counted(raw: str) -> bool:
    """Whether a printed date is relative to the day on which the page is served (昨天 12:30, 3 天前), also
    where it was so long ago that no day can be told (3个月前)."""
    tokens = None if is_usual(raw) else tokens_of(plain(raw))
    return _LONG_AGO.fullmatch(raw) is not None if tokens is None else names_no_date(tokens)
