"""One page, cleaned by the stages of the project."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pkgutil import resolve_name
from typing import Any

from crawler.content.body import Draft
from crawler.items import Article, Thread
from crawler.platforms import NothingToKeep
from crawler.platforms.registry import draft_of
from crawler.readers import UnreadablePageError, read_page
from crawler.settings import ITEM_PIPELINES

DECODED = "text/html; charset=utf-8"
"""How a page comes that is text already."""


class NotAnItem(Exception):  # noqa: N818 - no error: the page is understood
    """A page of which nothing is to be kept. The message is the reason: "deleted at the source"."""


class UnreadablePage(Exception):  # noqa: N818 - as above
    """A page that no item can be made of. The message is the reason; ``stage`` is what gave up: ``read``, or a cleaning stage."""

    def __init__(self, reason: str, stage: str = "read") -> None:
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
    at = _instant(captured)
    try:
        document = read_page(path or url or "-", page, content_type=DECODED if is_text else content_type, captured=at, url=url)
        draft = draft_of(document)
    except NothingToKeep as nothing:
        raise NotAnItem(str(nothing)) from nothing
    except UnreadablePageError as error:
        raise UnreadablePage(str(error)) from error
    except Exception as error:
        raise UnreadablePage(f"{type(error).__name__}: {error}") from error
    if is_text:
        document.page.encoding = document.page.encoding_basis = None
    return _finished(draft)


def _finished(draft: Draft) -> Article | Thread:
    item: Any = draft
    for name, process_item in _stages():
        try:
            item = process_item(item)
        except Exception as error:
            raise UnreadablePage(f"{type(error).__name__}: {error}", name) from error
    finished: Article | Thread = item
    return finished


@cache
def _stages() -> list[tuple[str, Callable[[Any], Any]]]:
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
