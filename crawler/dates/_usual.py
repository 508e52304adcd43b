"""The two forms that nearly all dates have, read at once: to cut a date into its parts takes ten times as long."""

import re
from datetime import UTC, datetime, tzinfo

from crawler.dates._days import is_placeholder
from crawler.dates._read import PrintedDate

_UTC_STRING = re.compile(r"([A-Z][a-z]{2}), (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT", re.ASCII)
"""What JavaScript writes, and so the heads of dumps."""
_FIGURES = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
"""What forums print."""
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def usual_date(raw: str, local: tzinfo | None) -> PrintedDate | None:
    """The instant of a date of one of these forms; None for any other.

    Raises ValueError for days and times that these forms leave open, as 24:00: they have to be looked at.
    """
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


def is_usual(raw: str) -> bool:
    return bool(_UTC_STRING.fullmatch(raw) or _FIGURES.fullmatch(raw))
