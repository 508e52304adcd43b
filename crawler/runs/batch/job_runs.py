"""Runs the jobs of a job file, one after the other, in one process."""

import asyncio
import logging
import sqlite3
from collections.abc import Sequence
from multiprocessing import active_children

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawler.pages import NoPagesError
from crawler.runs.batch.judgement import verdict_line
from crawler.runs.batch.report_delivery import after_failure
from crawler.runs.batch.run import BatchRun
from crawler.runs.batch.spider import BatchSpider
from crawler.runs.summary import say

logger = logging.getLogger(__name__)
LOST = 3


class JobRuns:
    """Performs ``runs`` with the given number of ``workers``; with ``full``, all pages are cleaned again."""

    def __init__(self, settings: Settings, runs: Sequence[BatchRun], workers: int, full: bool) -> None:
        self._process = AsyncCrawlerProcess(settings)
        self._waiting = list(runs)
        self._workers, self._full = workers, full
        self._exit_code = 0
        self._awaited = len(runs)

    def run(self) -> int:
        """Perform all runs unless one is stopped, and return the worst of their exit codes."""
        self._begin_next()
        self._process.start()
        for worker in active_children():  # of a run that was stopped twice: else this process would wait for their shards
            worker.kill()
        return LOST if self._awaited else self._exit_code

    def _begin_next(self) -> None:
        while self._waiting:
            run = self._waiting.pop(0)
            spider = type("JobSpider", (BatchSpider,), {"name": run.job.name})
            crawler = self._process.create_crawler(spider)
            try:
                arguments = run.begin(crawler, self._workers, self._full)
            except (NoPagesError, OSError, sqlite3.Error) as error:
                self._awaited -= 1
                self._fail(run, error)
                continue
            crawl = self._process.crawl(crawler, **arguments)
            crawl.add_done_callback(lambda ended, run=run, crawler=crawler: self._ended(run, crawler, ended))  # type: ignore[misc]
            return

    def _ended(self, run: BatchRun, crawler: Crawler, crawl: asyncio.Task[None]) -> None:
        self._awaited -= 1
        error = None if crawl.cancelled() else crawl.exception()
        if error or not isinstance(crawler.spider, BatchSpider):
            self._fail(run, error or RuntimeError("the crawl did not begin"))
        else:
            try:
                report = run.finish(crawler)
                self._exit_code = max(self._exit_code, report.exit_code)
                say(verdict_line(report), crawler.settings)
            except (OSError, sqlite3.Error) as lost:
                self._fail(run, lost)
            if crawler.stats and crawler.stats.get_value("finish_reason") == "shutdown":
                return
        self._begin_next()

    def _fail(self, run: BatchRun, error: BaseException) -> None:
        logger.error("The job %s failed: %s: %s", run.job.name, type(error).__name__, error)
        self._exit_code = LOST
        if not run.is_told:
            after_failure(run.job, f"{type(error).__name__}: {error}")
