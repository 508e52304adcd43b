"""The times that Discuz! prints, absolute and relative."""

import re
from datetime import datetime, timedelta

TIME = (
    r"(?:(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|今天|昨天|前天) ?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M| ?[上下]午)?"
    r"|刚刚|剛剛|半小时前|\d{1,3} ?(?:秒|分[钟鐘]|小时|天)前)"
)
"""A pattern for all of them in the simplified language pack, of text whose no-break spaces are spaces."""

_PARTS = re.compile(
    r"(?:(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(今天|昨天|前天)) ?(\d{1,2}):(\d{2})(?::(\d{2}))? ?([AP]M|[上下]午)?",
    re.ASCII,
)
_DAYS_AGO = {"今天": 0, "昨天": 1, "前天": 2}
_CHINA = "+08:00"


def instant(raw: str, captured: str | None) -> str | None:
    """The ISO 8601 instant of a printed time, to the second.

    ``captured`` says when the page was saved: it gives the day that 昨天 counts from and the time zone, which is China's
    where it is unknown. ``None`` for words that tell no minute (4 小时前, 刚刚), for relative days on a page that does
    not say when it was saved, and for dates that do not exist.
    """
    found = _PARTS.fullmatch(raw)
    if not found:
        return None
    year, month, day, word, hour, minute, second, half = found.groups()
    try:
        if year:
            date = int(year), int(month), int(day)
        elif captured:
            date = _day(captured, _DAYS_AGO[word])
        else:
            return None
        at = datetime(*date, _hour(int(hour), half), int(minute), int(second or 0))
    except (ValueError, OverflowError):
        return None
    return at.isoformat() + (captured[-len(_CHINA) :] if captured else _CHINA)


def _day(captured: str, ago: int) -> tuple[int, int, int]:
    """Year, month and day of so many days before the page was saved."""
    day = datetime.fromisoformat(captured) - timedelta(days=ago)
    return day.year, day.month, day.day


def _hour(hour: int, half: str | None) -> int:
    """On the clock of 24 hours."""
    if half in ("PM", "下午") and hour < 12:
        return hour + 12
    return 0 if half in ("AM", "上午") and hour == 12 else hour
