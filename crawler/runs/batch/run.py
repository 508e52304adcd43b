"""One run of one job, from its plan to its report."""

import logging
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from crawler.files.compressed import zstd
from crawler.files.own_files import OwnFiles
from crawler.items import Article
from crawler.pages import Limits, named
from crawler.runs.batch.history import History, RulesOnRecord, prune
from crawler.runs.batch.item_samples import SamplesTaken
from crawler.runs.batch.job_file.feeds import filled_in
from crawler.runs.batch.jobs import REPORTS, REVIEW, Job
from crawler.runs.batch.plan import Plan, plan_of
from crawler.runs.batch.report import RunReport
from crawler.runs.batch.report_delivery import after_run
from crawler.runs.batch.report_folder import claimed
from crawler.runs.batch.reporting import About, FeedsWritten, report_of
from crawler.runs.batch.spider import BatchSpider
from crawler.runs.batch.worker import WorkerSetup
from crawler.runs.batch.workers import PRELOADED, Workers
from crawler.runs.child_process import sendable, start_server
from crawler.runs.rules_version import Rules, plain, rules_of
from crawler.runs.verdict import balance, is_stored

logger = logging.getLogger(__name__)
SCHEMA_VERSION = int(str(Article.__dataclass_fields__["schema_version"].default))
LAST_RUNS = 10
"""The number of last runs with which a run is compared."""


def now() -> datetime:
    """Return the current time in the time zone of this machine."""
    return datetime.now(UTC).astimezone()


class BatchRun:
    """A run of ``job`` from the file at ``job_file``, with the ``settings`` of the project and the command line. ``folder`` is
    where runs that are stopped leave their parts."""

    def __init__(self, job: Job, job_file: Path, history: History, settings: BaseSettings, folder: Path) -> None:
        self.job, self.job_file, self.history, self.folder = job, job_file, history, folder
        self.settings = settings.copy()
        self.settings.setdict(job.settings, priority="spider")
        self.report: RunReport | None = None
        self.is_told = False
        """Whether :meth:`finish` has sent the job's alerts because this run is not good."""
        self._began = perf_counter()

    def plan(self, full: bool, at_work: Callable[[], object] | None = None, workers: int = 1) -> Plan:
        """Return what there is to do, without changing anything. ``at_work`` is called as soon as there is something to do.
        Raises NoPagesError, OSError and sqlite3.Error."""
        self.history.run = self.history.run or self.history.unfinished()
        own = OwnFiles(self.settings, (*self.job.feeds, self.job.report or REPORTS), chain(*map(named, self.job.pages)))
        return plan_of(self.job, self.history, self._rules(), full, at_work, own, Limits.of(self.settings), workers)

    def _rules(self) -> RulesOnRecord:
        rules = rules_of(self.settings)
        return RulesOnRecord(Rules(plain([rules.shared, self.job.site]), rules.sites), SCHEMA_VERSION)

    def begin(self, crawler: Crawler, workers: int, full: bool) -> dict[str, Any]:
        """Plan the run, prepare its ``crawler`` and return the arguments of the spider. Raises the same as :meth:`plan`."""
        self._began = perf_counter()
        self.run, self.started, self.continued = self.history.begin(self._rules(), now().isoformat(timespec="seconds"))
        compares = self.settings.get("DUPLICATES") != "off"
        plan = self.plan(full, partial(start_server, PRELOADED), workers)
        self._planned_in = perf_counter() - self._began
        self.parameters = {"job": self.job.name, "run": f"{self.run}", "date": self._date()}
        self.report_folder = claimed(self._named_folder(), self.job_file, self.job.name)
        self._set(crawler.settings)
        self._feeds = FeedsWritten.from_crawler(crawler)
        self._taken = SamplesTaken.from_crawler(crawler)
        self.folder.mkdir(parents=True, exist_ok=True)
        setup = WorkerSetup(
            sendable(crawler.settings),
            self.job.site,
            self.folder,
            crawler.settings.getint("BATCH_WORKER_BYTES"),
            compares,
            self.folder / "failed" if crawler.settings.get("KEEP_FAILED_PAGES") else None,
            self.history.store.path.absolute(),
            self.history.job,
            self.run,
        )
        patience = crawler.settings.getfloat("BATCH_PATIENCE")
        pool = Workers(workers, setup, patience, lambda: False)
        return {"plan": plan, "history": self.history, "workers": pool}

    def _date(self) -> str:
        """The day on which the run began; ``2026-11-28.2`` for the second run on a day, so no feed of the first is replaced."""
        day = self.started[:10]
        before = self.history.runs_on(day)
        return f"{day}.{before + 1}" if before else day

    def _named_folder(self) -> Path:
        """Return the folder that the job names for its report."""
        return Path(filled_in(self.job.report or REPORTS, self.parameters))

    def _set(self, settings: BaseSettings) -> None:
        settings.set("FAILED_PAGES_FEED", str(self.report_folder / "failed.jsonl"), priority="spider")
        settings.setdict(self.job.settings, priority="spider")
        feeds = {filled_in(uri, self.parameters): options for uri, options in self.job.feeds.items()}
        if self.job.review and self.report_folder != self._named_folder():
            own, named = (f"{folder}/{REVIEW}" for folder in (self.report_folder, self._named_folder()))
            feeds = {own if uri == named else uri: options for uri, options in feeds.items()}
        settings.set("FEEDS", feeds, priority="cmdline")
        settings.set("JOURNAL_DIR", "", priority="cmdline")

    def finish(self, crawler: Crawler) -> RunReport:
        """Record the run if it was completed and everything is stored, and write its report. Raises sqlite3.Error, OSError."""
        spider, stats = crawler.spider, crawler.stats.get_stats() if crawler.stats else {}
        assert isinstance(spider, BatchSpider)  # noqa: S101 - the crawl is one of begin()
        last = [msgspec.json.decode(zstd.decompress(report), type=RunReport) for report in self.history.reports(LAST_RUNS)]
        about = About(
            self.run,
            self.job.name,
            self.job_file.name,
            self.started,
            now().isoformat(timespec="seconds"),
            round(perf_counter() - self._began, 3),
            self.continued,
        )
        self.report = report_of(about, self._planned_in, self.job.expect, spider, self._feeds, self._taken.samples, last)
        if spider.is_complete and is_stored(stats) and not balance(stats).difference:
            self._put_on_record(spider, self.report)
        self.is_told = self.report.exit_code != 0
        after_run(self.job, self.report, self.report_folder)
        return self.report

    def _put_on_record(self, spider: BatchSpider, report: RunReport) -> None:
        vanished = [file.id for file in spider.plan.vanished.values()]
        content = zstd.compress(msgspec.json.encode(report))
        self.history.finish(report.ended, content, spider.plan.signatures.items(), spider.gone, vanished)
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.job.keep.runs or self.job.keep.days:
            days = self.job.keep.days
            prune(self.history, self.job.keep.runs, (now() - timedelta(days=days)).isoformat() if days else None)
