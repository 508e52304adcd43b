"""The times that archives give, as ISO 8601 with an offset."""

import re
from datetime import UTC, datetime

from crawler.dates import CHINA

NO_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""What is written for a member of a zip whose time is unknown."""
_WARC_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)")


def warc_date(date: str | None) -> str | None:
    """The instant of a ``WARC-Date``; None where it is missing, broken or coarser than a minute."""
    found = _WARC_DATE.fullmatch(date or "")
    if not found:
        return None
    try:
        at = (
            datetime.fromisoformat(found[1]).replace(tzinfo=UTC)
            if found[2] == "Z"
            else datetime.fromisoformat(found.expand(r"\1\2"))
        )
    except ValueError:
        return None
    return at.isoformat(timespec="seconds")


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
