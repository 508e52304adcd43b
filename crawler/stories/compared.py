"""What an item is compared by, and the record that is stored of its page."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b
from typing import Self

import msgspec

from crawler.content.dates.instants import instant_of
from crawler.images import identity
from crawler.items import Article, Item, images_of
from crawler.stories.fingerprint import Fingerprint
from crawler.stories.told import fingerprint_of, notice_numbers, told_of


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


class Compared(msgspec.Struct, array_like=True, frozen=True):
    """What an item is compared by: the record of its page, the minima of its text's fingerprint, and the numbers of a notice."""

    page: PageRecord
    minima: bytes
    numbers: bytes = b""

    @classmethod
    def of(cls, item: Item) -> Self:
        """What a finished item is compared by. Raises ValueError if its hashes are not set."""
        told = told_of(item)
        found = fingerprint_of(told)
        return cls(page_record(item, found), found.minima, notice_numbers(told))


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
