"""The crawl of a batch run: it receives what the workers made of the pages and reports it like a replay."""

import asyncio
import gc
import sqlite3
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Any, Self

from scrapy import Spider
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from crawler.files.own_files import WRITTEN
from crawler.runs.batch.history import History
from crawler.runs.batch.page_rows import PageRows
from crawler.runs.batch.page_signals import Teller
from crawler.runs.batch.part import in_order
from crawler.runs.batch.plan import LOOK_AGAIN, Plan
from crawler.runs.batch.records import Done, FileEnd, Record, Same, ShardEnd, Skipped
from crawler.runs.batch.shard import Shard, ShardFile, member_name
from crawler.runs.batch.workers import Workers, WorkersError
from crawler.runs.duplicates import Duplicates
from crawler.runs.offline import OFFLINE
from crawler.runs.verdict import SKIPPED, UNCHANGED

AT_ONCE = 16
"""Pages reported between two turns of the event loop."""


class BatchSpider(Spider):
    """Makes no requests and yields no items: what the workers finished is sent as signals, in the order of the pages. Because
    items do not pass through the engine, this process takes half the time."""

    custom_settings = OFFLINE
    is_judged_later = True
    """The table shows no verdict, because the run is also judged by expectations once its numbers are known."""

    def __init__(self, plan: Plan, history: History, workers: Workers, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.plan, self.history, self.workers = plan, history, workers
        self.why: Counter[str] = Counter()
        """``new``, ``changed``, ``same`` and, by their reasons, pages that were done again."""
        self.redone: Counter[str] = Counter()
        self.gone: list[int] = []
        """Recorded pages that are no longer in their file."""
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.is_complete = False
        self.files_done = 0
        self._same: set[int] = set()
        self._told = self._ends = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.workers.end, scrapy_signals.spider_closed)  # it is waited for; what start() does is not
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Have all shards processed and report them. Raises CloseSpider if the workers cannot continue."""
        self.crawler.stats.set_value(UNCHANGED, self.plan.unchanged)
        if self.plan.own:
            self.crawler.stats.set_value(SKIPPED + WRITTEN, self.plan.own)
        gc.freeze()  # what is loaded stays, and need not be looked through again and again while items come and go
        self.workers.is_stopping = self.is_stopping
        teller = Teller(self.crawler, Path(self.workers.setup.folder, "failed"))
        try:
            shards: list[Shard] = []
            async for shard in self.workers.finished(self.plan.shards):
                shards.append(shard)
                if len(shards) == shard.parts:
                    await self._take(shards, teller)
                    shards = []
                if self.is_stopping():
                    return
        except (WorkersError, OSError, sqlite3.Error) as error:
            self.logger.error("The workers cannot continue: %s", error)
            raise CloseSpider("workers_failed") from error
        self.is_complete = not self.is_stopping()
        if duplicates := self.crawler.get_extension(Duplicates):
            await duplicates.settle()
        return
        yield  # what makes this a generator, as Scrapy asks

    def is_stopping(self) -> bool:
        return self.crawler.engine.needs_backout()

    def count_pages(self) -> Iterator[int | None]:
        """Return the number of pages to process, unless there are archives among them."""
        yield from (len(shard.files) if len(shard.files) > 1 else None for shard in self.plan.shards)

    async def _take(self, shards: Sequence[Shard], teller: Teller) -> None:
        """Report the pages of a finished shard, or of all that share an archive."""
        began = perf_counter()
        for shard, record in in_order(self.workers.setup.folder, shards):
            self._note(shard, record)
            teller.tell(record)
            if isinstance(record, Done) and shard.name in self.workers.found:
                self._rows.add(shard.files[record.at].path, record)
            self._told += 1
            if self._told >= AT_ONCE and not teller.uncounted:
                self._told = 0
                self.seconds["export"] += perf_counter() - began
                await asyncio.sleep(0)
                began = perf_counter()
                if self.is_stopping():
                    return
        self._rows.write()
        self.seconds["export"] += perf_counter() - began

    @cached_property
    def _rows(self) -> PageRows:
        """Records the pages of shards finished by an earlier process; workers of this one recorded theirs."""
        rows = self.history.rows()
        rows.replaces = True  # a worker that outlived its parent for a moment may have noted some
        return rows

    def _note(self, shard: Shard, record: Record) -> None:
        """Count why a page was looked at, and note the pages gone from a file."""
        if isinstance(record, Done):
            self._note_done(shard.files[record.at], record)
        elif isinstance(record, FileEnd):
            self._note_end(shard, shard.files[record.at])
        elif isinstance(record, Same):
            self.why["same"] += 1
            self.crawler.stats.inc_value(UNCHANGED)
            self._same.add(record.id)
        elif isinstance(record, Skipped):
            self.crawler.stats.inc_value(SKIPPED + record.kind)
        elif isinstance(record, ShardEnd):
            for stage, seconds in record.seconds.items():
                self.seconds[stage] += seconds

    def _note_end(self, shard: Shard, file: ShardFile) -> None:
        """Note which pages are gone from a file when all shards that share it have ended."""
        self._ends += 1
        if self._ends < shard.parts:
            return
        self._ends = 0
        self.files_done += 1
        known = {page.id for page in file.known.values()}
        self.gone += sorted(known - self._same)
        self._same -= known

    def _note_done(self, file: ShardFile, record: Done) -> None:
        self.why[record.why] += 1
        if record.may_pass:
            self.plan.signatures[file.path] = LOOK_AGAIN
        if known := file.known.get((member_name(record.page.path, file.path), record.nth)):
            self._same.add(known.id)
            if record.why == "redone":
                self.redone[self.plan.redo.reason(known.site)] += 1
