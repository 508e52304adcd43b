"""When an article was published, by the clock of its site."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from crawler.body import Draft
from crawler.china_time import CHINA
from crawler.items import Article, DateBasis
from crawler.printed_date import PrintedDate, printed_date
from crawler.sites._site import Clock

PLAUSIBLE = timedelta(hours=2)
"""An article follows its newest image within this time, as it did on 20 dumps that were checked by hand."""
UTC_STRING = re.compile(r"[A-Z][a-z]{2}, (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT")
"""What JavaScript writes, and so nearly all dumps; the library's parser takes five times as long over it."""
MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def set_date(article: Article, clock: Clock) -> None:
    """Set ``date_published`` and ``date_basis`` of ``article`` in place, from its raw date, the time of its capture, the clock
    and its images.

    Without a date that can be read both stay as they are. A date without a zone is the site's local time, China's.
    """
    parsed = parse_date(article.date_published_raw or "", article.page.captured)
    if parsed is not None:
        with suppress(OverflowError):  # at the ends of the calendar
            article.date_published, article.date_basis = _corrected(parsed, article, clock)


def _corrected(parsed: PrintedDate, article: Article, clock: Clock) -> tuple[str, DateBasis]:
    at, basis = parsed.at, parsed.basis
    if basis == "declared" and clock.error:
        at, basis = at - clock.error, "site-clock"
        newest = _newest_image(article, clock)
        if newest and timedelta(0) <= at - newest <= PLAUSIBLE:
            basis = "image-clock"
    return at.astimezone(CHINA).isoformat(timespec="seconds"), basis


def parse_date(raw: str, captured: str | None = None) -> PrintedDate | None:
    """The moment that an RFC 822 date names, or one as Chinese pages print it; None for anything else.

    ``captured`` is when the page was saved: without it there is no moment for what is counted from it (昨天 12:30).
    """
    try:
        if utc := UTC_STRING.fullmatch(raw):
            day, month, year, hour, minute, second = utc.groups()
            at = datetime(int(year), MONTHS.index(month), int(day), int(hour), int(minute), int(second), tzinfo=UTC)
            return PrintedDate(at, "declared", True)
        return printed_date(raw, captured) or _rfc_822(raw)
    except (ValueError, TypeError, OverflowError):
        return None


def _rfc_822(raw: str) -> PrintedDate:
    """By the standard library, which raises ValueError, TypeError and OverflowError."""
    at = parsedate_to_datetime(raw)
    return PrintedDate(at, "declared", True) if at.tzinfo else PrintedDate(at.replace(tzinfo=CHINA), "local-time", True)


def _newest_image(article: Article, clock: Clock) -> datetime | None:
    """The latest moment in the image URLs; moments are written so that they sort as strings."""
    if clock.image_time is None:
        return None
    found = [match for image in article.images if (match := clock.image_time.search(image.url))]
    newest = max((match[1] for match in found), default=None)
    if newest is None:
        return None
    try:
        if "unix" in clock.image_time.groupindex:
            return datetime.fromtimestamp(int(newest, 16), CHINA)
        return datetime.fromisoformat(f"{newest[:8]}T{newest[8:]}+08:00")
    except (ValueError, OverflowError):
        return None


class SetDatesPipeline:
    def process_item(self, item: Draft) -> Draft:
        for body in item.bodies:  # an exported item has none, and keeps its date
            if isinstance(body.owner, Article):
                set_date(body.owner, item.site.clock)
        return item
