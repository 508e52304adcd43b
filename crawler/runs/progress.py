"""Shows the progress of a run, as a line on the terminal with the log above it, or in the log."""

import logging
import sys
from collections.abc import Iterator
from itertools import islice
from threading import RLock
from time import perf_counter
from typing import Any, TextIO, cast

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from crawler.runs import signals
from crawler.runs.phases import IN_WORDS, Phases
from crawler.runs.summary import feeds_stdout
from crawler.runs.verdict import PAGES

MOMENT = 0.005  # seconds
AT_ONCE = 20  # counts, between two looks at the clock
logger = logging.getLogger(__name__)


class ProgressBar:
    """tqdm's bar on stderr, redrawn every 0.2 s and erased at the end; the log keeps its lines.

    tqdm is imported when the bar is first drawn, since that takes as long as a hundred pages.
    """

    seconds = 0.2

    def __init__(self, title: str) -> None:
        self.title = title
        self._bar: Any = None
        self._handlers: list[logging.StreamHandler[TextIO]] = []

    def show(self, pages: int, failed: int, total: int | None, at: str) -> None:
        """Draw the line: pages, pages/s, ``failed`` if there are any and, with a ``total``, the time left; if the run is ``at``
        something else, show that instead."""
        if self._bar is None:
            self._open(pages)
        self._bar.total = total
        self._bar.bar_format = f"{{desc}}: {{n_fmt}} pages{{postfix}} [{{elapsed}}], {at}" if at else None
        self._bar.set_postfix_str(f"{failed:,} failed" if failed else "", refresh=False)
        if not self._bar.update(pages - self._bar.n):
            self._bar.refresh()

    def close(self) -> None:
        """Erase the line and give the log its stream back."""
        for handler in self._handlers:
            handler.setStream(sys.stderr)
        if self._bar is not None:
            self._bar.close()

    def _open(self, pages: int) -> None:
        from tqdm import tqdm
        from tqdm.contrib import DummyTqdmFile

        tqdm.monitor_interval = 0  # a thread for bars that are not drawn again
        tqdm.set_lock(RLock())  # else one between processes as well
        self._bar = tqdm(
            desc=self.title, initial=pages, unit=" pages", file=sys.stderr, dynamic_ncols=True, leave=False, mininterval=0
        )
        above = cast("TextIO", DummyTqdmFile(sys.stderr))  # what is written to it appears above the bar
        self._handlers = [
            handler
            for handler in logging.root.handlers
            if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stderr
        ]
        for handler in self._handlers:
            handler.setStream(above)


class PageCount:
    """Adds up ``counts``, where None means that the number is unknown. They are read in short intervals, so nothing waits."""

    def __init__(self, counts: Iterator[int | None]) -> None:
        self._counts = counts
        self._sum: int | None = 0
        self._complete = False

    def total(self) -> int | None:
        """Count for a moment and return the number of pages; None while it is incomplete or if it cannot be known."""
        until = perf_counter() + MOMENT
        while not self._complete and perf_counter() < until:
            self._add(list(islice(self._counts, AT_ONCE)))
        return self._sum if self._complete else None

    def _add(self, counts: list[int | None]) -> None:
        known = [count for count in counts if count is not None]
        self._sum = None if self._sum is None or len(known) < len(counts) else self._sum + sum(known)
        self._complete = self._sum is None or len(counts) < AT_ONCE


class LogLines:
    """A line in the log, every few ``seconds``; the speed is that since the last line."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._before = 0

    def show(self, pages: int, failed: int, total: int | None, at: str) -> None:
        speed, self._before = (pages - self._before) / self.seconds, pages
        told = at or f"{speed:,.0f} pages/s"
        logger.info("%s pages, %s, %s failed", f"{pages:,}", told, f"{failed:,}")

    def close(self) -> None:
        """Do nothing: the summary follows."""


class Progress(signals.Listener):
    """Shows how many pages were replayed and failed, the speed and, if the number of pages is known, the remaining time; after
    the last page, what the run waits for.

    On a terminal (stderr) that is a line under the log, and pages are counted in the meantime, a moment at a time. Elsewhere, and
    in a ``LOG_FILE``, it is a line of the log every ``LOGSTATS_INTERVAL`` seconds (0: off, on a terminal as well). It replaces
    Scrapy's LogStats, which counts responses.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        interval = settings.getfloat("LOGSTATS_INTERVAL")
        if not interval:
            raise NotConfigured
        self.failed = 0
        self.count: PageCount | None = None
        on_terminal = sys.stderr.isatty() and not (feeds_stdout(settings) and sys.stdout.isatty())
        self.displays: list[ProgressBar | LogLines] = [ProgressBar(crawler.spidercls.name)] if on_terminal else []
        if not on_terminal or settings.get("LOG_FILE"):
            self.displays.append(LogLines(interval))
        self._tasks = [create_looping_call(self._show, display) for display in self.displays]

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

    def _show(self, display: ProgressBar | LogLines) -> None:
        value = self.crawler.stats.get_value
        total = self.count.total() if self.count and isinstance(display, ProgressBar) else None
        phases = self.crawler.get_extension(Phases)
        at = IN_WORDS[phases.now] if phases and phases.now else ""
        display.show(value(PAGES, 0), self.failed, total, at)
