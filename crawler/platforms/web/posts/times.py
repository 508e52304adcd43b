"""The time of a post, as its page gives it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from itertools import islice

from lxml.etree import _Element

from crawler.content.dates import printed_date
from crawler.content.html import text_of
from crawler.platforms.web.posts.printed_times import LONGEST, date_in
from crawler.platforms.web.posts.signs import TIMES, Signs
from crawler.platforms.web.posts.units import Unit, head_places

_PUBLISHED = frozenset(("datePublished", "dateCreated", "uploadDate"))
_SECONDS = range(946_684_800, 4_102_444_800)
"""From 2000 to 2100."""
_MILLI = 1000


def time_of(
    signs: Signs, unit: Unit, contents: Sequence[int], captured: str | None, local: tzinfo | None
) -> tuple[str | None, str | None]:
    """Return the time that a post prints, and the instant in ISO 8601 if a time of day is known; each is None if unknown.
    ``captured`` is when the page was saved; ``local`` is the zone of times without one."""
    places = head_places(signs, signs.times, unit, contents)
    places = [place for place in places if place not in signs.edits] or places
    elements = signs.survey.elements
    place = next((place for place in places if elements[place].get("itemprop") in _PUBLISHED), places[0] if places else None)
    if place is None:
        raw = _in_metadata(elements[unit.place])
        return raw, instant(raw, captured, local) if raw else None
    values = list(_values(elements[place], signs.printed_times.get(place)))
    instants = (instant(value, captured, local) for value in values)
    return values[-1] if values else None, next(filter(None, instants), None)


def _values(element: _Element, printed: str | None) -> Iterator[str]:
    """Yield the times that an element gives, the most exact first and the printed one last. The one that is printed may be
    continued by an element inside, and that of a link may be told by the element around it."""
    around = element.iterancestors() if element.tag == "a" else iter(())
    for each in (element, *islice(around, 1)):
        for name in (*TIMES, "title"):
            if (value := each.get(name)) and len(value) <= LONGEST:
                yield value.strip()
    if text := date_in(text_of(element, LONGEST)) or printed:
        yield text


def _in_metadata(element: _Element) -> str | None:
    """Return the publication time in the first such ``meta`` element of a post."""
    said = (meta.get("content") for meta in element.iter("meta") if meta.get("itemprop") in _PUBLISHED)
    return next((value.strip() for value in said if value and len(value) <= LONGEST), None)


def instant(value: str, captured: str | None, local: tzinfo | None) -> str | None:
    """The ISO 8601 instant of a printed time, or of a Unix time, which may stand after it; None if it has no time of day."""
    stamp = value.rpartition(" ")[2]  # Hacker News prints one after a time without a zone
    if stamp.isdecimal() and stamp.isascii() and (len(stamp) >= len("1234567890") or stamp == value):
        seconds = int(stamp) if len(stamp) <= len("1234567890") else int(stamp) // _MILLI
        return datetime.fromtimestamp(seconds, local or UTC).isoformat(timespec="seconds") if seconds in _SECONDS else None
    printed = printed_date(value, captured, local)
    return printed.at.isoformat(timespec="seconds") if printed and printed.has_time else None
