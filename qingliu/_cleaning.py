"""One page, cleaned by the stages of the project."""

from datetime import datetime
from functools import cache
from pathlib import Path
from pkgutil import resolve_name

from crawler.items import Article, Thread
from crawler.pages import SavedPage
from crawler.runs.cleaning import READ, Cleaner, Stage
from crawler.runs.journal import Dropped, Failed
from crawler.settings import ITEM_PIPELINES

DECODED = "text/html; charset=utf-8"
"""How a page comes that is text already."""
SAY_ENOUGH = frozenset({"UnreadablePageError", "InvalidItemError"})
"""Names of errors whose message needs no name before it."""


class NotAnItem(Exception):  # noqa: N818 - no error: the page is understood
    """A page of which nothing is to be kept. The message is the reason: "deleted at the source"."""


class UnreadablePage(Exception):  # noqa: N818 - as above
    """A page that no item can be made of. The message is the reason; ``stage`` is what gave up: ``read``, or a cleaning stage."""

    def __init__(self, reason: str, stage: str = READ) -> None:
        super().__init__(reason)
        self.stage = stage


def clean(
    data: bytes | str,
    *,
    url: str | None = None,
    path: str | None = None,
    content_type: str | None = None,
    captured: datetime | str | None = None,
) -> Article | Thread:
    """The item that a saved page holds, as ``scrapy crawl replay`` would write it; nothing is compared or remembered.

    :param data: the page as it was saved. Bytes are best: their encoding is found out. Of text that somebody decoded before,
        ``item.page`` has the SHA-256 and size in UTF-8, and no encoding.
    :param url: the http(s) address that it was saved from.
    :param path: what ``item.page.path`` is to say, by default the ``url``, else ``-``. No file is opened.
    :param content_type: the HTTP header that the bytes came with, which may name their encoding.
    :param captured: when the page was saved: a time with an offset, or ISO 8601.
    :raises NotAnItem: where nothing is to be kept.
    :raises UnreadablePage: where it is no text, of no known kind, or cannot be cleaned.
    :raises ValueError: where ``captured`` is not such a time.
    """
    is_text = isinstance(data, str)
    page = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    declared = DECODED if is_text else content_type
    saved = SavedPage(path or url or "-", Path(), captured=_instant(captured), content_type=declared, url=url)
    became = Cleaner(_stages()).clean(saved, page).outcome
    if isinstance(became, Dropped):
        raise NotAnItem(became.reason)
    if isinstance(became, Failed):
        raise UnreadablePage(became.reason if became.error in SAY_ENOUGH else f"{became.error}: {became.reason}", became.stage)
    if is_text:
        became.item.page.encoding = became.item.page.encoding_basis = None
    return became.item


@cache
def _stages() -> list[tuple[str, Stage]]:
    """The cleaning stages by name, in their order."""
    paths = sorted(ITEM_PIPELINES, key=ITEM_PIPELINES.__getitem__)
    return [(path.split(".")[-2], resolve_name(path)().process_item) for path in paths]


def _instant(captured: datetime | str | None) -> str | None:
    """A time as ISO 8601. Raises ValueError where it is none, or has no offset."""
    if captured is None:
        return None
    at = captured if isinstance(captured, datetime) else datetime.fromisoformat(captured)
    if at.tzinfo is None:
        raise ValueError(f"captured has no offset from UTC: {at.isoformat()}")
    return at.isoformat()
