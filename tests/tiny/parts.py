"""A stage and exporters that fail when they are told to."""

import asyncio
import logging
from typing import Any

from scrapy.exceptions import DropItem

from crawler.feeds.exporters.json_items import JsonLinesExporter
from crawler.items import Item
from crawler.platforms.draft import Draft

logger = logging.getLogger(__name__)


class BadPageError(Exception):
    """What a stage says of a page."""


class Finish:
    """The only stage: drops the pages called ``drop…`` and raises on those called ``raise…``."""

    def process_item(self, item: Draft) -> Item:
        if "/drop" in item.page.path:
            raise DropItem("duplicate: of 0123456789abcdef")
        if "/raise" in item.page.path:
            raise BadPageError("坏页")
        return item.item


class SlowMemory:
    """A stage that finishes the first page last, and remembers items."""

    def __init__(self) -> None:
        self.recalled = 0

    async def process_item(self, item: Item) -> Item:
        await asyncio.sleep(0.2 if "/a." in item.page.path else 0)
        return item

    def recall_item(self, item: Item) -> None:
        self.recalled += 1

    def close_spider(self) -> None:
        logger.info("SlowMemory recalls %s items", self.recalled)


class PickyExporter(JsonLinesExporter):
    """Raises for page ``b``."""

    def export_item(self, item: Any) -> None:
        if item.page.path.endswith("/b.txt"):
            raise TypeError("not this one")
        super().export_item(item)


class FullDiskExporter(JsonLinesExporter):
    """Writes part of its first record."""

    def export_item(self, item: Any) -> None:
        self.write(self.record(item)[:40])
        raise OSError(28, "No space left on device")


class EndlessExporter(JsonLinesExporter):
    """Cannot finish."""

    def finish_exporting(self) -> None:
        raise ValueError("no end")
