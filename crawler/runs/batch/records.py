"""The lines of a shard's file: what a worker tells of the pages that it did."""

from typing import Literal, TypeAlias

import msgspec

from crawler.runs.journal import PageRead

Why: TypeAlias = Literal["new", "changed", "redone"]
Kind: TypeAlias = Literal["article", "thread"]


class _Line(msgspec.Struct, array_like=True):
    """``at``: number of the file in the shard. ``nth``: how many pages of the same path came before it in this file."""

    at: int
    nth: int
    why: Why


class Made(_Line, tag="item"):
    """A page became an item, of which this is the ``json``; ``digest`` stands for it."""

    page: PageRead
    kind: Kind
    site: str | None
    json: msgspec.Raw
    digest: bytes
    compared: bytes = b""
    """MessagePack of :class:`crawler.runs.settling.Compared`, where duplicates are looked for."""


class Dropped(_Line, tag="dropped"):
    """A page was left out on purpose."""

    page: PageRead
    site: str | None
    reason: str


class Failed(_Line, tag="failed"):
    """A page could not be made an item. ``page`` is None where it could not be read; ``passing``: it may be next time."""

    path: str
    page: PageRead | None
    site: str | None
    stage: str
    error: str
    reason: str
    passing: bool = False
    kept: str | None = None
    """Name of the file with the page's bytes, where they are to be kept."""


class Same(msgspec.Struct, array_like=True, tag="same"):
    """A page is as it is on record."""

    at: int
    id: int


class Skipped(msgspec.Struct, array_like=True, tag="skipped"):
    """Something in an archive that is no page."""

    at: int
    kind: str


class Lost(msgspec.Struct, array_like=True, tag="lost"):
    """Something in an archive is not there any more: so many ``pages``, or None for an unknown number in ``size`` bytes."""

    at: int
    path: str
    reason: str
    pages: int | None
    size: int


class Counted(msgspec.Struct, array_like=True, tag="counted"):
    """``counts`` are of the items since the last such line: the MessagePack of :class:`crawler.runs.item_counts.ItemCounts`."""

    counts: bytes


class FileEnd(msgspec.Struct, array_like=True, tag="file"):
    """All of file number ``at`` is done."""

    at: int


class ShardEnd(msgspec.Struct, array_like=True, tag="end"):
    """All of the shard is done. ``seconds`` of each stage, in the worker that did the last of it."""

    seconds: dict[str, float]


Done: TypeAlias = Made | Dropped | Failed
Record: TypeAlias = Done | Same | Skipped | Lost | Counted | FileEnd | ShardEnd
