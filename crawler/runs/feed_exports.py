"""Feed exports that never lose an item silently."""

import logging
from collections import Counter
from typing import Any, Self

from scrapy import Spider
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.extensions.feedexport import FeedSlot, ItemFilter

from crawler.feeds.compression import close_plugins
from crawler.feeds.exporters.batches import LostItemsError, traceback_of
from crawler.feeds.exporters.json_items import JsonLinesExporter
from crawler.feeds.setup import FeedSetup
from crawler.feeds.storages.partitioned import PartitionedSlot
from crawler.runs import signals
from crawler.runs.accounting import Accounting
from crawler.runs.duplicates import Duplicates
from crawler.runs.phases import begin, stop_run
from crawler.runs.terminal import printable
from crawler.runs.verdict import FAILED_FEEDS, LOST_ITEMS, PAGES, UNCHANGED, is_end
from crawler.scrapy_internals.feeds import mark_finished

logger = logging.getLogger(__name__)


class MisconfiguredFeedsError(Exception):
    """A feed has an unknown scheme or format, or its storage lacks something. The log says which feed."""


class LosslessFeeds(FeedSetup):
    """Scrapy's feed exports, except that a feed is stored only if the run is complete and every item is in it.

    Otherwise, and also if no page became an item, the previous file stays, so that a mistyped path never empties a feed.

    - If an exporter raises for an item, the item is logged with its page and counted in ``feedexport/lost_items``, once per feed,
      and the feed is stored without it; the run goes on, but its verdict is bad. A feed that took no item at all is not stored,
      and neither is one from a third-party exporter, which may have written part of the item.
    - If an exporter cannot be made with its options, that is said once, and all items are missing from its feed.
    - If a feed cannot be opened or written (the disk is full), the run is stopped, because it can be resumed.
    - Feeds that are not stored are counted in ``feedexport/failed_count/<storage>``, like those that Scrapy fails to store.
    - A misconfigured feed ends the run before its first page; Scrapy would go on without any feed.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._unwritable: dict[FeedSlot, str] = {}
        self._lost_after: Counter[FeedSlot] = Counter()
        self._why_not: str | None = None
        try:
            super().__init__(crawler)
        except NotConfigured as error:
            if crawler.settings["FEEDS"] or crawler.settings["FEED_URI"]:
                raise MisconfiguredFeedsError("no page was replayed: see the error above") from error
            raise

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Export settled items instead of all scraped items."""
        feeds = super().from_crawler(crawler)
        crawler.signals.disconnect(feeds.item_scraped, scrapy_signals.item_scraped)
        crawler.signals.connect(feeds.item_scraped, signals.item_settled)
        return feeds

    def open_spider(self, spider: Spider) -> None:
        """Raises CloseSpider if a feed cannot be written as it is asked for: its name has an unknown parameter
        (``%(nonsense)s``), or an option is wrong."""
        try:
            super().open_spider(spider)
        except Exception as error:
            is_unknown = isinstance(error, KeyError)
            why = f"unknown parameter %({error.args[0]})s" if is_unknown else f"{type(error).__name__}: {error}"
            logger.error("A feed cannot be written: %s", why)
            self.slots = []
            raise CloseSpider("misconfigured_feed") from error

    def item_scraped(self, item: Any, spider: Spider) -> None:
        """Export ``item`` to each feed separately."""
        before, after = self.slots, []
        for slot in before:
            self.slots = [slot]  # Scrapy replaces it there when its batch is full
            try:
                super().item_scraped(item, spider)
            except Exception as error:
                self._failed(slot, printable(str(getattr(getattr(item, "page", None), "path", "?"))), error)
            after += self.slots
        self.slots = after

    def takes_json(self) -> bool:
        """Whether every feed needs only the JSON of an item, so that :meth:`export_json` may be used."""
        return all(self._takes_json(slot) for slot in self.slots)

    def _takes_json(self, slot: FeedSlot) -> bool:
        options = self.feeds[slot.uri_template]
        is_plain = self.exporters[slot.format] is JsonLinesExporter and not isinstance(slot, PartitionedSlot)
        takes_all = type(slot.filter) is ItemFilter and not slot.filter.item_classes
        return is_plain and takes_all and not any(options[name] for name in ("fields", "item_export_kwargs", "batch_item_count"))

    def export_json(self, json: bytes) -> None:
        """Export an item, given as JSON, to every feed, like :meth:`item_scraped`."""
        for slot in self.slots:
            try:
                slot.start_exporting()
                slot.exporter.export_json(json)  # type: ignore[union-attr]  # one of JSON Lines
                slot.itemcount += 1
            except Exception as error:
                self._failed(slot, "a page of a worker", error)

    def _failed(self, slot: FeedSlot, page: str, error: Exception) -> None:
        """``slot`` did not take the item of ``page``."""
        if isinstance(error, OSError):
            self._unwritable[slot] = f"it cannot be written: {error}"
            stop_run(self.crawler, "feed_not_writable")
        else:
            if slot.exporter:
                said = (page, slot.uri, type(error).__name__, error)
                logger.error("The item of %s is missing from %s: %s: %s", *said, exc_info=traceback_of(error))
            elif slot not in self._lost_after:  # it would be said of every item
                logger.error("The feed %s cannot be begun: %s: %s", slot.uri, type(error).__name__, error)
            self._note_lost(slot, error)
        self.crawler.stats.inc_value(LOST_ITEMS, getattr(error, "lost", 1))

    async def close_spider(self, spider: Spider, reason: str = "finished") -> None:
        """Store the feeds if the run is complete and all its items are settled; otherwise discard them."""
        duplicates = self.crawler.get_extension(Duplicates)
        is_settled = duplicates is None or await duplicates.settled(reason)
        begin(self.crawler, "write")
        self._why_not = self._nothing_to_store() if is_settled and is_end(reason) else f"the run did not reach its end: {reason}"
        await super().close_spider(spider)

    def _nothing_to_store(self) -> str | None:
        """Why the feeds of a complete run must not replace earlier ones; None if they may."""
        stats, accounting = self.crawler.stats, self.crawler.get_extension(Accounting)
        if stats.get_value("spider_exceptions/count"):
            return "the spider raised an exception"
        if accounting is None or stats.get_value(UNCHANGED) or accounting.came_to_something():
            return None
        return "no item came of any page" if stats.get_value(PAGES) else "no page was seen"

    async def close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        """Store ``slot``, or discard what it has written so far."""
        try:
            if not self._why_not:
                self._finish(slot)
            if why := self._unwritable.get(slot) or self._why_not or self._is_spoilt(slot):
                self._not_stored(slot, why)
            else:
                await super().close_slot(slot, spider)
        except Exception as error:
            self._not_stored(slot, f"{type(error).__name__}: {error}")
        finally:
            if discard := getattr(slot.storage, "discard", None):
                discard()

    def _finish(self, slot: FeedSlot) -> None:
        """Make ``slot`` write what it has buffered, counting items that cannot be written."""
        try:
            if slot.itemcount:
                slot.finish_exporting()
                close_plugins(slot.file)
        except Exception as error:
            self.crawler.stats.inc_value(LOST_ITEMS, getattr(error, "lost", 0))
            if not isinstance(error, LostItemsError):
                raise
            logger.exception("Items are missing from %s", slot.uri)
            self._note_lost(slot, error)
            mark_finished(slot)

    def _note_lost(self, slot: FeedSlot, error: Exception) -> None:
        """Record that ``slot`` lacks items; those in a batch had already been counted as exported."""
        self._lost_after[slot] += error.lost if isinstance(error, LostItemsError) else 0

    def _is_spoilt(self, slot: FeedSlot) -> str | None:
        """Why a feed that lacks items is not stored; None if it can be stored with the others."""
        if slot not in self._lost_after:
            return None
        is_ours = self.exporters[slot.format].__module__.startswith("crawler.feeds.exporters.")
        return None if is_ours and slot.itemcount > self._lost_after[slot] else "items are missing"

    def _not_stored(self, slot: FeedSlot, why: str) -> None:
        logger.error("The feed %s is not stored: %s", slot.uri, why)
        self.crawler.stats.inc_value(FAILED_FEEDS + type(slot.storage).__name__)
