"""The day in a printed date: a calendar date, or relative to another day."""

import re
from contextlib import suppress
from datetime import date, timedelta

from crawler.content.dates._tokens import Tokens
from crawler.content.dates._words import MONTHS, WEEKDAYS

_DAYS_AGO = {"今": 0, "昨": 1, "前": 2, "大前": 3, "today": 0, "yesterday": 1}
_WEEKS_AGO = {"上上": 2, "上": 1, "本": 0, "这": 0}
_COUNTED = ("ago", "now", "word_day", "week_before", "weekday")
_YEARS_BACK = 9  # the 29th of February is missing for eight years around 2100
_FIRST_YEAR, _LAST_YEAR = 1600, 2099
_ZEROS = frozenset(
    {
        *(date(1601, 1, 1), date(1753, 1, 1), date(1899, 11, 30), date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1)),
        *(date(1904, 1, 1), date(1969, 12, 31), date(1970, 1, 1)),
    }
)
"""The epochs of software, printed in place of a missing date; the Unix epoch is two days, depending on the time zone."""


def is_placeholder(day: date) -> bool:
    """Whether a date is meaningless: an epoch, or of a year in which no news was published."""
    return day in _ZEROS or not _FIRST_YEAR <= day.year <= _LAST_YEAR


def names_no_date(tokens: Tokens) -> bool:
    """Whether a date has neither year nor month, but only says how long ago it was (昨天 12:30, 周三)."""
    dated = ("day", "compact", "either", "month", "unix", "yearless")
    return not any(tokens[kind] for kind in dated) and any(tokens[kind] for kind in _COUNTED)


def day_of(tokens: Tokens) -> date | None:
    """The day of a date with a year. Raises ValueError if there is no such day, or more than one."""
    days = {_on_calendar(token) for token in tokens["day"]}
    days |= {date.fromisoformat(token["compact_date"].upper()) for token in tokens["compact"]}
    days |= {_either_way(token) for token in tokens["either"]}
    if tokens["month"] or tokens["number"] or tokens["some_year"]:
        days.add(_by_name(tokens))
    if len(days) > 1:
        raise ValueError("more than one day")
    return next(iter(days), None)


def _on_calendar(token: re.Match[str]) -> date:
    ends = ("", "_han", "_last")
    year, month, day = (int(next(filter(None, token.group(*(part + end for end in ends))))) for part in ("year", "month", "day"))
    return date(year, month, day)


def _either_way(token: re.Match[str]) -> date:
    """Parse a numeric date with the year last: 3/4/2021 is ambiguous; 13/4/2021 and 4/13/2021 are not."""
    first, second, year = int(token["first"]), int(token["second"]), int(token["last_year"])
    if first != second and first <= 12 and second <= 12:
        raise ValueError("day or month")
    return date(year, min(first, second) if max(first, second) > 12 else first, max(first, second))


def _by_name(tokens: Tokens) -> date:
    """Parse Sep 3, 2015; 3 September 2015; 03 Sep 15 (only RFC 822 omits the century)."""
    (month,), (day, *short), years = tokens["month"], tokens["number"], tokens["some_year"]
    is_rfc_822 = short and day.end() <= month.start() < short[0].start() and tokens["clock"]
    if len(short) + len(years) != 1 or (short and not is_rfc_822):
        raise ValueError("no day, no year, or several")
    year = int(years[0][0]) if years else (int(short[0]["number"]) + 50) % 100 + 1950
    return date(year, MONTHS[month[0]], int(day["number"]))


def counted_day(tokens: Tokens, today: date) -> date:
    """The day of a date without a year, relative to ``today``, when it was printed. Raises ValueError for none or several."""
    if tokens["lunar"]:
        raise ValueError("a day of the lunar calendar alone")
    days = {_latest(int(token["some_month"]), int(token["some_day"]), today) for token in tokens["yearless"]}
    days |= {today - timedelta(_DAYS_AGO[token["which"] or token["english_day"]]) for token in tokens["word_day"]}
    days |= {today - timedelta(_days_in(token)) for token in tokens["ago"]}
    days |= {_of_week(token, today) for token in tokens["week_before"]}
    days |= {today - timedelta((today.weekday() - day) % 7) for day in weekdays_of(tokens)} if not days else set()
    (day,) = days
    return day


def _days_in(token: re.Match[str]) -> int:
    if token["unit"] not in ("天", "日") and token["english_unit"] not in ("day", "d"):
        raise ValueError("a time of day beside hours that are counted")
    return int(token["count"] or token["english_count"])


def _of_week(token: re.Match[str], today: date) -> date:
    """What 上周五 is. Raises ValueError where weeks that begin on Sunday make another day of it, and for a day to come."""
    day, ago = WEEKDAYS[token["day_of_week"]], timedelta(weeks=_WEEKS_AGO[token["which_week"]])
    since_monday, since_sunday = timedelta(today.weekday()), timedelta((today.weekday() + 1) % 7)
    (found,) = {today - since_monday + timedelta(day) - ago, today - since_sunday + timedelta((day + 1) % 7) - ago}
    if found > today:
        raise ValueError("yet to come")
    return found


def weekdays_of(tokens: Tokens) -> set[int]:
    """The days of the week in a date; 0 is Monday."""
    groups = ("weekday_han", "weekday_alone", "weekday_sign")
    return {WEEKDAYS[next((said for said in token.group(*groups) if said), token[0])] for token in tokens["weekday"]}


def _latest(month: int, day: int, until: date) -> date:
    for year in range(until.year, until.year - _YEARS_BACK, -1):
        with suppress(ValueError):
            if (found := date(year, month, day)) <= until:
                return found
    raise ValueError("no such day")
