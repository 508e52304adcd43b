"""The footer of Discuz! pages, which has the time when the page was served: ``GMT+8, 2024-5-9 15:39``."""

import re
from datetime import timedelta, timezone

from crawler.content.dates import FARTHEST, HALF, printed_date
from crawler.content.patterns import regex

FOOTER = regex(
    rf"GMT ?([+-]\d{{1,2}})(\.5|:30)?,"
    rf" (\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}} (?:(?:{HALF}) ?)?\d{{1,2}}:\d{{2}}(:\d{{2}})?(?: ?(?:{HALF}))?)",
    re.ASCII,
)


def served(found: re.Match[str]) -> str | None:
    """The ISO 8601 instant in a match of :data:`FOOTER`, to its printed precision; ``None`` for times that do not exist."""
    hours, half_an_hour, printed, seconds = found.groups()
    ahead = timedelta(hours=int(hours), minutes=0 if not half_an_hour else -30 if hours[0] == "-" else 30)
    served_at = printed_date(printed, local=timezone(ahead)) if FARTHEST[0] <= ahead <= FARTHEST[1] else None
    return served_at.at.isoformat(timespec="seconds" if seconds else "minutes") if served_at else None
