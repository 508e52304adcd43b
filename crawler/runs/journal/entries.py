"""The lines of a journal."""

from typing import TypeAlias, TypeVar
from zlib import crc32

import msgspec

from crawler.items import Article, Item, Thread

CHECKSUM = 9  # bytes: eight hex digits and a space


class PageRead(msgspec.Struct, array_like=True, frozen=True):
    """Everything an item is made from: ``sha256`` is that of the page's bytes, empty if they could not be read; what the archive
    says is included."""

    path: str
    sha256: str
    captured: str | None
    modified: str | None
    content_type: str | None = None
    url: str | None = None


class CleanArticle(msgspec.Struct, array_like=True, tag="article"):
    """The page became this item."""

    item: Article


class CleanThread(msgspec.Struct, array_like=True, tag="thread"):
    """The same for a thread."""

    item: Thread


class Dropped(msgspec.Struct, array_like=True, tag="dropped"):
    """The page was left out on purpose."""

    reason: str


class Failed(msgspec.Struct, array_like=True, tag="failed"):
    """No item could be made from the page."""

    stage: str
    error: str
    reason: str


Outcome: TypeAlias = CleanArticle | CleanThread | Dropped | Failed
EncodedItem = tuple[str, msgspec.Raw]
"""The type and the JSON of an item, which are written in the same form as its outcome."""


class Entry(msgspec.Struct, array_like=True):
    """One line. If the outcome is missing because it cannot be encoded as JSON, the page is cleaned again."""

    page: PageRead
    outcome: Outcome | None


Record = TypeVar("Record")


def clean(item: Item) -> CleanArticle | CleanThread:
    """Return the outcome of a page that became ``item``."""
    return CleanArticle(item) if isinstance(item, Article) else CleanThread(item)


def line_of(record: object) -> tuple[bytes, bytes, bytes]:
    """Return the pieces of a line: a checksum and a space, JSON, a line feed. Raises UnicodeEncodeError for a lone surrogate,
    OverflowError for a number of more than 64 bits, TypeError for other types."""
    json = msgspec.json.encode(record)
    return b"%08x " % crc32(json), json, b"\n"


def read_line(line: bytes, kind: type[Record]) -> Record | None:
    """Return the record of a line; None if the line is cut off, damaged or of another kind."""
    json = checked_json(line)
    if json is None:
        return None
    try:
        return msgspec.json.decode(json, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def checked_json(line: bytes) -> bytes | None:
    """Return the JSON of a line; None if the line is cut off or damaged."""
    json = line[CHECKSUM:-1]
    return json if line[-1:] == b"\n" and line[:CHECKSUM] == b"%08x " % crc32(json) else None
