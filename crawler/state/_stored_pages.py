"""What is stored of pages and their items, and the order in which the pages of one item were saved."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

import msgspec

from crawler.files.compressed import Compressor, zstd
from crawler.files.seals import DamageError
from crawler.items import Item
from crawler.items.schema import FROM_JSON, TYPES, upgraded
from crawler.stories.grouping import CORPUS

LEVEL = -10
"""The zstd level: it takes half the time of level −1, which would save a fifth of the space."""
packed = Compressor(LEVEL).compress
"""Compresses an encoded item for storage."""
_FROM_MSGPACK: dict[str, msgspec.msgpack.Decoder[Item]] = {
    kind: msgspec.msgpack.Decoder(record) for kind, record in TYPES.items()
}


def encoded(item: Item) -> bytes:
    """An item as MessagePack. Raises ValueError if it cannot be encoded."""
    return msgspec.msgpack.encode(item)


def decoded(data: bytes, kind: str) -> Item:
    """Decode an item of type ``kind`` (``article``, ``thread``), written by :func:`encoded` or, in stores of version 1, as JSON;
    it may have an earlier schema version. Raises ValueError if ``data`` is not an item."""
    is_json = data.startswith(b"{")
    try:
        return (FROM_JSON if is_json else _FROM_MSGPACK)[kind].decode(data)
    except msgspec.ValidationError:
        plain = msgspec.json.decode(data) if is_json else msgspec.msgpack.decode(data)
        return msgspec.convert(upgraded(plain), TYPES[kind])


def unpacked(kept: bytes, kind: str, parts: Collection[bytes] = ()) -> Item | None:
    """Decode a stored item of type ``kind`` (``article``, ``thread``). Raises DamageError if it is not an item.

    Returns None if its encoded form lacks any of ``parts``, which are UTF-8 of letters and digits, and so appear in it as they do
    in its texts.
    """
    try:
        data = zstd.decompress(kept)
        return decoded(data, kind) if all(part in data for part in parts) else None
    except (zstd.ZstdError, ValueError, KeyError) as error:
        raise DamageError(f"an item is damaged ({error})") from None


class StoredPage(NamedTuple):
    """What is stored of a page except its item; the fields are the columns of the same names."""

    number: int
    sha256: bytes
    id: str
    type: str
    content: bytes
    text: int
    run: int
    site: str
    publisher: str | None
    source: str | None
    headline: str
    date_published: str | None
    captured: str | None
    latest: str | None
    length: int
    path: str
    given: str | None = None

    @property
    def key(self) -> int:
        return self.number


class Version(NamedTuple):
    """One version of an item's content: its number, from 1, and the first page that had it."""

    revision: int
    first: StoredPage


def versions_of(pages: Iterable[StoredPage]) -> list[Version]:
    """The versions of one item, oldest first, regardless of the order of its ``pages``. Content that reappears later is not a new
    version."""
    first: dict[bytes, StoredPage] = {}
    for page in sorted(pages, key=_saved):
        first.setdefault(page.content, page)
    return [Version(revision, page) for revision, page in enumerate(first.values(), 1)]


def _saved(page: StoredPage) -> tuple[bool, float, int, str, int, str, bytes]:
    """The sort key: items of the ``CORPUS`` first, then by time of capture (unknown first), run that saw the page first, latest
    instant on the page, length, path, bytes."""
    captured = datetime.fromisoformat(page.captured).timestamp() if page.captured else float("-inf")
    return not page.path.startswith(CORPUS), captured, page.run, page.latest or "", page.length, page.path, page.sha256
