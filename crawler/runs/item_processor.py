"""Sends items through the item pipelines."""

import asyncio
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.pipelines import ItemPipelineManager
from scrapy.utils.defer import ensure_awaitable

from crawler.items import Article, Thread
from crawler.runs.duplicates import Duplicates
from crawler.runs.resume import Journal
from crawler.runs.stages import with_spider
from crawler.runs.time_limit import TimeLimit

Stage = Callable[[Any], Any]


class ItemProcessor(ItemPipelineManager):
    """Scrapy's own, without what it spends on pipelines that might return Deferreds: a fifth of a replay's time.

    The stages of this project are plain functions; a pipeline whose ``process_item`` is a coroutine works as well. Items leave in
    the order in which they came, however long each of them waited. The plain stages may take as long as ``MAX_PAGE_SECONDS``
    allows. An item that was finished in the run that is resumed passes by the stages; those that remember items (for duplicates)
    have a method ``recall_item`` and are shown it. The journal and the duplicates are told of every item here: a receiver of
    a signal costs more than all it does.
    """

    time_limit = TimeLimit(0)

    def __init__(self, *middlewares: Any, crawler: Crawler | None = None) -> None:
        super().__init__(*middlewares, crawler=crawler)
        self._stages = [
            with_spider(each.process_item, lambda: crawler and crawler.spider)
            for each in middlewares
            if hasattr(each, "process_item")
        ]
        self._recalling = [each.recall_item for each in middlewares if hasattr(each, "recall_item")]
        self._last: asyncio.Future[None] | None = None
        self._begun: dict[int, int] = {}
        self._journal = crawler.get_extension(Journal) if crawler else None
        duplicates = crawler.get_extension(Duplicates) if crawler else None
        self._duplicates = duplicates.told_directly() if duplicates else None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        processor = super().from_crawler(crawler)
        processor.time_limit = TimeLimit.of(crawler.settings)
        return processor

    def note_begun(self, item: Any, stages: int) -> None:
        """Note that ``item`` has been through the first ``stages``, so that they are skipped the next time it comes."""
        self._begun[id(item)] = stages

    async def process_item_async(self, item: Any) -> Any:
        """Return what the last stage made of a draft, or raise what a stage raises. A finished item is returned unchanged."""
        before, gone = self._last, asyncio.get_running_loop().create_future()
        self._last = gone
        try:
            begun = self._begun.pop(id(item), None)
            if begun is None and isinstance(item, Article | Thread):
                for recall_item in self._recalling:
                    recall_item(item)
            else:
                item = await self._finish(item, begun or 0)
        finally:
            if before is not None and not before.done():
                await before
            gone.set_result(None)
        if self._journal:
            self._journal.item_finished(item)
        if self._duplicates:
            self._duplicates.item_scraped(item)
        return item

    async def _finish(self, item: Any, begun: int) -> Any:
        stages: Iterator[Any] = islice(self._stages, begun, None)
        while hasattr(item := self.time_limit.run(_processed, stages, item), "__await__"):
            item = await ensure_awaitable(item)
        return item


def _processed(stages: Iterator[Stage], item: Any) -> Any:
    """Return ``item`` after the last of ``stages``, or what must be awaited before the next one."""
    for process_item in stages:
        item = process_item(item)
        if hasattr(item, "__await__"):
            break
    return item
