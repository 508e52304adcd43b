"""The time when the script of an RSSHub mirror ran, which it writes as the date of an article whose feed had none."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from crawler.content.dates import CHINA
from crawler.content.patterns import regex

_HOUR = regex(r"\s{0,9}\d{4}-\d\d-\d\d (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\s{0,9}", re.ASCII)
_BODY = regex(r"\s{0,99}<div>")
_FIRST_RUN = datetime(2018, 4, 1, tzinfo=UTC)
"""RSSHub was not published before this."""


def is_mirrors(metadata: Mapping[str, str | list[str]], body: str) -> bool:
    """Whether such a mirror's script wrote a page: its head disables comments, and its body begins with ``<div>``."""
    return metadata.get("comments") == "false" and _BODY.match(body) is not None


def has_run_time(metadata: Mapping[str, str | list[str]], body: str) -> bool:
    """Whether the date in a mirror's head has the format in which the script wrote its own time: ``2021-10-28 14:08:07``. A
    feed's own date is copied unchanged and has a time zone."""
    date = metadata.get("date")
    return isinstance(date, str) and _HOUR.fullmatch(date) is not None and is_mirrors(metadata, body)


def run_time(date: str) -> str | None:
    """The time that the script wrote, in UTC, as ISO 8601 in China's time zone; None if no mirror can have run then."""
    try:
        at = datetime.fromisoformat(date.strip()).replace(tzinfo=UTC)
        return at.astimezone(CHINA).isoformat(timespec="seconds") if at >= _FIRST_RUN else None
    except (ValueError, OverflowError):
        return None
