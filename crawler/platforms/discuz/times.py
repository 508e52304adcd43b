"""The times that Discuz! prints, absolute and relative."""

from datetime import datetime, tzinfo
from functools import lru_cache

from crawler.content.dates import CHINA, HALF, printed_date
from crawler.readers.language_packs import in_both_packs

_ZONE = r"(?:GMT|UTC)(?: ?[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d|(?:HK|SG|[JKCEMP][SD])T\b"
_AGO = r"刚刚|剛剛|半小时前|\d{1,3} ?(?:秒|分[钟鐘]|小时|天)前"
TIME = (
    r"(?:(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|今天|昨天|前天)"
    rf" ?(?:{HALF})? ?\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?: ?(?:{HALF}))?(?: ?(?:{_ZONE}))?"
    rf"|{_AGO})"
)
"""A pattern for all of them in simplified Chinese, for text with no-break spaces replaced by spaces."""
_NO_MINUTE = in_both_packs(_AGO)


def instant(raw: str, captured: str | None) -> str | None:
    """Return a printed time as an ISO 8601 instant in the time zone of the forum, to the second.

    ``captured`` is when the page was saved: it gives the day that 昨天 refers to, and the time zone; if it is unknown, the zone
    is China's. Returns ``None`` for words that name no minute (4 小时前, 刚刚), for relative days if ``captured`` is unknown, and
    for dates that do not exist.
    """
    if not raw or _NO_MINUTE.fullmatch(raw):
        return None
    zone = _zone_of(captured) if captured else CHINA
    printed = printed_date(raw, captured, zone)
    return printed.at.astimezone(zone).isoformat(timespec="seconds") if printed and printed.has_time else None


@lru_cache(16)
def _zone_of(captured: str) -> tzinfo | None:
    return datetime.fromisoformat(captured).tzinfo
