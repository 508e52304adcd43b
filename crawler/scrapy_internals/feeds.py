"""Scrapy's feed exports, with their steps as public methods."""

from typing import Any

from scrapy import Spider
from scrapy.extensions.feedexport import FeedExporter, FeedSlot


class Feeds(FeedExporter):
    """Scrapy's feed exports; a subclass may override how components are loaded and feeds closed."""

    def load_components(self, setting: str) -> dict[str, Any]:
        """Return the exporters or storages by name, from ``FEED_EXPORTERS`` or ``FEED_STORAGES``."""
        return super()._load_components(setting)

    async def close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        """Finish and store a feed, or a batch of one."""
        await super()._close_slot(slot, spider)

    def _load_components(self, setting_prefix: str) -> dict[str, Any]:
        return self.load_components(setting_prefix)

    async def _close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        await self.close_slot(slot, spider)


def mark_finished(slot: FeedSlot) -> None:
    """Prevent Scrapy from finishing ``slot`` again."""
    slot._exporting = False
