"""The phases of a run and how long they took: the pages, and what follows when all of them are done; or its stop before that."""

from time import perf_counter
from typing import Literal

from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro

from crawler.runs.signals import Listener

Phase = Literal["pages", "compare", "settle", "write"]
IN_WORDS: dict[Phase, str] = {
    "pages": "",
    "compare": "all pages are done: comparing items",
    "settle": "all pages are done: recording duplicates",
    "write": "all pages are done: storing the feeds",
}
"""Texts shown beside the number of pages."""


class Phases(Listener):
    """An extension to which other components report the current phase of a crawl. A phase may occur again."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.now: Phase | None = None
        self._seconds: dict[Phase, float] = {}
        self._began = perf_counter()

    def spider_opened(self) -> None:
        self.begin("pages")

    def begin(self, phase: Phase) -> None:
        """End the current phase and begin another one."""
        self._seconds = self.seconds()
        self.now, self._began = phase, perf_counter()

    def seconds(self) -> dict[Phase, float]:
        """The wall-clock seconds of every phase so far, with the current one; their sum is the time since the first began."""
        if self.now is None:
            return {}
        return self._seconds | {self.now: self._seconds.get(self.now, 0.0) + perf_counter() - self._began}


def begin(crawler: Crawler, phase: Phase) -> None:
    """Begin a phase of ``crawler``, if it has the extension."""
    if phases := crawler.get_extension(Phases):
        phases.begin(phase)


def stop_run(crawler: Crawler, reason: str) -> None:
    """Close the run after the current page, with ``reason`` as its ``finish_reason``. Returns at once; may be repeated."""
    deferred_from_coro(crawler.engine.close_spider_async(reason=reason))
