"""Reads one item as a line of the ``jsonl`` feed, and restores exported items."""

from collections.abc import Iterable
from typing import Any

import msgspec

from crawler.content.html import TooDeepError, UncleanHtmlError, clean_blocks
from crawler.content.web_url import FOREIGN_SCHEME
from crawler.items import Article, Image, Item, Thread, bodies_of
from crawler.items.schema import upgraded
from crawler.readers.document import Document, UnreadablePageError, page_of

BEGINNING = '{"schema_version":'
TYPES: dict[object, type[Item]] = {"article": Article, "thread": Thread}


def recognises(text: str) -> bool:
    """Whether ``text`` begins like an exported line."""
    return text.startswith(BEGINNING)


def read(path: str, data: bytes, text: str) -> Document:
    """The document of an exported line, with its finished item. Raises :class:`UnreadablePageError`."""
    try:
        plain = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadablePageError(path, f"not an exported item: {error}") from error
    return Document(page_of(path, data, "export"), text, item=restored(path, plain))


def restored(path: str, plain: Any) -> Item:
    """The item with all the fields in ``plain``, as parsed from JSON or YAML.

    The file may have been edited, even maliciously. Raises :class:`UnreadablePageError` if a field is missing, unknown or
    violates the schema, if an image was seen under ``javascript:`` and the like, or if html is not exactly what the stages render
    (:func:`crawler.content.html.clean_blocks`).
    """
    kind = TYPES.get(plain.get("type")) if isinstance(plain, dict) else None
    if kind is None:
        raise UnreadablePageError(path, "an exported item whose type is neither article nor thread")
    try:
        plain = upgraded(plain)
        item = msgspec.convert(plain, kind)
        if msgspec.to_builtins(item) != plain:
            raise UnreadablePageError(path, f"an exported item with fields missing or unknown{_which(plain, item)}")
        for body in bodies_of(item):
            clean_blocks(body.html)
            _check_seen(path, body.images)
    except (msgspec.ValidationError, UncleanHtmlError, TooDeepError) as error:
        raise UnreadablePageError(path, f"not an exported item: {error}") from error
    return item


def _check_seen(path: str, images: Iterable[Image]) -> None:
    for foreign in (url for image in images for url in image.seen_as if FOREIGN_SCHEME.match(url)):
        raise UnreadablePageError(path, f"not an exported item: an image seen under an invalid URL: {foreign[:200]}")


def _which(plain: dict[str, Any], item: Item) -> str:
    names = sorted(plain.keys() ^ msgspec.to_builtins(item).keys())
    return f": {', '.join(map(str, names))[:200]}" if names else " in a record of it"
