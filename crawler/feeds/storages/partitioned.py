"""Feeds of many files, a file for every value of a field: ``corpus/site=%(item_site)s/month=%(item_month)s/items.parquet``."""

import glob
import hashlib
import logging
from collections.abc import Callable
from copy import copy
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from scrapy import Spider
from scrapy.extensions.feedexport import FeedSlot, apply_uri_params

from crawler.feeds.compression import close_plugins
from crawler.feeds.exporters.batches import LostItemsError, traceback_of
from crawler.feeds.storages.local import LocalFeed
from crawler.feeds.storages.partitions import PARAMETER, partition_of
from crawler.files.scratch import ScratchFolder
from crawler.files.spill import Spill
from crawler.items import Item

logger = logging.getLogger(__name__)


class Partition(LocalFeed):
    """One file of such a feed, which is closed when it is complete; it is in ``staging`` and gets its name when all are."""

    def __init__(self, path: str, staging: Path, feed_options: dict[str, Any] | None) -> None:
        self.staging = staging
        super().__init__(path, feed_options=feed_options)

    def seal(self) -> None:
        """Close the complete file. Raises OSError."""
        self._feed.seal()


class Partitions:
    """The storage of all files of a feed, none of which appears before the last is complete."""

    def __init__(self, template: str, overwrite: bool) -> None:
        self.template, self.overwrite = template, overwrite
        self.files: list[Partition] = []
        self.scratch: ScratchFolder | None = None
        self.spill: Spill | None = None

    def store(self, file: Any) -> None:
        """Give all files their names. Raises OSError; some may have theirs then, each of them complete."""
        for partition in self.files:
            partition.store(file)
        if others := self._others():
            logger.warning("%d other files of an earlier run, such as %s, are in %s", len(others), min(others), self.template)

    def _others(self) -> set[Path]:
        """Files that match the name of the feed, and that this run did not replace."""
        # Path.glob takes no absolute pattern
        pattern = "*".join(glob.escape(part) for part in PARAMETER.sub("\0", self.template).split("\0"))
        return set(map(Path, glob.iglob(pattern))) - {Path(partition.path) for partition in self.files}  # noqa: PTH207

    def begin(self) -> None:
        """Make room for items and for files that are not all complete. Raises OSError."""
        fixed = Path(PARAMETER.split(self.template)[0] + "_").parent
        name = hashlib.sha256(self.template.encode("utf-8", "surrogateescape")).hexdigest()[:8]
        self.scratch = ScratchFolder(fixed, f".{name}.", alone=True)
        self.spill = Spill(self.scratch.path / "items")

    def open(self, spider: Spider) -> IO[bytes]:
        """Nothing is written to it: every partition has a file of its own."""
        return BytesIO()

    def discard(self) -> None:
        """Throw away what is not stored, and what waits."""
        for partition in self.files:
            partition.discard()
        if self.scratch:
            self.scratch.remove()


class PartitionedSlot(FeedSlot):
    """A feed whose items wait on disk until all are known; then its files are written one after the other.

    So one file is open at a time and each is written once, however many there are and in whatever order items come.
    """

    def __init__(self, slot: FeedSlot, checked: Callable[[LocalFeed], LocalFeed]) -> None:
        """``slot`` is of the local feed with all parameters in its path; ``checked`` raises where a file cannot be written."""
        vars(self).update(vars(slot))
        if not isinstance(slot.storage, LocalFeed):
            raise ValueError(f"only local files can be partitioned: {slot.uri}")
        self._slot, self._checked = slot, checked
        self._template = slot.storage.path
        self.storage = self._partitions = Partitions(self._template, slot.storage.write_mode == "wb")

    def start_exporting(self) -> None:
        if self._partitions.spill is None:
            self._partitions.begin()
            self.file, self.exporter = self.storage.open(self.spider), self  # type: ignore[assignment]  # what is asked of one is here

    def export_item(self, item: Item) -> None:
        """Keep ``item`` for its partition. Raises OSError, and AttributeError for what is no item of the project."""
        assert self._partitions.spill  # noqa: S101 - start_exporting comes first
        self._partitions.spill.add(apply_uri_params(self._template, partition_of(item)), item)

    def finish_exporting(self) -> None:
        """Write all files. Raises LostItemsError when all are complete but for some items, OSError when they are not."""
        spill = self._partitions.spill
        if spill is None:
            return
        lost = sum(self._write(path, spill) for path in spill.names())
        spill.discard()
        self._partitions.spill = None
        if lost:
            raise LostItemsError(lost, ValueError("see the errors above"))

    def _write(self, path: str, spill: Spill) -> int:
        """Write one file; the number of its items that could not be."""
        assert self._partitions.scratch  # noqa: S101 - made with the spill
        storage = Partition(path, self._partitions.scratch.path, self.feed_options)
        slot, lost = copy(self._slot), 0
        self._partitions.files.append(storage)
        slot.storage = self._checked(storage)
        slot.start_exporting()
        assert slot.exporter  # noqa: S101 - made by start_exporting
        for item in spill.items(path):
            lost += _lost_by(slot.exporter.export_item, item)
        lost += _lost_by(slot.finish_exporting)
        close_plugins(slot.file)
        storage.seal()
        return lost


def _lost_by(write: Callable[..., Any], *item: Item) -> int:
    """How many items a call of ``write`` costs. Raises OSError."""
    try:
        write(*item)
    except OSError:
        raise
    except Exception as error:
        logger.error("An item is missing from a partition: %s", error, exc_info=traceback_of(error))
        return int(getattr(error, "lost", 1))
    return 0
