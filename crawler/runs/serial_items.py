"""The shortest way from a spider's ``start()`` to the item pipelines."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler


class SerialItemsMiddleware:
    """Spider middleware that sends the items of ``start()`` through the item pipelines itself, one after the other.

    Scrapy's engine takes a tenth of a replay's time to do so, for timers, tasks and a look for requests after each item. Order,
    signals and errors are the same. Requests go to the engine. A run that is stopped finishes the item at hand, and hears of the
    stop before the next.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._work: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Yield nothing, and end when all of ``start`` is done. Raises what ``start`` raises."""
        self._work = asyncio.create_task(self._process(start))
        await asyncio.shield(self._work)  # Scrapy cancels this when it stops, and would cut off the item at hand
        return
        yield

    async def _process(self, start: AsyncIterator[Any]) -> None:
        engine = self.crawler.engine
        async for output in start:
            if isinstance(output, Request):
                engine.crawl(output)
            else:
                await engine.scraper.start_itemproc_async(output, response=None)
                await asyncio.sleep(0)  # only here a signal that stops the run is heard
