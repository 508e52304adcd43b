"""When the script of an RSSHub mirror ran, which its heads give as the date of an article whose feed had none."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from crawler.content.patterns import regex
from crawler.dates import CHINA

_HOUR = regex(r"\s{0,9}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s{0,9}", re.ASCII)
_BODY = regex(r"\s{0,99}<div>")
_FIRST_RUN = datetime(2018, 4, 1, tzinfo=UTC)
"""RSSHub was not published before."""


def is_mirrors(metadata: Mapping[str, str | list[str]], body: str) -> bool:
    """Whether the script of such a mirror wrote a page: its head closes the comments, and its body begins with ``<div>``."""
    return metadata.get("comments") == "false" and _BODY.match(body) is not None


def has_run_time(metadata: Mapping[str, str | list[str]], body: str) -> bool:
    """Whether the date in a mirror's head is of the form in which the script wrote its own hour: ``2021-10-28 14:08:07``.

    A feed's own date is copied as it came and has a zone.
    """
    date = metadata.get("date")
    return isinstance(date, str) and _HOUR.fullmatch(date) is not None and is_mirrors(metadata, body)


def run_time(date: str) -> str | None:
    """The hour that the script wrote, in UTC, as ISO 8601 in China's zone; None where no mirror can have run."""
    try:
        at = datetime.fromisoformat(date.strip()).replace(tzinfo=UTC)
    except ValueError:
        return None
    return at.astimezone(CHINA).isoformat(timespec="seconds") if at >= _FIRST_RUN else None
