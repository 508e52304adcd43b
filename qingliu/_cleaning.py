"""Clean one page with the project's stages."""

from datetime import datetime
from functools import cache
from os import PathLike, fspath
from pathlib import Path
from pkgutil import resolve_name

from crawler.content.web_url import is_web_url
from crawler.items import Article, Thread
from crawler.pages import SavedPage
from crawler.runs.cleaning import READ, Cleaner, Stage
from crawler.runs.journal.entries import Dropped, Failed
from crawler.settings import ITEM_PIPELINES

DECODED = "text/html; charset=utf-8"
"""The content type given to pages that are already text."""
NO_FILE = Path()
SAY_ENOUGH = frozenset({"UnreadablePageError", "InvalidItemError"})
"""Errors whose message is clear without the error's name in front."""


class NotAnItem(Exception):  # noqa: N818 - no error: the page is understood
    """The page holds nothing to keep. The message gives the reason, for example "deleted at the source"."""


class UnreadablePage(Exception):  # noqa: N818 - as above
    """No item can be made from the page. The message gives the reason; ``stage`` tells where: ``read`` or a cleaning stage."""

    def __init__(self, reason: str, stage: str = READ) -> None:
        super().__init__(reason)
        self.stage = stage


def clean(
    data: bytes | bytearray | memoryview | str,
    *,
    url: str | None = None,
    path: str | PathLike[str] | None = None,
    content_type: str | bytes | None = None,
    captured: datetime | str | None = None,
) -> Article | Thread:
    """Return the item on a saved page, as ``scrapy crawl replay`` would write it. Nothing is compared or remembered.

    :param data: the page as it was saved. Prefer bytes: their encoding is detected. For text that was decoded beforehand,
        ``item.page`` has the SHA-256 and size of its UTF-8 form, and no encoding.
    :param url: the http(s) address that the page was saved from. Any other (``file:``) does not say where the page was.
    :param path: the value of ``item.page.path``; defaults to ``url``, or else ``-``. No file is opened.
    :param content_type: the HTTP header that came with the bytes; it may name their encoding.
    :param captured: when the page was saved: an aware datetime, or an ISO 8601 string with an offset.
    :raises NotAnItem: if there is nothing to keep.
    :raises UnreadablePage: if the page is not text, is of no known kind, or cannot be cleaned.
    :raises ValueError: if ``captured`` is not such a time.
    :raises TypeError: if an argument is of another type.
    """
    page, is_text = _bytes_of(data), isinstance(data, str)
    declared = DECODED if is_text else _header(content_type)
    address = url if url and is_web_url(url) else None
    saved = SavedPage(fspath(path or url or "-"), NO_FILE, captured=_instant(captured), content_type=declared, url=address)
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
    """The cleaning stages with their names, in the order in which they run."""
    paths = sorted(ITEM_PIPELINES, key=ITEM_PIPELINES.__getitem__)
    return [(path.split(".")[-2], resolve_name(path)().process_item) for path in paths]


def _bytes_of(data: object) -> bytes:
    """A page as bytes. Raises TypeError for what is no page, which is the caller's slip and not the page's."""
    if isinstance(data, str):
        return data.encode("utf-8", "surrogatepass")
    if isinstance(data, bytes | bytearray | memoryview):
        return bytes(data)
    raise TypeError(f"the page must be bytes or text, not {type(data).__name__}")


def _header(value: object) -> str | None:
    """An HTTP header as text; Scrapy has them as bytes. Raises TypeError."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("latin-1")
    raise TypeError(f"content_type must be text or bytes, not {type(value).__name__}")


def _instant(captured: datetime | str | None) -> str | None:
    """A time as ISO 8601. Raises ValueError if it is not a time or has no offset."""
    if captured is None:
        return None
    at = captured if isinstance(captured, datetime) else datetime.fromisoformat(captured)
    if at.tzinfo is None:
        raise ValueError(f"captured has no offset from UTC: {at.isoformat()}")
    return at.isoformat()
