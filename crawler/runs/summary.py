"""The table at the end of every run."""

import logging
import sys
from collections.abc import Iterable, Iterator
from typing import TypeAlias
from urllib.parse import urlparse

from scrapy.settings import BaseSettings

from crawler.items.flags import IN_WORDS, KNOWN_OTHERWISE
from crawler.runs import signals, verdict
from crawler.runs.left_out import Losses
from crawler.runs.terminal import aligned, printable, shorten
from crawler.runs.verdict import Balance, Stats, Verdict, total, under

logger = logging.getLogger(__name__)
ROWS_SHOWN = 20
"""Rows in each part: the site of a generic page is taken from the page, so there is no limit to them."""
COLUMNS = 80
STDOUT_FEEDS = frozenset({"/dev/stdout", "/dev/fd/1"})

Row: TypeAlias = tuple[int, *tuple[str, ...]]


class Summary(signals.Listener):
    """Prints the run's numbers and verdict when it is over, to stdout, or to stderr if a feed goes to stdout.

    With a ``LOG_FILE`` they are logged as well, because under scrapyd nobody sees stdout or stderr. The table of a spider with
    ``is_judged_later`` has no verdict, since a batch run is judged by more than these numbers. A spider's ``slips`` (what may be
    missing from the command line by mistake) are logged before the first page and repeated above the verdict.
    """

    def spider_opened(self) -> None:
        for slip in self._slips():
            logger.warning("%s", slip)

    def _slips(self) -> Iterable[str]:
        return getattr(self.crawler.spider, "slips", ())

    def run_judged(self, verdict: Verdict) -> None:
        settings = self.crawler.settings
        title = str(self.crawler.spidercls.name)
        *table, judgement = lines(title, self.crawler.stats.get_stats(), verdict, settings.get("FAILED_PAGES_FEED"))
        table += self._slips()
        if not getattr(self.crawler.spider, "is_judged_later", False):
            table.append(judgement)
        say("\n".join(table), settings)


def say(text: str, settings: BaseSettings) -> None:
    """Print ``text`` where the table of a run goes."""
    stream = sys.stderr if feeds_stdout(settings) else sys.stdout
    try:
        encoding = getattr(stream, "encoding", None) or "utf-8"  # there may be no stream
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)
    except OSError as error:
        logger.error("What came of the run cannot be printed: %s", error)
    if settings.get("LOG_FILE"):
        logger.info("%s", text)


def feeds_stdout(settings: BaseSettings) -> bool:
    """Whether a feed of the run goes to stdout."""
    uris = map(urlparse, map(str, settings.getdict("FEEDS")))
    return any(uri.scheme == "stdout" or uri.path in STDOUT_FEEDS for uri in uris)


def lines(title: str, stats: Stats, judged: Verdict, failures_feed: str | None = None) -> Iterator[str]:
    """The table of a finished run, from its Scrapy stats. Control characters from pages are escaped."""
    totals = verdict.balance(stats)
    yield f"pages of {title}: {totals.pages:,}{speed(totals.pages, stats.get('elapsed_time_seconds'))}"
    yield from earlier_runs(stats)
    yield from outcomes(stats, totals, failures_feed)
    yield from what_was_met(stats)
    yield from part("removed from the bodies", total(stats, verdict.REMOVED), removal_rows(stats))
    yield f"missing from feeds: {stats.get(verdict.LOST_ITEMS, 0):,} items, {total(stats, verdict.FAILED_FEEDS)} feeds"
    yield sums(totals)
    yield f"verdict: {printable(str(judged))}"


def earlier_runs(stats: Stats) -> Iterator[str]:
    """What earlier runs had done already."""
    if resumed := stats.get(verdict.RESUMED):
        yield f"  {resumed:,} of them were done by the run before"
    if unchanged := stats.get(verdict.UNCHANGED):
        yield f"  {unchanged:,} more have not changed since they were done"


def outcomes(stats: Stats, totals: Balance, failures_feed: str | None) -> Iterator[str]:
    """What became of the pages."""
    yield from part("items", totals.items, item_rows(stats))
    if marked := stats.get(verdict.MARKED):
        yield f"  duplicates marked: {marked:,}"
    yield from part("dropped", totals.dropped, count_rows(stats, verdict.DROPPED))
    yield from part("failed", totals.failed, failure_rows(stats))
    if (lost := verdict.losses(stats)).places:
        yield from lost_rows(stats, lost)
    if (totals.failed or lost.places) and failures_feed and verdict.is_end(str(stats.get("finish_reason"))):
        yield f"  all of them in {failures_feed}"


def what_was_met(stats: Stats) -> Iterator[str]:
    """Everything else that was counted, as far as there was any."""
    for flag, items in verdict.flagged(stats).items():
        if flag not in KNOWN_OTHERWISE:
            yield from part(IN_WORDS[flag], items, count_rows(stats, f"{verdict.FLAGGED}{flag}/"))
    if skipped := total(stats, verdict.SKIPPED):
        yield from part("skipped", skipped, count_rows(stats, verdict.SKIPPED))
    for name, prefix in (("declared encodings overruled", verdict.OVERRULED), ("pages with damaged characters", verdict.DAMAGED)):
        if pages := total(stats, prefix):
            yield from part(name, pages, count_rows(stats, prefix))
    if pictures := stats.get(verdict.PICTURES_STORED, 0) + total(stats, verdict.PICTURES_MISSING):
        yield from part("pictures", pictures, picture_rows(stats))


def sums(totals: Balance) -> str:
    """The balance of pages and outcomes, on one line."""
    balanced = f"OFF BY {totals.difference:+,d}" if totals.difference else "OK"
    unsettled = f" + {totals.unsettled:,} not settled" if totals.unsettled else ""
    parts = f"{totals.items:,} items + {totals.dropped:,} dropped + {totals.failed:,} failed{unsettled}"
    return f"{totals.pages:,} pages = {parts}: {balanced}"


def speed(pages: int, seconds: float | None) -> str:
    return f" in {seconds:,.2f} s, {pages / seconds:,.0f} pages/s" if seconds else ""


def part(name: str, sum_of_counts: int, rows: Iterable[Row]) -> Iterator[str]:
    """A heading with the total, and the rows, largest first."""
    yield f"{name}: {sum_of_counts:,}"
    ordered = sorted(rows, key=lambda row: (-row[0], row[1:]))
    shown = [[shorten(printable(cell), COLUMNS) if isinstance(cell, str) else cell for cell in row] for row in ordered]
    yield from aligned(shown[:ROWS_SHOWN], "  ")
    if len(ordered) > ROWS_SHOWN:
        yield f"  … and {len(ordered) - ROWS_SHOWN:,} more"


def count_rows(stats: Stats, prefix: str) -> Iterator[Row]:
    """``(count, name)``"""
    return ((count, name) for name, count in under(stats, prefix).items())


def item_rows(stats: Stats) -> Iterator[Row]:
    """``(count, site, type, how many are generic)``"""
    generic = under(stats, f"{verdict.FLAGGED}generic-site/")
    for key, count in under(stats, verdict.ITEMS).items():
        site, _, kind = key.rpartition("/")
        yield count, site, kind, f"generic: {generic[site]:,}" if site in generic else ""


def picture_rows(stats: Stats) -> Iterator[Row]:
    """``(count, stored, or the reason why not)``"""
    yield stats.get(verdict.PICTURES_STORED, 0), "stored"
    for reason, count in under(stats, verdict.PICTURES_MISSING).items():
        yield count, f"not stored: {reason}"


def removal_rows(stats: Stats) -> Iterator[Row]:
    """``(count, rule, image or text)``"""
    for key, count in under(stats, verdict.REMOVED).items():
        rule, _, kind = key.rpartition("/")
        yield count, rule, kind


def lost_rows(stats: Stats, lost: Losses) -> Iterator[str]:
    """What is lost, and in which archives."""
    yield f"lost: {lost}"
    rows = (
        [shorten(printable(", ".join(paths)), COLUMNS), printable(reason)]
        for reason, paths in under(stats, verdict.LOST_PATHS).items()
    )
    yield from aligned(sorted(rows)[:ROWS_SHOWN], "  ")


def failure_rows(stats: Stats) -> Iterator[Row]:
    """``(count, stage and error, reason, first paths)``"""
    paths, reasons = under(stats, verdict.FAILED_PATHS), under(stats, verdict.FAILED_REASONS)
    for kind, count in under(stats, verdict.FAILED).items():
        yield count, kind, reasons.get(kind, ""), ", ".join(paths.get(kind, ()))
