"""The report of a run, from its numbers."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crawler.feeds.setup import without_password
from crawler.runs.batch.expectations import checked
from crawler.runs.batch.jobs import Job
from crawler.runs.batch.nothing_new import nothing_new
from crawler.runs.batch.plan import Plan
from crawler.runs.batch.report import FeedWritten, PageBalance, PagesFound, PhaseTime, RunReport, StageSpeed
from crawler.runs.batch.rule_use import rules_by_use
from crawler.runs.batch.run_counts import Tally, ordered
from crawler.runs.batch.spider import BatchSpider
from crawler.runs.phases import Phases
from crawler.runs.verdict import DAMAGED_PAGES, FAILED_FEEDS, SKIPPED, Stats, balance, judge, losses, total, under


class About(NamedTuple):
    """Which run a report is of, and when it was."""

    run: int
    job_file: str
    started: str
    ended: str
    seconds: float
    planned_in: float
    continued: bool


def report_of(about: About, job: Job, spider: BatchSpider, tally: Tally, stats: Stats, last: Sequence[RunReport]) -> RunReport:
    """The report of a run whose crawl is over; ``last`` are those of the last runs, the newest first."""
    totals = balance(stats)
    lost = {f"lost_{name}" if name != "pages" else "lost": number for name, number in losses(stats)._asdict().items()}
    pages = PageBalance(**totals._asdict(), difference=totals.difference, **lost, damaged=stats.get(DAMAGED_PAGES, 0))
    found, drops = _found(spider, spider.plan), ordered(tally.drops)
    expectations = checked(job.expect, pages, tally, last, nothing_new(found, pages, drops))
    reasons = [*judge(stats, may_lose=True).reasons, *_unreached(spider)]
    exit_code = 3 if reasons else int(not all(expectation.met for expectation in expectations))
    return RunReport(
        run=about.run,
        job=job.name,
        job_file=about.job_file,
        started=about.started,
        ended=about.ended,
        seconds=round(about.seconds, 3),
        continued=about.continued,
        pages=found,
        balance=pages,
        skipped=dict(sorted(under(stats, SKIPPED).items())),
        items=tally.item_counts(),
        flags=tally.flag_counts(),
        failures=ordered(tally.failures),
        drops=drops,
        losses=ordered(tally.losses),
        rules=rules_by_use(tally.removals(), pages.items, last, spider.settings.getlist("SITE_MODULES")),
        expectations=expectations,
        stages=list(_stages(spider, about.planned_in, pages.pages)),
        phases=list(_phases(spider, about)),
        feeds=_feeds(spider, tally, stats),
        verdict=reasons,
        exit_code=exit_code,  # type: ignore[arg-type]  # one of the three
    )


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


def _unreached(spider: BatchSpider) -> Iterator[str]:
    if not spider.is_complete:
        yield "the run was not done to its end: the next one goes on there"


def _stages(spider: BatchSpider, planned_in: float, pages: int) -> Iterator[StageSpeed]:
    for stage, seconds in {"plan": planned_in, **spider.seconds}.items():
        looked_at = spider.plan.count_files() if stage == "plan" else pages
        speed = round(looked_at / seconds, 1) if seconds > 0 else None
        yield StageSpeed(stage=stage, seconds=round(seconds, 4), pages=looked_at, pages_per_second=speed)


def _phases(spider: BatchSpider, about: About) -> Iterator[PhaseTime]:
    told = spider.crawler.get_extension(Phases)
    left = round(about.seconds, 3)
    for phase, seconds in (("plan", about.planned_in), *(told.seconds().items() if told else ())):
        took = min(round(seconds, 3), left)
        left = round(left - took, 3)
        yield PhaseTime(phase=phase, seconds=took)
    yield PhaseTime(phase="other", seconds=left)


def _feeds(spider: BatchSpider, tally: Tally, stats: Stats) -> list[FeedWritten]:
    """The feeds that were closed, and those that were thrown away. One that no item went to is not there."""
    written = {feed.uri: feed for feed in tally.feeds}
    lost = total(stats, FAILED_FEEDS) > 0
    for uri, options in spider.settings.getdict("FEEDS").items() if lost else ():
        name = without_password(str(uri))
        thrown_away = FeedWritten(uri=name, format=options["format"], items=0, bytes=None, stored=False)
        written.setdefault(name, thrown_away)
    return list(written.values())
