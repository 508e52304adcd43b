"""Dates as Chinese pages print them: whole ones, without a year, and counted from when the page was served.

News sites and Discuz!, in its simplified and traditional language packs, print the same ones.
"""

import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from crawler.china_time import CHINA
from crawler.items import DateBasis

_DATE = re.compile(
    r"""
    (?: (?P<year>\d{4}) [-/.年] (?P<month>\d{1,2}) [-/.月] (?P<day>\d{1,2}) 日?
      | (?P<month_of_some_year>\d{1,2}) [-/.月] (?P<day_of_month>\d{1,2}) 日?
      | (?P<word>[今昨前]) [天日]
      | (?P<days>\d{1,4})\ ?天前
      | (?:周|週|星期|[礼禮]拜) (?P<weekday>[一二三四五六日天])
    )
    (?: [T\ ]? (?P<before>[AP]M|[上下]午)? \ ?(?P<hour>\d{1,2}) [:时時点點] (?P<minute>\d{2})
        (?: [:分] (?P<second>\d{2}) (?:秒|\.\d{1,9})? | 分 )? \ ?(?P<half>[AP]M|[上下]午)?
    )?
    \ ?(?P<zone>Z|[+-]\d{2}:?\d{2})?
    """,
    re.ASCII | re.VERBOSE,
)
_AGO = re.compile(
    r"(?P<count>\d{1,4}|半) ?[个個]?(?P<unit>秒|分|小?[时時]|周|週|星期)[钟鐘]?前|(?:刚刚|剛剛|刚才|剛才)", re.ASCII
)
_DAYS_AGO = {"今": 0, "昨": 1, "前": 2}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_UNITS = {"秒": timedelta(seconds=1), "分": timedelta(minutes=1), "时": timedelta(hours=1), "時": timedelta(hours=1)}
_WEEK = timedelta(days=7)
_YEARS_BACK = 9  # the 29th of February is missing for eight years around 2100
_LONGEST = 60  # characters


class PrintedDate(NamedTuple):
    """The moment ``at`` that a page names, in some time zone, and how it was derived: ``declared`` where the page names the zone,
    ``local-time`` where it does not, ``capture-relative`` where it names no year.

    ``has_time`` says whether it names a minute of the day. Without, the time is midnight, or that of the capture where the page
    says how long ago.
    """

    at: datetime
    basis: DateBasis
    has_time: bool


def printed_date(raw: str, captured: str | None = None) -> PrintedDate | None:
    """The moment of a printed date; None for anything else, for days that do not exist, and for times that do not.

    ``captured`` is when the page was saved, ISO 8601 with an offset. What names no year is counted from it, and is None
    without it. It gives the time zone as well, which is China's where it is not known. A date without a year is the latest one up
    to the day of the capture, 周三 the latest one up to its moment. Full-width digits and all kinds of spaces are read.
    """
    text = _plain(raw)
    now = datetime.fromisoformat(captured) if captured else None
    with suppress(ValueError, OverflowError):
        if found := _DATE.fullmatch(text):
            return _dated(found, now)
        if now and (found := _AGO.fullmatch(text)):
            return PrintedDate(now - _length(found["count"], found["unit"]), "capture-relative", False)
    return None


def is_counted(raw: str) -> bool:
    """Whether a printed date changes with the day on which the page is served (昨天 12:30, 3 天前)."""
    text = _plain(raw)
    found = _DATE.fullmatch(text)
    return not (found["year"] or found["day_of_month"]) if found else _AGO.fullmatch(text) is not None


def _plain(raw: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", raw).split()) if len(raw) <= _LONGEST else ""


def _dated(found: re.Match[str], now: datetime | None) -> PrintedDate | None:
    clock = _clock(found)
    zone = now.tzinfo if now else CHINA
    if found["year"]:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
        at = datetime.combine(day, clock or time(), zone)
        if found["zone"]:
            return PrintedDate(
                datetime.fromisoformat(at.replace(tzinfo=None).isoformat() + found["zone"]), "declared", bool(clock)
            )
        return PrintedDate(at, "local-time", clock is not None)
    if now is None or found["zone"]:
        return None
    if found["days"] and clock is None:
        return PrintedDate(now - timedelta(days=int(found["days"])), "capture-relative", False)
    at = datetime.combine(_day(found, now), clock or time(), zone)
    if found["weekday"] and at > now:
        at -= _WEEK
    return PrintedDate(at, "capture-relative", clock is not None)


def _day(found: re.Match[str], now: datetime) -> date:
    """The day of what names no year. Raises ValueError where there is none."""
    if found["day_of_month"]:
        return _latest(int(found["month_of_some_year"]), int(found["day_of_month"]), now.date())
    if found["weekday"]:
        return now.date() - timedelta(days=(now.weekday() - _WEEKDAYS[found["weekday"]]) % 7)
    return now.date() - timedelta(days=int(found["days"]) if found["days"] else _DAYS_AGO[found["word"]])


def _latest(month: int, day: int, until: date) -> date:
    for year in range(until.year, until.year - _YEARS_BACK, -1):
        with suppress(ValueError):
            if (found := date(year, month, day)) <= until:
                return found
    raise ValueError("no such day")


def _clock(found: re.Match[str]) -> time | None:
    if found["hour"] is None:
        return None
    hour, half = int(found["hour"]), found["before"] or found["half"]
    if half in ("PM", "下午") and hour < 12:
        hour += 12
    if half in ("AM", "上午") and hour == 12:
        hour = 0
    return time(hour, int(found["minute"]), int(found["second"] or 0))


def _length(count: str | None, unit: str | None) -> timedelta:
    """What 半小时 is, or 10 秒; 刚刚 is nothing."""
    if count is None or unit is None:
        return timedelta()
    return _UNITS.get(unit[-1], _WEEK) * (0.5 if count == "半" else int(count))
