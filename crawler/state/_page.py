"""The record that is stored of a page, and the stored form of its item."""

from collections.abc import Collection, Iterator
from datetime import datetime
from hashlib import blake2b

import msgspec
from backports import zstd

from crawler.dates.instants import instant_of
from crawler.images import identity
from crawler.items import Article, Item, images_of
from crawler.items.schema import TYPES
from crawler.items.versions import upgraded
from crawler.state._seals import DamageError
from crawler.stories import Fingerprint

LEVEL = -10
"""The zstd level: it takes half the time of level −1, which would save a fifth of the space."""
_compressor = zstd.ZstdCompressor(level=LEVEL)


class PageRecord(msgspec.Struct, array_like=True, frozen=True):
    """One page: hashes (of its bytes, of its item's content and of the normal form of its text), and the fields that commands
    show.

    ``latest`` is the latest instant on the page, in UTC; ``images`` are hashes of the identities of its pictures; ``given`` is
    the id that its site gives it, if another item has that id.
    """

    sha256: bytes
    content: bytes
    exact: bytes
    length: int
    id: str
    type: str
    site: str
    publisher: str | None
    source: str | None
    headline: str
    date_published: str | None
    captured: str | None
    latest: str | None
    path: str
    images: tuple[int, ...]
    given: str | None = None


def page_record(item: Item, text: Fingerprint) -> PageRecord:
    """The record of a finished item, given the fingerprint of its text. Raises ValueError if the item's hashes are not set."""
    published = instant_of(item.date_published)
    return PageRecord(
        sha256=_hash(item.page.sha256),
        content=_hash(item.content_sha256),
        exact=text.exact,
        length=text.length,
        id=item.id,
        type=item.type,
        site=item.site,
        publisher=item.publisher,
        source=item.source if isinstance(item, Article) else None,
        headline=item.headline,
        date_published=item.date_published if published else None,
        captured=item.page.captured if instant_of(item.page.captured) else None,
        latest=max((instant.isoformat() for instant in (published, *_of_posts(item)) if instant), default=None),
        path=item.page.path,
        images=tuple(sorted({_image_hash(image.url) for image in images_of(item)})),
    )


def _hash(digits: str) -> bytes:
    data = bytes.fromhex(digits)
    if len(data) != 32:
        raise ValueError(f"no SHA-256: {digits!r}")
    return data


def _of_posts(item: Item) -> Iterator[datetime | None]:
    for post in () if isinstance(item, Article) else item.posts:
        yield instant_of(post.date_published)
        yield instant_of(post.edited)


def _image_hash(url: str) -> int:
    return int.from_bytes(blake2b(identity(url).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def encoded(item: Item) -> bytes:
    """An item as MessagePack. Raises ValueError if it cannot be encoded."""
    return msgspec.msgpack.encode(item)


def decoded(data: bytes, kind: str) -> Item:
    """Decode an item of type ``kind`` (``article``, ``thread``), written by :func:`encoded` or, in stores of version 1, as JSON;
    it may have an earlier schema version. Raises ValueError if ``data`` is not an item."""
    is_json = data.startswith(b"{")
    try:
        return (_FROM_JSON if is_json else _FROM_MSGPACK)[kind].decode(data)
    except msgspec.ValidationError:
        plain = msgspec.json.decode(data) if is_json else msgspec.msgpack.decode(data)
        return msgspec.convert(upgraded(plain), TYPES[kind])


def packed(item: bytes) -> bytes:
    """Compress an encoded item for storage."""
    return _compressor.compress(item, zstd.ZstdCompressor.FLUSH_FRAME)


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


_FROM_MSGPACK: dict[str, msgspec.msgpack.Decoder[Item]] = {
    kind: msgspec.msgpack.Decoder(record) for kind, record in TYPES.items()
}
_FROM_JSON: dict[str, msgspec.json.Decoder[Item]] = {kind: msgspec.json.Decoder(record) for kind, record in TYPES.items()}
