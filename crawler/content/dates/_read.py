"""Converts the tokens of a printed date to an instant."""

from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

from crawler.content.dates._clock import time_of
from crawler.content.dates._days import counted_day, day_of, is_placeholder, weekdays_of
from crawler.content.dates._tokens import Tokens
from crawler.content.dates._zones import offsets_of
from crawler.items import DateBasis

_UNITS = {
    **dict.fromkeys(("秒", "second", "sec"), timedelta(seconds=1)),
    **dict.fromkeys(("分", "minute", "min", "m"), timedelta(minutes=1)),
    **dict.fromkeys(("小时", "时", "hour", "hr", "h"), timedelta(hours=1)),
    **dict.fromkeys(("天", "日", "day", "d"), timedelta(days=1)),
    **dict.fromkeys(("周", "星期", "礼拜", "week", "w"), timedelta(weeks=1)),
}
_COUNTS = {"半": 0.5, "a": 1, "an": 1}
_WEEK = timedelta(days=7)
_UNIX = range(946_684_800, 1_900_000_000)
"""From 2000 to 2030: later timestamps could also be the digits of a date and an hour (2022090310)."""
_NOT_TOLD = "-0000"
"""By RFC 5322, an offset that says nothing about the local time zone."""
_BESIDE_UNIX = frozenset({"unix", "offset", "zone", "label", "updated", "nothing"})
"""A zone next to a Unix time says how to show it, not which it is."""


class PrintedDate(NamedTuple):
    """The moment ``at`` of a printed date, in some time zone, and how it was derived: ``declared`` if the page names the time
    zone, ``local-time`` if it does not, ``capture-relative`` if it names no year.

    ``has_time`` is False if no time of day was printed; the time is then midnight, or that of the capture if the page says how
    long ago. ``doubtful`` marks dates that contradict themselves (another day of the week) or are labelled as those of a change.
    """

    at: datetime
    basis: DateBasis
    has_time: bool
    doubtful: bool = False


def read(tokens: Tokens, now: datetime | None, local: tzinfo | None) -> PrintedDate:
    """The instant of a printed date; ``now`` is when it was printed, ``local`` the time zone of dates without one. Raises
    ValueError or OverflowError if there is no instant, or possibly several."""
    if tokens["unix"]:
        return _unix_time(tokens)
    day, clock = day_of(tokens), time_of(tokens)
    if day is None:
        return _counted(tokens, now, clock, local)
    if is_placeholder(day) or _are_counted(tokens):
        raise ValueError("no date")
    at = datetime.combine(day, time()) + (clock or timedelta())
    offset = _named_offset(tokens, at, local)
    doubtful = bool(tokens["updated"]) or bool(weekdays_of(tokens) - {day.weekday()})
    if offset is not None:
        return PrintedDate(at.replace(tzinfo=timezone(offset)), "declared", clock is not None, doubtful)
    return PrintedDate(at.replace(tzinfo=_known(local)), "local-time", clock is not None, doubtful)


def _unix_time(tokens: Tokens) -> PrintedDate:
    (token,) = tokens["unix"]
    if int(token["seconds"]) not in _UNIX or any(found for kind, found in tokens.items() if kind not in _BESIDE_UNIX):
        raise ValueError("a number")
    return PrintedDate(datetime.fromtimestamp(int(token["seconds"]), UTC), "declared", True, bool(tokens["updated"]))


def _counted(tokens: Tokens, now: datetime | None, clock: timedelta | None, local: tzinfo | None) -> PrintedDate:
    """Resolve a date without a year, relative to ``now``."""
    if now is None:
        raise ValueError("counted from nothing")
    offset, doubtful = _named_offset(tokens, now.replace(tzinfo=None), local), bool(tokens["updated"])
    if tokens["now"] or (tokens["ago"] and clock is None):
        return PrintedDate(now - _length(tokens), "capture-relative", False, doubtful)
    zone = _known(local) if offset is None else timezone(offset)
    now = now.astimezone(zone)
    day = counted_day(tokens, now.date())
    at = datetime.combine(day, time(), zone) + (clock or timedelta())
    if not _are_counted(tokens):
        at -= _WEEK if at > now else timedelta()
    elif weekdays_of(tokens) - {day.weekday()}:
        doubtful = True
    return PrintedDate(at, "capture-relative", clock is not None, doubtful)


def _are_counted(tokens: Tokens) -> bool:
    return any(tokens[kind] for kind in ("yearless", "word_day", "week_before", "ago", "now"))


def _length(tokens: Tokens) -> timedelta:
    """The length of 半小时 or 10 秒; that of 刚刚 is zero."""
    (token,) = tokens["now"] + tokens["ago"]
    if any(tokens[kind] for kind in ("yearless", "word_day", "week_before", "weekday", "clock")):
        raise ValueError("more than one day")
    if token in tokens["now"]:
        return timedelta()
    unit, count = _UNITS[token["unit"] or token["english_unit"]], token["count"] or token["english_count"]
    if count == "半" and unit > timedelta(hours=1):
        raise ValueError("about so much")
    return unit * (_COUNTS.get(count) or int(count))


def _known(local: tzinfo | None) -> tzinfo:
    if local is None:
        raise ValueError("no zone")
    return local


def _named_offset(tokens: Tokens, at: datetime, local: tzinfo | None) -> timedelta | None:
    """The UTC offset of the time zone in a date, or None if there is none. Raises ValueError if the zone is unknown, if two zones
    with different offsets are named, and for a range of hours (08:00-10:00), which looks like an offset."""
    names = [token[0] for kind in ("offset", "zone", "place") for token in tokens[kind] if token[0] != _NOT_TOLD]
    if not names:
        return None
    if any(_may_be_no_offset(name, tokens) for name in names):
        raise ValueError("no offset")
    possible = frozenset.intersection(*(offsets_of(name, at) for name in names))
    if len(possible) > 1 and local and (own := local.utcoffset(at)) is not None:
        possible &= {own}
    (offset,) = possible
    return offset


def _may_be_no_offset(name: str, tokens: Tokens) -> bool:
    if name[0] != "-":
        return False
    if time_of(tokens) is None:
        return True
    is_iso = any(token["iso"] for token in tokens["day"])
    return ":" in name and not is_iso and any(not token["clock_second"] for token in tokens["clock"])
