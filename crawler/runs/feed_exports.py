"""Feed exports that lose nothing in silence."""

import logging
from collections import Counter
from typing import Any, Self

from scrapy import Spider
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.extensions.feedexport import FeedSlot, ItemFilter

from crawler.feeds.exporters.batches import LostItemsError
from crawler.feeds.exporters.json_lines import JsonLinesExporter
from crawler.feeds.setup import FeedSetup
from crawler.feeds.storages.partitioned import PartitionedSlot
from crawler.runs import signals
from crawler.runs.accounting import Accounting
from crawler.runs.duplicates import Duplicates
from crawler.runs.phases import begin
from crawler.runs.stop import stop_run
from crawler.runs.terminal import printable
from crawler.runs.verdict import FAILED_FEEDS, LOST_ITEMS, PAGES, UNCHANGED, is_end

logger = logging.getLogger(__name__)


class MisconfiguredFeedsError(Exception):
    """A feed of this run has an unknown scheme or format, or lacks what its storage needs. The log says which."""


class LosslessFeeds(FeedSetup):
    """Scrapy's feed exports, where a feed is stored when the run has come to its end and every item is in it.

    What was under its name before stays otherwise, and when no item came of any page: a mistyped path empties no feed.

    - An item that an exporter does not take (it raises) is logged with its page and counted in ``feedexport/lost_items``, once
      for every such feed, and the feed is stored without it. The run goes on, and its verdict is bad. A feed that took no item at
      all is not stored, nor one of an exporter that is not this project's: nobody knows what it had written when it raised.
    - A feed that cannot be opened or written (the disk is full) stops the run, because it can be resumed.
    - A feed that is not stored is counted in ``feedexport/failed_count/<storage>``, as are those that Scrapy failed to store.
    - A feed that is misconfigured ends the run before its first page. Scrapy goes on without any feed.
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
        """Takes the items that are settled, not all that are scraped."""
        feeds = super().from_crawler(crawler)
        crawler.signals.disconnect(feeds.item_scraped, scrapy_signals.item_scraped)
        crawler.signals.connect(feeds.item_scraped, signals.item_settled)
        return feeds

    def open_spider(self, spider: Spider) -> None:
        """Raises CloseSpider when the name of a feed asks for a parameter that there is not (``%(nonsense)s``)."""
        try:
            super().open_spider(spider)
        except Exception as error:
            logger.exception("A feed cannot be named")
            self.slots = []
            raise CloseSpider("misconfigured_feed") from error

    def item_scraped(self, item: Any, spider: Spider) -> None:
        """Export ``item`` to every feed, each by itself."""
        before, after = self.slots, []
        for slot in before:
            self.slots = [slot]
            self._export(slot, item, spider)
            after += self.slots
        self.slots = after

    def _export(self, slot: FeedSlot, item: Any, spider: Spider) -> None:
        """Export ``item`` to ``slot``, the only one in ``self.slots``: Scrapy replaces it there when its batch is full."""
        try:
            super().item_scraped(item, spider)
        except Exception as error:
            self._failed(slot, printable(str(getattr(getattr(item, "page", None), "path", "?"))), error)

    def takes_json(self) -> bool:
        """Whether every feed wants nothing of an item but its JSON: it may be given to :meth:`export_json` then."""
        return all(self._takes_json(slot) for slot in self.slots)

    def _takes_json(self, slot: FeedSlot) -> bool:
        options = self.feeds[slot.uri_template]
        is_plain = self.exporters[slot.format] is JsonLinesExporter and not isinstance(slot, PartitionedSlot)
        takes_all = type(slot.filter) is ItemFilter and not slot.filter.item_classes
        return is_plain and takes_all and not any(options[name] for name in ("fields", "item_export_kwargs", "batch_item_count"))

    def export_json(self, json: bytes) -> None:
        """Export an item of which this is the JSON to every feed, as :meth:`item_scraped` would."""
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
            logger.error("The item of %s is missing from %s", page, slot.uri, exc_info=error)
            self._note_lost(slot, error)
        self.crawler.stats.inc_value(LOST_ITEMS, getattr(error, "lost", 1))

    async def close_spider(self, spider: Spider, reason: str = "finished") -> None:
        """Store the feeds of a run that came to its end, and with it all its items; throw away those of one that was stopped."""
        duplicates = self.crawler.get_extension(Duplicates)
        is_settled = duplicates is None or await duplicates.settled(reason)
        begin(self.crawler, "write")
        self._why_not = self._nothing_to_store() if is_settled and is_end(reason) else f"the run did not reach its end: {reason}"
        await super().close_spider(spider)

    def _nothing_to_store(self) -> str | None:
        """Why no feed of a run that reached its end may replace another."""
        stats, accounting = self.crawler.stats, self.crawler.get_extension(Accounting)
        if stats.get_value("spider_exceptions/count"):
            return "the spider raised an exception"
        if accounting is None or stats.get_value(UNCHANGED) or accounting.came_to_something():
            return None
        return "no item came of any page" if stats.get_value(PAGES) else "no page was seen"

    async def _close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        """Store ``slot``, or else throw away what it has written so far."""
        try:
            if not self._why_not:
                self._finish(slot)
            if why := self._unwritable.get(slot) or self._why_not or self._is_spoilt(slot):
                self._not_stored(slot, why)
            else:
                await super()._close_slot(slot, spider)
        except Exception as error:
            self._not_stored(slot, f"{type(error).__name__}: {error}")
        finally:
            if discard := getattr(slot.storage, "discard", None):
                discard()

    def _finish(self, slot: FeedSlot) -> None:
        """Have ``slot`` write what waits in it; items that cannot be written are counted."""
        try:
            if slot.itemcount:
                slot.finish_exporting()
        except Exception as error:
            self.crawler.stats.inc_value(LOST_ITEMS, getattr(error, "lost", 0))
            if not isinstance(error, LostItemsError):
                raise
            logger.exception("Items are missing from %s", slot.uri)
            self._note_lost(slot, error)
            slot._exporting = False  # it is finished

    def _note_lost(self, slot: FeedSlot, error: Exception) -> None:
        """Note that ``slot`` lacks items; those of a batch were counted as taken before."""
        self._lost_after[slot] += error.lost if isinstance(error, LostItemsError) else 0

    def _is_spoilt(self, slot: FeedSlot) -> str | None:
        """Why a feed that lacks items is not stored; None where it is good for the others."""
        if slot not in self._lost_after:
            return None
        is_ours = self.exporters[slot.format].__module__.startswith("crawler.feeds.exporters.")
        return None if is_ours and slot.itemcount > self._lost_after[slot] else "items are missing"

    def _not_stored(self, slot: FeedSlot, why: str) -> None:
        logger.error("The feed %s is not stored: %s", slot.uri, why)
        self.crawler.stats.inc_value(FAILED_FEEDS + type(slot.storage).__name__)
