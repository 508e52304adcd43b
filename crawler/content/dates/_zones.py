"""The UTC offset of a time zone given on a page as an offset, a name or a place."""

import re
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from crawler.content.dates._numerals import value_of
from crawler.content.dates._zone_names import HOURS, PLACES
from crawler.content.patterns import regex

Offsets = frozenset[timedelta]
NOWHERE: Offsets = frozenset()
_OFFSET = regex(r"(?:gmt|utc|ut)? ?([+-])(\d{1,2}):?(\d{2})?", re.ASCII)
_NUMBERED = regex(r"([东西])(.{1,2})区")
FARTHEST = (timedelta(hours=-12), timedelta(hours=14))
"""The smallest and the largest offset of any time zone."""
_QUARTERS = (0, 15, 30, 45)


def offsets_of(name: str, at: datetime) -> Offsets:
    """The possible UTC offsets of a time zone whose clocks show ``at``, which has no zone itself.

    Ambiguous names (CST) have several. Empty for unknown zones, for offsets that no zone has, and in the hour that clocks show
    twice or never.
    """
    if found := _OFFSET.fullmatch(name):
        return _offset(found[1], int(found[2]), int(found[3] or 0))
    if found := _NUMBERED.fullmatch(name):
        return _offset("+" if found[1] == "东" else "-", int(found[2]) if found[2].isdecimal() else value_of(found[2]) or 99, 0)
    if hours := HOURS.get(name):
        return frozenset(timedelta(hours=each) for each in hours)
    return _of_place(PLACES.get(name) or _places().get(name), at)


def _offset(sign: str, hours: int, minutes: int) -> Offsets:
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)
    return frozenset({offset}) if minutes in _QUARTERS and FARTHEST[0] <= offset <= FARTHEST[1] else NOWHERE


def _of_place(place: str | None, at: datetime) -> Offsets:
    try:
        zone = ZoneInfo(place) if place else None
    except ZoneInfoNotFoundError:  # a machine may have no tz database
        return NOWHERE
    if zone is None:
        return NOWHERE
    first, second = (zone.utcoffset(at.replace(fold=fold)) for fold in (0, 1))
    return frozenset({first}) if first is not None and first == second else NOWHERE


@cache
def _places() -> dict[str, str]:
    """The zones of the tz database by their names in lower case."""
    return {place.lower(): place for place in available_timezones()}
