"""Makes the report of a run from its numbers, and the feeds that it wrote."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedSlot

from crawler.feeds.setup import without_password
from crawler.feeds.storages.local import LocalFeed
from crawler.items.flags import FLAGS
from crawler.runs.accounting import Accounting
from crawler.runs.batch.expectations import checked
from crawler.runs.batch.item_samples import ItemSamples
from crawler.runs.batch.jobs import Expectations
from crawler.runs.batch.judgement import nothing_new
from crawler.runs.batch.plan import Plan
from crawler.runs.batch.report import FeedWritten, FlagCount, ItemCount, PageBalance, PagesFound, PhaseTime, RunReport, StageSpeed
from crawler.runs.batch.rule_use import rules_by_use
from crawler.runs.batch.spider import BatchSpider
from crawler.runs.item_counts import ItemCounts
from crawler.runs.phases import Phases
from crawler.runs.signals import Listener
from crawler.runs.verdict import DAMAGED_PAGES, FAILED_FEEDS, SKIPPED, Stats, balance, errors, judge, losses, total, under


class FeedsWritten(Listener):
    """Records every feed that the crawler closes. Must be created before the crawler starts."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._closed: list[FeedWritten] = []

    def feed_slot_closed(self, slot: FeedSlot) -> None:
        path = Path(slot.storage.path) if isinstance(slot.storage, LocalFeed) else None
        size = path.stat().st_size if path and path.is_file() else None
        uri = without_password(slot.uri)
        self._closed.append(FeedWritten(uri=uri, format=slot.format, items=slot.itemcount, bytes=size, stored=True))

    def rows(self, stats: Stats) -> list[FeedWritten]:
        """Return the feeds that were closed and those that were discarded; feeds without items are in neither."""
        rows = {feed.uri: feed for feed in self._closed}
        lost = total(stats, FAILED_FEEDS) > 0
        for uri, options in self.crawler.settings.getdict("FEEDS").items() if lost else ():
            name = without_password(str(uri))
            rows.setdefault(name, FeedWritten(uri=name, format=options["format"], items=0, bytes=None, stored=False))
        return [*rows.values()]


UNREACHED = "the run was not done to its end: the next one goes on there"


class About(NamedTuple):
    """The run that a report is about, and its times: fields of the report."""

    run: int
    job: str
    job_file: str
    started: str
    ended: str
    seconds: float
    continued: bool


def report_of(
    about: About,
    planned_in: float,
    expect: Expectations,
    spider: BatchSpider,
    feeds: FeedsWritten,
    samples: ItemSamples,
    last: Sequence[RunReport],
) -> RunReport:
    """Return the report of a run that was ``planned_in`` so many seconds and whose crawl is over; ``last`` are the reports of the
    last runs, newest first."""
    stats = spider.crawler.stats.get_stats()
    counted = spider.crawler.get_extension(Accounting) or Accounting(spider.crawler)
    totals = balance(stats)
    lost = {f"lost_{name}" if name != "pages" else "lost": number for name, number in losses(stats)._asdict().items()}
    damaged = stats.get(DAMAGED_PAGES, 0)
    pages = PageBalance(**totals._asdict(), difference=totals.difference, **lost, damaged=damaged, errors=errors(stats))
    found, drops = _found(spider, spider.plan), counted.dropped.largest_first()
    expectations = checked(expect, pages, counted.counts, last, nothing_new(found, pages, drops))
    rules = rules_by_use(counted.counts.by_rule(), pages.items, last, spider.settings.getlist("SITE_MODULES"))
    reasons = [
        *judge(stats, may_lose=True, may_err=expect.errors is not None).reasons,
        *([] if spider.is_complete else [UNREACHED]),
    ]
    exit_code = 3 if reasons else int(not all(expectation.met for expectation in expectations))
    return RunReport(
        **about._asdict(),
        pages=found,
        balance=pages,
        skipped=dict(sorted(under(stats, SKIPPED).items())),
        items=item_counts(counted.counts),
        flags=flag_counts(counted.counts),
        failures=counted.failed.largest_first(),
        drops=drops,
        losses=counted.lost.largest_first(),
        headlines=samples.shown(),
        repeats=samples.repeats(counted.counts.marked, drops),
        lacking=samples.lack_counts(),
        rules=[msgspec.structs.replace(rule, samples=samples.removals.get(rule.rule, [])) for rule in rules],
        expectations=expectations,
        stages=list(_stages(spider, planned_in, pages.pages)),
        phases=list(_phases(spider, planned_in, about.seconds)),
        feeds=feeds.rows(stats),
        verdict=reasons,
        exit_code=exit_code,  # type: ignore[arg-type]  # one of the three
    )


def item_counts(counts: ItemCounts) -> list[ItemCount]:
    """Return the counts, largest first."""
    rows = [ItemCount(site=site, type=kind, day=day, items=count) for (site, kind, day), count in counts.items.items()]
    return sorted(rows, key=lambda row: (-row.items, row.site, row.type, row.day or ""))


def flag_counts(counts: ItemCounts) -> list[FlagCount]:
    """Return the counts in the order of the schema, largest first."""
    rows = [FlagCount(flag=flag, site=site, items=count) for (flag, site), count in counts.flags.items()]
    return sorted(rows, key=lambda row: (FLAGS.index(row.flag), -row.items, row.site))


def _found(spider: BatchSpider, plan: Plan) -> PagesFound:
    why = spider.why
    unchanged = plan.unchanged + why["same"]
    return PagesFound(
        found=unchanged + why["new"] + why["changed"] + why["redone"],
        new=why["new"],
        changed=why["changed"],
        unchanged=unchanged,
        redone=dict(sorted(spider.redone.items())),
        vanished=sum(file.pages for file in plan.vanished.values()) + len(spider.gone),
        undone=len(plan.signatures) - spider.files_done,
    )


def _stages(spider: BatchSpider, planned_in: float, pages: int) -> Iterator[StageSpeed]:
    for stage, seconds in {"plan": planned_in, **spider.seconds}.items():
        looked_at = spider.plan.count_files() if stage == "plan" else pages
        speed = round(looked_at / seconds, 1) if seconds > 0 else None
        yield StageSpeed(stage=stage, seconds=round(seconds, 4), pages=looked_at, pages_per_second=speed)


def _phases(spider: BatchSpider, planned_in: float, left: float) -> Iterator[PhaseTime]:
    told = spider.crawler.get_extension(Phases)
    for phase, seconds in (("plan", planned_in), *(told.seconds().items() if told else ())):
        took = min(round(seconds, 3), left)
        left = round(left - took, 3)
        yield PhaseTime(phase=phase, seconds=took)
    yield PhaseTime(phase="other", seconds=left)
