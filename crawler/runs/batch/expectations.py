"""Whether a run gave what its job expects."""

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from crawler.items.flags import EXPECTED_AS
from crawler.pages.losses import Losses
from crawler.runs.batch.jobs import Expectations
from crawler.runs.batch.report import ExpectationChecked, PageBalance, RunReport
from crawler.runs.batch.run_counts import Tally

LEAST_RUNS = 3
LEAST_ITEMS = 10
"""A site of which the last runs gave fewer, in the middle, is too small to be judged."""


def checked(expect: Expectations, balance: PageBalance, tally: Tally, last: Sequence[RunReport]) -> list[ExpectationChecked]:
    """Every expectation of a job, against the numbers of this run and of the ``last`` ones, the newest first."""
    return [
        *_least_items(expect, balance),
        *_most_failed(expect, balance),
        *_most_lost(expect, balance),
        *_having("with_date", expect.with_date, tally.counts.having["date"], sum(tally.counts.items.values())),
        *_having("with_author", expect.with_author, tally.counts.having["author"], sum(tally.counts.items.values())),
        *_having("with_source", expect.with_source, tally.counts.having["source"], tally.counts.having["articles"]),
        *_few_flagged(expect, tally),
        *_no_site_halved(expect, balance, tally, last),
    ]


def _least_items(expect: Expectations, balance: PageBalance) -> Iterator[ExpectationChecked]:
    if expect.items is not None:
        met = balance.items >= expect.items
        yield ExpectationChecked(name="items", wanted=f"at least {expect.items:,}", got=f"{balance.items:,}", met=met)


def _most_failed(expect: Expectations, balance: PageBalance) -> Iterator[ExpectationChecked]:
    if expect.failed is not None:
        share = balance.failed / balance.pages if balance.pages else 0.0
        wanted, got = f"at most {expect.failed:.2%}", f"{share:.2%}: {balance.failed:,} of {balance.pages:,} pages"
        yield ExpectationChecked(name="failed", wanted=wanted, got=got, met=share <= expect.failed)


def _most_lost(expect: Expectations, balance: PageBalance) -> Iterator[ExpectationChecked]:
    """None may be lost unless the job says so; it is a line of the report where it does, and where some are."""
    lost = Losses(balance.lost_places, balance.lost, balance.lost_unknown, balance.lost_bytes)
    if expect.lost is not None or lost.places or balance.damaged:
        number = balance.lost + balance.damaged
        met = number <= expect.lost and not lost.unknown if expect.lost else not (lost.places or number)
        got = f"{lost}, {balance.damaged:,} failed because they are damaged"
        yield ExpectationChecked(name="lost", wanted=f"at most {expect.lost or 0:,}", got=got, met=met)


def _having(name: str, wanted: float | None, having: int, items: int) -> Iterator[ExpectationChecked]:
    """Met where there is no item at all: ``items`` is there to expect some."""
    if wanted is not None:
        share = having / items if items else 1.0
        got = f"{share:.2%}: {having:,} of {items:,} items" if items else "no items"
        yield ExpectationChecked(name=name, wanted=f"at least {wanted:.2%}", got=got, met=share >= wanted)


def _few_flagged(expect: Expectations, tally: Tally) -> Iterator[ExpectationChecked]:
    items, counts = sum(tally.counts.items.values()), tally.counts.flagged()
    for name, flag in EXPECTED_AS.items():
        if (most := expect.flagged.get(flag)) is not None:
            share = counts[flag] / items if items else 0.0
            is_share = isinstance(most, float)
            wanted = f"at most {most:.2%}" if is_share else f"at most {most:,}"
            got = f"{share:.2%}: {counts[flag]:,} of {items:,} items"
            met = (share if is_share else counts[flag]) <= most
            yield ExpectationChecked(name=name, wanted=wanted, got=got, met=met)


def _no_site_halved(
    expect: Expectations, balance: PageBalance, tally: Tally, last: Sequence[RunReport]
) -> Iterator[ExpectationChecked]:
    """Against the middle one of the last runs that had pages to do, so that one large run does not count for more."""
    if expect.site_halved is not False:
        return
    before = [_sites(report) for report in last if report.balance.pages]
    halved = []
    if balance.pages and len(before) >= LEAST_RUNS:
        now = tally.sites()
        usual = {site: median(counts[site] for counts in before) for site in {site for counts in before for site in counts}}
        halved = [
            f"{site} {now[site]:,} instead of {count:,.0f}"
            for site, count in sorted(usual.items())
            if count >= LEAST_ITEMS and now[site] < count / 2
        ]
    wanted = "no site's items down by half against its last runs"
    got = "; ".join(halved) or ("none" if len(before) >= LEAST_RUNS else f"too few runs to say: {len(before)}")
    yield ExpectationChecked(name="site_halved", wanted=wanted, got=got, met=not halved)


def _sites(report: RunReport) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in report.items:
        counts[row.site] += row.items
    return counts
