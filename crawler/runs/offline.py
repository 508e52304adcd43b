"""A replay offline: a downloader that fetches nothing, and the shortest way from a spider's ``start()`` to the item pipelines."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request
from scrapy.core.downloader.handlers.file import FileDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import NotSupported
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred

OFFLINE = {
    "DOWNLOADER": "crawler.runs.offline.OfflineDownloader",
    "SPIDER_MIDDLEWARES_BASE": {},
    "SPIDER_MIDDLEWARES": {"crawler.runs.offline.SerialItemsMiddleware": 0},
}
"""Settings for a spider that replays."""


class OfflineDownloader:
    """Opens ``file:`` URLs (for contracts and ``scrapy parse``) and refuses all others.

    No replayed page can make the project fetch anything, and nothing needed for downloads is imported.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.active: set[Request] = set()
        self.slots: dict[str, object] = {}
        self._crawler = crawler
        self._files = FileDownloadHandler.from_crawler(crawler)

    def fetch(self, request: Request) -> Deferred[Response]:
        """Return the content of a file. Fails with NotSupported for other schemes, and with OSError."""
        return deferred_from_coro(self._open(request))

    async def _open(self, request: Request) -> Response:
        if not request.url.startswith("file:"):
            raise NotSupported(f"a replay fetches nothing: {request.url}")
        self.active.add(request)
        try:
            return await self._files.download_request(request)
        finally:
            self.active.remove(request)

    def get_slot_key(self, request: Request) -> str:
        """Return the same slot for all files."""
        return "file"

    def needs_backout(self) -> bool:
        """Return whether to slow down: never, as files are opened on request."""
        return False

    def close(self) -> None:
        """Do nothing: no file is left open. Scrapy calls this before it waits for the items in the stages."""
        deferred_from_coro(end_the_wait(self._crawler))


async def end_the_wait(crawler: Crawler) -> None:
    """Notify Scrapy when the last item has left the stages. It is not notified of items without a response, and would wait
    forever."""
    slot, spider = crawler.engine.scraper.slot, crawler.spider
    if slot is None or spider is None:
        return
    while slot.closing is None or not slot.is_idle():
        await asyncio.sleep(0.01)
    if not slot.closing.called:
        slot.closing.callback(spider)


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
