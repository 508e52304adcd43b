"""A fast path for the formats of nearly all dates; tokenizing a date takes ten times as long."""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo

from crawler.content.dates._days import is_placeholder
from crawler.content.dates._read import PrintedDate
from crawler.content.patterns import regex

_UTC_STRING = regex(r"([A-Z][a-z]{2}), (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT", re.ASCII)
"""JavaScript's ``toUTCString``, which is also in the heads of dumps."""
_FIGURES = regex(r"(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
"""The format of forums."""
_COUNTED = regex(r"([今昨前])天 ?([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
"""The format of forums for posts of the last days."""
_DAYS_AGO = "今昨前"
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def usual_date(raw: str, local: tzinfo | None) -> PrintedDate | None:
    """The instant of a date in one of these formats; None for any other format. Raises ValueError for days and times that these
    formats allow but that need the full parser, such as 24:00."""
    if raw[:1].isalpha() and (found := _UTC_STRING.fullmatch(raw)):
        weekday, day, month, *clock = found.groups()
        year, hour, minute, second = map(int, clock)
        at = datetime(year, _MONTHS.index(month), int(day), hour, minute, second, tzinfo=UTC)
        read = PrintedDate(at, "declared", True, doubtful=_WEEKDAYS[at.weekday()] != weekday)
    elif local and (found := _FIGURES.fullmatch(raw)):
        year, month_number, day_number, hour, minute, second = map(int, found.groups("0"))
        read = PrintedDate(datetime(year, month_number, day_number, hour, minute, second, tzinfo=local), "local-time", True)
    else:
        return None
    return None if is_placeholder(read.at.date()) else read


def usual_count(raw: str, captured: str, local: tzinfo) -> PrintedDate | None:
    """The moment of 昨天 22:12, relative to when its page was ``captured``; None for any other format."""
    found = _COUNTED.fullmatch(raw)
    if found is None:
        return None
    day, hour, minute = found.groups()
    today = datetime.fromisoformat(captured).astimezone(local).date()
    at = datetime.combine(today - timedelta(_DAYS_AGO.index(day)), time(int(hour), int(minute)), local)
    return PrintedDate(at, "capture-relative", True)


def is_usual(raw: str) -> bool:
    return bool(_UTC_STRING.fullmatch(raw) or _FIGURES.fullmatch(raw))
