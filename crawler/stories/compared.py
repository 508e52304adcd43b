"""What an item is compared by: its text and, if that is short, headline and pictures; and the record stored of its page."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from typing import Self
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from crawler.content.dates.instants import instant_of
from crawler.content.patterns import regex
from crawler.images import identity
from crawler.items import Article, Item, images_of
from crawler.stories.fingerprint import Fingerprint, fingerprint
from crawler.stories.normal_form import normal_form, story_text
from crawler.stories.verification import NOTICE

EMBED = "embed"
"""The rule by which videos and other frames are removed from a body; what is removed is their URL."""
DIGITS = regex(r"[0-9]+")
COMMON, COMMON_IN_A_NOTICE = 0.5, 2 / 3
"""The share of numbers that must be common, of the text that has fewer."""
FULL, MOST_NUMBERS = 3, 16
"""Numbers."""
NumberRows = NDArray[np.uint32]
BRIEF = 200
"""Characters of a normal form. For shorter texts, headline and pictures are part of what an item says."""


@dataclass(frozen=True)
class Told:
    """What an item is compared by: the normal forms of its text and headline, and the identities of its pictures, or of one that
    has neither text nor pictures its embeds. Pictures are empty unless the text is shorter than :data:`BRIEF`."""

    form: str
    headline: str = ""
    pictures: frozenset[str] = frozenset()

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of the text."""
        return frozenset(DIGITS.findall(self.form))


def told_of(item: Item) -> Told:
    """What ``item`` is compared by."""
    form, headline = normal_form(story_text(item)), normal_form(item.headline)
    if len(form) >= BRIEF:
        return Told(form, headline)
    shown = {identity(image.url) for image in images_of(item)}
    if form == headline and not shown:
        shown = {removal.text for removal in item.removed if removal.rule == EMBED}
    return Told(form, headline, frozenset(shown))


def may_be_copies(one: Told, other: Told) -> bool:
    """Whether two items have most of their numbers in common, as most copies do."""
    fewer = min(len(one.numbers), len(other.numbers))
    share = COMMON if min(len(one.form), len(other.form)) >= NOTICE else COMMON_IN_A_NOTICE
    return len(one.numbers & other.numbers) >= share * fewer


def are_other_notices(one: Told, other: Told) -> bool:
    """Whether two items without most of their numbers in common are notices about different facts: short and full of numbers."""
    return min(len(one.form), len(other.form)) < NOTICE and min(len(one.numbers), len(other.numbers)) >= FULL


def notice_numbers(told: Told) -> bytes:
    """The numbers of a notice as a row for :func:`are_of_other_numbers`: a 32-bit hash of each, padded with zeros. Empty if the
    text is no notice or has more than :data:`MOST_NUMBERS`."""
    if len(told.form) >= NOTICE or len(told.numbers) > MOST_NUMBERS:
        return b""
    hashes = [crc32(number.encode()) or 1 for number in told.numbers]
    return array("I", hashes + [0] * (MOST_NUMBERS - len(hashes))).tobytes()


def are_of_other_numbers(ones: NumberRows, others: NumberRows) -> NDArray[np.bool_]:
    """Which pairs of notices, given by the rows of their numbers, are :func:`are_other_notices` and not :func:`may_be_copies`."""
    fewer = np.minimum(np.count_nonzero(ones, axis=1), np.count_nonzero(others, axis=1))
    are_equal = (ones[:, :, None] == others[:, None, :]) & (ones != 0)[:, :, None]
    common = np.count_nonzero(are_equal, axis=(1, 2))
    are_other: NDArray[np.bool_] = (fewer >= FULL) & (common < COMMON_IN_A_NOTICE * fewer)
    return are_other


def fingerprint_of(told: Told) -> Fingerprint:
    """The fingerprint for finding copies. Its hash is equal if everything that is compared is equal."""
    found = fingerprint(told.form)
    if len(told.form) >= BRIEF or not told.form:
        return found
    whole = "\x1f".join((told.form, told.headline, *sorted(told.pictures)))
    return found._replace(exact=blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).digest())


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
