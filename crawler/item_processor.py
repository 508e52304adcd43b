"""Sends items through the item pipelines."""

from collections.abc import Callable, Iterator
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.pipelines import ItemPipelineManager

from crawler.time_limit import TimeLimit

Stage = Callable[[Any], Any]


class ItemProcessor(ItemPipelineManager):
    """Scrapy's own, without what it spends on pipelines that might return Deferreds: a fifth of a replay's time.

    The stages of this project are plain functions; a pipeline whose ``process_item`` is a coroutine works as well. The plain ones
    may take as long as ``MAX_PAGE_SECONDS`` allows.
    """

    time_limit = TimeLimit(0)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        processor = super().from_crawler(crawler)
        processor.time_limit = TimeLimit.of(crawler.settings)
        return processor

    async def process_item_async(self, item: Any) -> Any:
        """What the last stage made of ``item``; raises what a stage raises."""
        stages: Iterator[Any] = iter(self.methods["process_item"])
        while hasattr(item := self.time_limit.run(_processed, stages, item), "__await__"):
            item = await item
        return item


def _processed(stages: Iterator[Stage], item: Any) -> Any:
    """``item`` after the last of ``stages``, or what is to be awaited before the next."""
    for process_item in stages:
        item = process_item(item)
        if hasattr(item, "__await__"):
            break
    return item
