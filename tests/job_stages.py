"""Somebody's item pipelines that want all items in one process, in their order."""

import asyncio
from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.items import Item
from crawler.platforms.draft import Draft
from crawler.runs.progress import Progress, ProgressBar

HELD = 500


class EleventhError(Exception):
    """What a stage says of a page."""


class Numbering:
    """Numbers what it sees, drops each ninth and raises at each eleventh; when all were seen it writes how many there were."""

    def open_spider(self) -> None:
        self.seen = 0

    def process_item(self, item: Any) -> Any:
        self.seen += 1
        if self.seen % 9 == 0:
            raise DropItem(f"ninth: number {self.seen}")
        if self.seen % 11 == 0:
            raise EleventhError(f"number {self.seen}")
        self._item(item).publisher = f"第{self.seen}篇"
        return item

    def _item(self, item: Any) -> Item:
        draft: Draft = item
        return draft.item

    def close_spider(self) -> None:
        Path("seen").write_text(str(self.seen))


class NumberingLast(Numbering):
    """The same of items that are finished."""

    def _item(self, item: Any) -> Item:
        finished: Item = item
        return finished


class Waiting(Numbering):
    """The same by a coroutine."""

    async def process_item(self, item: Any) -> Any:
        return super().process_item(item)


class LeavesOpen:
    """Writes the path of every page to the file named by the setting ``PATHS``, and never closes that."""

    def __init__(self, paths: str) -> None:
        self.file = Path(paths).open("w", encoding="utf-8")  # noqa: SIM115 - this is what is tried

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings["PATHS"])

    def process_item(self, item: Item) -> Item:
        self.file.write(f"{item.page.path}\n")
        return item


class UntilCounted:
    """Holds the item :data:`HELD` until all pages are counted and the line on the terminal was drawn with their number."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.seen = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        self.seen += 1
        if self.seen == HELD:
            progress = self.crawler.get_extension(Progress)
            while progress and progress.count and progress.count.total() is None:
                await asyncio.sleep(0)
            await asyncio.sleep(2 * ProgressBar.seconds)
        return item
