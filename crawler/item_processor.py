"""Sends items through the item pipelines."""

from typing import Any

from scrapy.crawler import Crawler
from scrapy.pipelines import ItemPipelineManager

from crawler.extensions.journal import Journal
from crawler.items import Article, Thread


class ItemProcessor(ItemPipelineManager):
    """Scrapy's own, without what it spends on pipelines that might return Deferreds: a fifth of a replay's time.

    The stages of this project are plain functions; a pipeline whose ``process_item`` is a coroutine works as well. An item that
    was finished in the run that is resumed passes by the stages; those that remember items (for duplicates) have a method
    ``recall_item`` and are shown it. The journal is told of every item here: a receiver of a signal costs more than all it does.
    """

    def __init__(self, *middlewares: Any, crawler: Crawler | None = None) -> None:
        super().__init__(*middlewares, crawler=crawler)
        self._journal = crawler.get_extension(Journal) if crawler else None

    def _add_middleware(self, mw: Any) -> None:
        super()._add_middleware(mw)
        if hasattr(mw, "recall_item"):
            self.methods["recall_item"].append(mw.recall_item)

    async def process_item_async(self, item: Any) -> Any:
        """What the last stage made of a draft; raises what a stage raises. A finished item stays as it is."""
        if isinstance(item, Article | Thread):
            for recall_item in self.methods["recall_item"]:
                recall_item(item)  # type: ignore[misc]
        else:
            item = await self._finish(item)
        if self._journal:
            self._journal.item_finished(item)
        return item

    async def _finish(self, item: Any) -> Any:
        for process_item in self.methods["process_item"]:
            item = process_item(item)  # type: ignore[misc]
            if hasattr(item, "__await__"):
                item = await item
        return item
