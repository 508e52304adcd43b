"""What is remembered of one page, and its item as it is kept."""

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
"""Of zstd: half the time of level −1, which saves a fifth of the space."""
_compressor = zstd.ZstdCompressor(level=LEVEL)


class PageRecord(msgspec.Struct, array_like=True, frozen=True):
    """One page: hashes (of its bytes, its item's content and the normal form of its text), and what commands show.

    ``latest`` is the latest instant on the page, in UTC; ``images`` are hashes of what its pictures are known by; ``given`` is
    the id that its site gives it, where that is another item's.
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
    """The record of a finished item, and the fingerprint of its ``text``. ValueError for an item whose hashes are not set."""
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
    """An item as MessagePack. ValueError for one that has no such form."""
    return msgspec.msgpack.encode(item)


def decoded(data: bytes, kind: str) -> Item:
    """An item of a type (``article``, ``thread``) that was :func:`encoded`, or written as JSON as stores of version 1 do, also of
    an earlier version of the schema. ValueError for what is none."""
    is_json = data.startswith(b"{")
    try:
        return (_FROM_JSON if is_json else _FROM_MSGPACK)[kind].decode(data)
    except msgspec.ValidationError:
        plain = msgspec.json.decode(data) if is_json else msgspec.msgpack.decode(data)
        return msgspec.convert(upgraded(plain), TYPES[kind])


def packed(item: bytes) -> bytes:
    """An encoded item, as it is kept."""
    return _compressor.compress(item, zstd.ZstdCompressor.FLUSH_FRAME)


def unpacked(kept: bytes, kind: str, parts: Collection[bytes] = ()) -> Item | None:
    """A kept item of a type (``article``, ``thread``); None where its encoded form has not all of ``parts``, UTF-8 of letters and
    digits, which stand in it as they do in its texts. Raises DamageError for what is no item."""
    try:
        data = zstd.decompress(kept)
        return decoded(data, kind) if all(part in data for part in parts) else None
    except (zstd.ZstdError, ValueError, KeyError) as error:
        raise DamageError(f"an item is damaged ({error})") from None


_FROM_MSGPACK: dict[str, msgspec.msgpack.Decoder[Item]] = {
    kind: msgspec.msgpack.Decoder(record) for kind, record in TYPES.items()
}
_FROM_JSON: dict[str, msgspec.json.Decoder[Item]] = {kind: msgspec.json.Decoder(record) for kind, record in TYPES.items()}
