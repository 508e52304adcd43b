"""Sets the date of publication of articles, by the clock of the site."""

from contextlib import suppress
from datetime import datetime, timedelta

from crawler.content.dates import CHINA, PrintedDate, printed_date
from crawler.items import Article
from crawler.platforms.draft import Draft
from crawler.platforms.site import Clock
from crawler.readers import run_time

PLAUSIBLE = timedelta(hours=2)
"""An article is published within this time after its newest image, as 20 dumps that were checked by hand were."""
_PLACES = ("page-metadata", "visible", "url")
"""Where on a page a platform found the raw date, recorded in ``date_basis`` before this stage."""
_A_DAY = timedelta(days=1)


def set_date(article: Article, clock: Clock) -> None:
    """Set ``date_published``, ``date_basis`` and the flag ``date-doubt`` of ``article`` in place, from its raw date, the time of
    its capture, the clock and its images.

    Without a date nothing is changed, nor if the raw date is the time at which a mirror ran. A date is in doubt if it cannot be
    parsed, or if its page contradicts it.
    """
    raw, is_run = article.date_published_raw, article.date_basis == "mirror-run"
    if not raw or (is_run and run_time(raw)):
        return
    printed = None if is_run else printed_date(raw, article.page.captured, clock.zone)
    with suppress(OverflowError):  # at the limits of the calendar
        if printed is not None and not _set(article, printed, clock):
            return
    if article.date_published is None:
        article.date_basis = "missing"
    article.flags.append("date-doubt")


def _set(article: Article, printed: PrintedDate, clock: Clock) -> bool:
    """Set the date, and return whether it is in doubt. A clock's known error applies to times in UTC only."""
    at, basis = printed.at, printed.basis
    if basis == "declared" and clock.error and not at.utcoffset():
        at, basis = at - clock.error, "site-clock"
        newest = _newest_image(article, clock)
        if newest and timedelta(0) <= at - newest <= PLAUSIBLE:
            basis = "image-clock"
    article.date_published = at.astimezone(clock.zone or at.tzinfo).isoformat(timespec="seconds")
    article.date_basis = article.date_basis if article.date_basis in _PLACES else basis
    captured = article.page.captured
    is_late = captured is not None and at - datetime.fromisoformat(captured) > _A_DAY
    return printed.doubtful or is_late


def _newest_image(article: Article, clock: Clock) -> datetime | None:
    """The latest time in the image URLs; the times sort correctly as strings."""
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
            elif body.owner.date_published_raw and not body.owner.date_published and "date-doubt" not in item.item.flags:
                item.item.flags.append("date-doubt")
        return item
