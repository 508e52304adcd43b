"""Feed exports that lose nothing in silence."""

import logging
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.extensions.feedexport import FeedSlot

from crawler.exporters._batches import LostItemsError
from crawler.extensions.feed_setup import FeedSetup
from crawler.extensions.verdict import FAILED_FEEDS, LOST_ITEMS

logger = logging.getLogger(__name__)


class MisconfiguredFeedsError(Exception):
    """A feed of this run has an unknown scheme or format, or lacks what its storage needs. The log says which."""


class LosslessFeeds(FeedSetup):
    """Scrapy's feed exports, where a feed that fails costs the others nothing and is counted.

    - An item that a feed did not get is logged and counted in ``feedexport/lost_items``, once for every such feed.
    - A feed that cannot be opened, written (disk full) or finished is given up: it is not stored, the items that it did
      not get are lost, and it is counted in ``feedexport/failed_count/<storage>``, as are those that Scrapy failed to store.
    - A feed that is misconfigured ends the run before its first page. Scrapy goes on without any feed.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._given_up: set[FeedSlot] = set()
        try:
            super().__init__(crawler)
        except NotConfigured as error:
            if crawler.settings["FEEDS"] or crawler.settings["FEED_URI"]:
                raise MisconfiguredFeedsError("no page was replayed: see the error above") from error
            raise

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
            if slot not in self._given_up:
                super().item_scraped(item, spider)
                return
            lost = int(slot.filter.accepts(item))
        except Exception as error:
            logger.exception("An item is missing from %s", slot.uri)
            if slot.exporter is None or isinstance(error, OSError):
                self._given_up.add(slot)
            lost = getattr(error, "lost", 1)
        self.crawler.stats.inc_value(LOST_ITEMS, lost)

    async def _close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        """Store ``slot``, or else throw away what it has written so far."""
        try:
            if slot in self._given_up:
                raise OSError("given up: see the error above")
            self._finish(slot)
            await super()._close_slot(slot, spider)
        except Exception:
            logger.exception("The feed %s is not stored", slot.uri)
            self.crawler.stats.inc_value(FAILED_FEEDS + type(slot.storage).__name__)
        finally:
            if discard := getattr(slot.storage, "discard", None):
                discard()

    def _finish(self, slot: FeedSlot) -> None:
        """Have ``slot`` write what waits in it: items that cannot be written are counted, and the feed has the others."""
        try:
            if slot.itemcount:
                slot.finish_exporting()
        except Exception as error:
            self.crawler.stats.inc_value(LOST_ITEMS, getattr(error, "lost", 0))
            if not isinstance(error, LostItemsError):
                raise
            logger.exception("Items are missing from %s", slot.uri)
            slot._exporting = False  # it is finished
