"""The lines of a shard's file: what a worker tells of the pages that it did."""

from typing import Literal, TypeAlias

import msgspec

from crawler.runs.journal import Dropped, Failed, PageRead

Why: TypeAlias = Literal["new", "changed", "redone"]
Kind: TypeAlias = Literal["article", "thread"]


class Made(msgspec.Struct, array_like=True, tag="item"):
    """The page became an item, of which this is the ``json``; ``digest`` stands for it."""

    kind: Kind
    json: msgspec.Raw
    digest: bytes
    compared: bytes = b""
    """MessagePack of :class:`crawler.stories.Compared`, where duplicates are looked for."""


class Done(msgspec.Struct, array_like=True, tag="page"):
    """What became of a page, and why it was looked at.

    ``at`` is the number of its file in the shard, ``nth`` how many pages of the same path came before it in this file, ``site``
    the site's file that had to do with it.
    """

    at: int
    nth: int
    why: Why
    page: PageRead
    site: str | None
    outcome: Made | Dropped | Failed
    may_pass: bool = False
    """Whether a page that failed may be read the next time."""
    is_kept: bool = False
    """Whether its bytes are in the folder for those of failed pages."""


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
    """Of the items since the last such line: the MessagePack of :class:`crawler.runs.item_counts.ItemCounts`, and of
    :class:`crawler.runs.batch.item_samples.ItemSamples`."""

    counts: bytes
    samples: bytes = b"\x80"
    """Of a worker of an earlier version there are none."""


class FileEnd(msgspec.Struct, array_like=True, tag="file"):
    """All of file number ``at`` is done."""

    at: int


class ShardEnd(msgspec.Struct, array_like=True, tag="end"):
    """All of the shard is done. ``seconds`` of each stage, in the worker that did the last of it."""

    seconds: dict[str, float]


Record: TypeAlias = Done | Same | Skipped | Lost | Counted | FileEnd | ShardEnd
