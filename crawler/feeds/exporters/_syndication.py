"""What the three formats for feed readers have in common: entries, a head that is known at the end, one pass."""

import shutil
from abc import abstractmethod
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from scrapy.exporters import BaseItemExporter

from crawler.feeds.exporters._entries import EPOCH, Entry, entries, urn_of_feed
from crawler.items import Item

BUFFER = 1024 * 1024
NAMELESS = "Qingliu"
"""The title of a feed of several publishers."""


class Head:
    """What is said of a feed as a whole, gathered while its items go by.

    ``title`` is the headline where there is one item, the publisher (or site) where all have the same, else a constant.
    ``updated`` is that of the newest entry: no clock is asked.
    """

    def __init__(self, title: str | None, link: str | None) -> None:
        self._given, self.link = title, link
        self._publishers: set[str] = set()
        self._headline = ""
        self._items = 0
        self._newest = datetime.fromisoformat(EPOCH)
        self.updated = EPOCH

    def add(self, item: Item, written: list[Entry]) -> None:
        """Take note of ``item`` and of the entries written of it."""
        self._items += 1
        self._headline = item.headline
        if len(self._publishers) < 2:
            self._publishers.add(item.publisher or item.site)
        for entry in written:
            at = datetime.fromisoformat(entry.updated)
            if at > self._newest:
                self._newest, self.updated = at, entry.updated

    @property
    def title(self) -> str:
        if self._given or not self._items:
            return self._given or NAMELESS
        if self._items == 1:
            return self._headline or NAMELESS
        return next(iter(self._publishers)) if len(self._publishers) == 1 else NAMELESS

    @property
    def id(self) -> str:
        return urn_of_feed(self.title)


def folder_of(file: Any) -> Path | None:
    """The folder that ``file`` lies in, behind any post-processing; None for what lies in no folder (a pipe, memory)."""
    name = getattr(getattr(file, "file", file), "name", None)
    path = Path(name) if isinstance(name, str | Path) else None
    return path.parent if path and path.is_file() else None


class SyndicationExporter(BaseItemExporter):
    """Writes entries to a nameless temporary file, and the head and then the entries when the last item has come.

    Options: ``encoding`` (utf-8), ``title`` and ``link`` (the page that the feed belongs to) of the feed. ``fields`` and
    ``indent`` are not used: the format says what there is.
    """

    appends = False
    between = b""
    """What stands between two items that have entries."""

    def __init__(self, file: IO[bytes], title: str | None = None, link: str | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.file = file
        self.head = Head(title, link)
        self._items = 0
        self._spool: IO[bytes] = TemporaryFile(dir=folder_of(file), buffering=BUFFER)  # noqa: SIM115 - lives as long as the feed

    def export_item(self, item: Item) -> None:
        written = list(entries(item))
        if not written:
            raise ValueError("a thread without posts has no entries")
        record = self.records(written)
        self._spool.write(self.between + record if self._items else record)
        self._items += 1
        self.head.add(item, written)

    def finish_exporting(self) -> None:
        with self._spool:
            self._spool.seek(0)
            self.file.write(self.beginning())
            shutil.copyfileobj(self._spool, self.file)
            self.file.write(self.end())

    @abstractmethod
    def records(self, written: list[Entry]) -> bytes:
        """The entries of one item in the bytes of the feed. Raises UnicodeEncodeError and what else an item may cause."""

    @abstractmethod
    def beginning(self) -> bytes:
        """All that stands before the entries."""

    @abstractmethod
    def end(self) -> bytes:
        """All that stands after them."""
