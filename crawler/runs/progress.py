"""Shows the progress of a run."""

import logging
import sys
from typing import Protocol, Self

from scrapy import Spider
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from crawler.runs import signals
from crawler.runs._page_count import PageCount
from crawler.runs._progress_bar import ProgressBar
from crawler.runs.phases import IN_WORDS, Phases
from crawler.runs.summary import feeds_stdout
from crawler.runs.verdict import PAGES, SKIPPED

logger = logging.getLogger(__name__)
SKIPPED_ARCHIVES = SKIPPED + "archive in an archive"
"""What counts as pages before it is read."""


class Display(Protocol):
    """Reports every few ``seconds`` how many pages were replayed and failed, of how many if known, and the phase of the run
    unless it is pages."""

    seconds: float

    def show(self, pages: int, failed: int, total: int | None, at: str) -> None: ...

    def close(self) -> None: ...


class LogLines:
    """A line in the log; the speed is that since the last line."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._before = 0

    def show(self, pages: int, failed: int, total: int | None, at: str) -> None:
        speed, self._before = (pages - self._before) / self.seconds, pages
        told = at or f"{speed:,.0f} pages/s"
        logger.info("%s pages, %s, %s failed", f"{pages:,}", told, f"{failed:,}")

    def close(self) -> None:
        """Do nothing: the summary follows."""


class Progress:
    """Shows how many pages were replayed and failed, the speed and, if the number of pages is known, the remaining time; after
    the last page, what the run waits for.

    On a terminal (stderr) that is a line under the log, and pages are counted in the meantime, a moment at a time. Elsewhere, and
    in a ``LOG_FILE``, it is a line of the log every ``LOGSTATS_INTERVAL`` seconds (0: off, on a terminal as well). It replaces
    Scrapy's LogStats, which counts responses.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        interval = settings.getfloat("LOGSTATS_INTERVAL")
        if not interval:
            raise NotConfigured
        self.crawler = crawler
        self.failed = 0
        self.count: PageCount | None = None
        on_terminal = sys.stderr.isatty() and not (feeds_stdout(settings) and sys.stdout.isatty())
        self.displays: list[Display] = [ProgressBar(crawler.spidercls.name)] if on_terminal else []
        if not on_terminal or settings.get("LOG_FILE"):
            self.displays.append(LogLines(interval))
        self._tasks = [create_looping_call(self._show, display) for display in self.displays]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        progress = cls(crawler)
        crawler.signals.connect(progress.spider_opened, scrapy_signals.spider_opened)
        crawler.signals.connect(progress.spider_closed, scrapy_signals.spider_closed)
        crawler.signals.connect(progress.page_failed, signals.page_failed)
        return progress

    def spider_opened(self, spider: Spider) -> None:
        if hasattr(spider, "count_pages"):
            self.count = PageCount(spider.count_pages())
        for task, display in zip(self._tasks, self.displays, strict=True):
            task.start(display.seconds, now=False)

    def page_failed(self) -> None:
        self.failed += 1

    def spider_closed(self) -> None:
        for task, display in zip(self._tasks, self.displays, strict=True):
            if task.running:
                task.stop()
            display.close()

    def _show(self, display: Display) -> None:
        value = self.crawler.stats.get_value
        total = self.count.total() if self.count and isinstance(display, ProgressBar) else None
        phases = self.crawler.get_extension(Phases)
        at = IN_WORDS[phases.now] if phases and phases.now else ""
        display.show(value(PAGES, 0), self.failed, None if total is None else total - value(SKIPPED_ARCHIVES, 0), at)
