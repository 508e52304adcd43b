"""The footer of Discuz! pages, which says when the page was served: ``GMT+8, 2024-5-9 15:39``."""

import re
from datetime import datetime, timedelta, timezone

FOOTER = re.compile(
    r"GMT ?([+-]\d{1,2})(\.5|:30)?, (\d{4})[-/.](\d{1,2})[-/.](\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AP])M)?", re.ASCII
)


def served(found: re.Match[str]) -> str | None:
    """The ISO 8601 instant that a match of :data:`FOOTER` tells; ``None`` for times that do not exist."""
    hours, half, *digits, seconds, noon = found.groups()
    year, month, day, hour, minute = map(int, digits)
    if noon:
        hour = hour % 12 + (12 if noon == "P" else 0)
    minutes = (-30 if hours[0] == "-" else 30) if half else 0
    try:
        zone = timezone(timedelta(hours=int(hours), minutes=minutes))
        at = datetime(year, month, day, hour, minute, int(seconds or 0), tzinfo=zone)
    except ValueError:
        return None
    return at.isoformat(timespec="seconds" if seconds else "minutes")
