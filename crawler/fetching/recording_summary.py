"""The summary of a recording: its counts, verdict and table."""

from collections.abc import Iterator
from typing import NamedTuple

from scrapy.crawler import Crawler

from crawler.runs import signals
from crawler.runs.left_out import LeftOutCounts
from crawler.runs.summary import count_rows, failure_rows, part
from crawler.runs.terminal import printable
from crawler.runs.verdict import FAILED, URLS, VERDICT, Stats, Verdict, failures, total

REPEATED = "qingliu/repeated_urls"
RECORDED = "qingliu/recorded/"
FORBIDDEN = "qingliu/forbidden_urls"
EXCHANGES = "qingliu/exchanges"
WARC_NOT_STORED = "qingliu/warc_not_stored"


class Balance(NamedTuple):
    """The outcomes of the URLs of a recording."""

    urls: int
    recorded: int
    forbidden: int
    failed: int

    @property
    def difference(self) -> int:
        """The number of URLs that were never fetched, or whose outcome is unknown."""
        return self.urls - self.recorded - self.forbidden - self.failed


class Recording(signals.Listener):
    """Counts the URLs that fail, judges the run at its end, and prints the table to stdout.

    The spider counts the others itself: ``qingliu/urls``, ``qingliu/repeated_urls``, ``qingliu/recorded/<kind>`` and
    ``qingliu/forbidden_urls``.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._failed = LeftOutCounts()

    def page_failed(self, path: str, stage: str, error: str, reason: str) -> None:
        self._failed.add(f"{stage}: {error}", path, reason)

    def engine_stopped(self) -> None:
        for name, value in failures(self._failed).items():
            self.crawler.stats.set_value(name, value)
        stats = self.crawler.stats.get_stats()
        judged = judge(stats)
        self.crawler.stats.set_value(VERDICT, judged)
        self.crawler.signals.send_catch_log(signals.run_judged, verdict=judged)
        print("\n".join(lines(stats, judged, self.crawler.settings.get("FAILED_PAGES_FEED"))), flush=True)


def balance(stats: Stats) -> Balance:
    """The balance of a finished recording."""
    return Balance(stats.get(URLS, 0), total(stats, RECORDED), stats.get(FORBIDDEN, 0), total(stats, FAILED))


def judge(stats: Stats) -> Verdict:
    """The verdict on a finished recording, from its Scrapy stats.

    Bad if there was no URL or none was recorded, if URLs are not recorded + forbidden + failed, if the WARC is not stored, if the
    spider raised, or if the run was stopped early. Any answer of a server is recorded, including a 404; neither that nor single
    URLs that fail make a run bad.
    """
    totals, warc = balance(stats), stats.get(WARC_NOT_STORED)
    end, raised = str(stats.get("finish_reason", "unknown")), stats.get("spider_exceptions/count", 0)
    checks = {
        "no URL was asked for": totals.urls == 0,
        "no URL was recorded": totals.urls > 0 and totals.recorded == 0,
        f"URLs not fetched: {totals.difference:+,d}": totals.difference != 0,
        f"the WARC is not stored: {warc}": warc is not None,
        f"exceptions of the spider: {raised}": raised > 0,
        f"stopped before its end: {end}": end != "finished" and not end.startswith("closespider_"),
    }
    reasons = tuple(reason for reason, holds in checks.items() if holds)
    return Verdict(not reasons, reasons)


def lines(stats: Stats, judged: Verdict, failures_feed: str | None = None) -> Iterator[str]:
    """The table of a finished recording. Control characters in URLs and server messages never reach the terminal."""
    totals, seconds = balance(stats), stats.get("elapsed_time_seconds") or 0
    yield f"URLs: {totals.urls:,} in {seconds:,.0f} s; repeated lines: {stats.get(REPEATED, 0):,}"
    yield from part("recorded", totals.recorded, count_rows(stats, RECORDED))
    yield f"forbidden by robots.txt: {totals.forbidden:,}"
    yield from part("failed", totals.failed, failure_rows(stats))
    if totals.failed and failures_feed:
        yield f"  all of them in {failures_feed}"
    yield f"exchanges written: {stats.get(EXCHANGES, 0):,}, with redirects, retries and robots.txt"
    balanced = f"OFF BY {totals.difference:+,d}" if totals.difference else "OK"
    parts = f"{totals.recorded:,} recorded + {totals.forbidden:,} forbidden + {totals.failed:,} failed"
    yield f"{totals.urls:,} URLs = {parts}: {balanced}"
    yield f"verdict: {printable(str(judged))}"
