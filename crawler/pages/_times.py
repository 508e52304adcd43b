"""The times that archives give, as ISO 8601 with an offset."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawler.content.dates import CHINA
from crawler.content.patterns import regex

NO_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""What is written for a member of a zip whose time is unknown."""
_WARC_DATE = regex(r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)")


def warc_date(date: str | None) -> str | None:
    """The instant of a ``WARC-Date``; None where it is missing, broken or coarser than a minute."""
    found = _WARC_DATE.fullmatch(date or "")
    try:
        return datetime.fromisoformat(found[1] + found[2]).isoformat(timespec="seconds") if found else None
    except ValueError:
        return None


def unix_time(seconds: float) -> str | None:
    """The instant of a Unix time; None for 0, which stands for none, and for what is before 1970 or out of range."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).isoformat(timespec="seconds") if seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def zip_time(time: tuple[int, int, int, int, int, int]) -> str | None:
    """The instant of a zip's time, which has no zone and is read as China's; None where it is unknown or none at all."""
    try:
        return None if time == NO_ZIP_TIME else datetime(*time, tzinfo=CHINA).isoformat(timespec="seconds")
    except ValueError:
        return None


def written_time(text: str) -> str | None:
    """The instant of a text in one of the forms of :data:`FORMS`; None where it is none of them, or says no zone."""
    for form, read in FORMS.items():
        if form.fullmatch(text):
            try:
                at = read(text)
            except (ValueError, OverflowError, OSError):
                return None
            return at.isoformat(timespec="seconds") if at and at.tzinfo else None
    return None


def _mail_date(text: str) -> datetime:
    """``-0000`` is UTC, of a writer that does not know its own zone (RFC 5322, 3.3)."""
    at = parsedate_to_datetime(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _iso_date(text: str) -> datetime:
    """Also with the zone apart from the time, as databases print it."""
    time, _, zone = text.rpartition(" ")
    return datetime.fromisoformat(time + ("+00:00" if zone in {"UTC", "GMT"} else zone) if ":" in time else text)


FORMS: Mapping[re.Pattern[str], Callable[[str], datetime]] = {
    regex(r"\d{14}"): lambda text: datetime.fromisoformat(f"{text[:8]}T{text[8:]}+00:00"),
    regex(r"\d{9,10}(?:\.\d{1,9})?"): lambda text: datetime.fromtimestamp(float(text), UTC),
    regex(r"\d{13}"): lambda text: datetime.fromtimestamp(int(text) // 1000, UTC),
    regex(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.{1,30}"): _iso_date,
    regex(r"(?:[A-Z][a-z]{2}, {1,3})?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|[A-Z]{1,4})"): _mail_date,
}
"""The 14 digits of web archives (UTC), a Unix time in seconds and in milliseconds, ISO 8601, a date as in mail."""
