"""The lines of a shard's file, in which a worker reports on the pages it processed."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import msgspec

from crawler.items import Item
from crawler.runs.batch.item_samples import ItemSamples
from crawler.runs.item_counts import ItemCounts
from crawler.runs.journal.entries import Dropped, Failed, PageRead

Why: TypeAlias = Literal["new", "changed", "redone"]
Kind: TypeAlias = Literal["article", "thread"]


class Made(msgspec.Struct, array_like=True, tag="item"):
    """The page became an item, given as ``json``; ``digest`` stands for it."""

    kind: Kind
    json: msgspec.Raw
    digest: bytes
    compared: bytes = b""
    """MessagePack of :class:`crawler.stories.compared.Compared`, if duplicates are looked for."""


class Done(msgspec.Struct, array_like=True, tag="page"):
    """The outcome of a page, and why it was looked at.

    ``at`` is the number of its file in the shard, ``nth`` the number of pages with the same path before it in this file, ``site``
    the site file used for it.
    """

    at: int
    nth: int
    why: Why
    page: PageRead
    site: str | None
    outcome: Made | Dropped | Failed
    may_pass: bool = False
    """Whether a failed page may become readable the next time."""
    is_kept: bool = False
    """Whether its bytes are in the folder for failed pages."""


class Same(msgspec.Struct, array_like=True, tag="same"):
    """A page is unchanged from its record."""

    at: int
    id: int


class Skipped(msgspec.Struct, array_like=True, tag="skipped"):
    """Something in an archive that is not a page."""

    at: int
    kind: str


class Lost(msgspec.Struct, array_like=True, tag="lost"):
    """Something in an archive is lost: ``pages`` is how many pages, or None for an unknown number in ``size`` bytes."""

    at: int
    path: str
    reason: str
    pages: int | None
    size: int


class Counted(msgspec.Struct, array_like=True, tag="counted"):
    """Counts and samples of the items since the last such line: the MessagePack of :class:`crawler.runs.item_counts.ItemCounts`
    and of :class:`crawler.runs.batch.item_samples.ItemSamples`."""

    counts: bytes
    samples: bytes = b"\x80"
    """Empty for workers of an earlier version."""


class FileEnd(msgspec.Struct, array_like=True, tag="file"):
    """File number ``at`` is finished."""

    at: int


class ShardEnd(msgspec.Struct, array_like=True, tag="end"):
    """The shard is finished. ``seconds`` are those of each stage, in the worker that finished it."""

    seconds: dict[str, float]


Record: TypeAlias = Done | Same | Skipped | Lost | Counted | FileEnd | ShardEnd


@dataclass(slots=True)
class ItemNotes:
    """Counts and samples of the items since they were last written."""

    counts: ItemCounts = field(default_factory=ItemCounts)
    samples: ItemSamples = field(default_factory=ItemSamples)

    def add(self, item: Item) -> None:
        self.counts.add(item)
        self.samples.add(item)

    def line(self) -> Counted:
        """Return them as a line."""
        return Counted(msgspec.msgpack.encode(self.counts), msgspec.msgpack.encode(self.samples))
