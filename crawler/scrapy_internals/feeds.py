"""Scrapy's feed exports, with their steps as public methods."""

import logging
from typing import Any

from scrapy import Spider
from scrapy.extensions.feedexport import FeedExporter, FeedSlot


def on_one_line(record: logging.LogRecord) -> bool:
    """A filter that has an error logged with its reason in place of a traceback."""
    if record.exc_info and (error := record.exc_info[1]):
        record.msg = f"{record.getMessage()}: {type(error).__name__}: {error}"
        record.args, record.exc_info = (), None
    return True


class Feeds(FeedExporter):
    """Scrapy's feed exports; a subclass may override how components are loaded and feeds closed."""

    def __init__(self, crawler: Any) -> None:
        logging.getLogger(FeedExporter.__module__).addFilter(on_one_line)  # a server that cannot be reached is no fault in code
        super().__init__(crawler)

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
