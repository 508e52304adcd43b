"""Checks whether a run met the expectations of its job."""

from collections.abc import Iterator, Sequence
from statistics import median

from crawler.items.flags import EXPECTED_AS
from crawler.runs.batch.jobs import Expectations
from crawler.runs.batch.report import ExpectationChecked, PageBalance, RunReport
from crawler.runs.item_counts import ItemCounts, summed
from crawler.runs.left_out import Losses

LEAST_RUNS = 3
LEAST_ITEMS = 10
"""A site with a lower median in the last runs is too small to be judged."""


def checked(
    expect: Expectations, balance: PageBalance, counted: ItemCounts, last: Sequence[RunReport], quiet: str | None = None
) -> list[ExpectationChecked]:
    """Check every expectation of a job against the numbers of this run and of the ``last`` ones, newest first. ``quiet`` is the
    result of :func:`~crawler.runs.batch.judgement.nothing_new`."""
    having, items = counted.having, sum(counted.items.values())
    return [
        *_least_items(expect, balance, quiet),
        *_something_new(expect, balance, quiet),
        *_most_failed(expect, balance),
        *_most_lost(expect, balance),
        *_few_errors(expect, balance),
        *_having("with_date", expect.with_date, having["date"], items, expect.shares_from),
        *_having("with_author", expect.with_author, having["author"], items, expect.shares_from),
        *_having("with_source", expect.with_source, having["source"], having["articles"], expect.shares_from),
        *_few_flagged(expect, counted),
        *_no_site_halved(expect, balance, counted, last),
    ]


def _least_items(expect: Expectations, balance: PageBalance, quiet: str | None) -> Iterator[ExpectationChecked]:
    """Check the number of items. Met if nothing is new, since ``nothing_new`` covers that case."""
    if expect.items is not None:
        met = balance.items >= expect.items or quiet is not None
        yield ExpectationChecked(name="items", wanted=f"at least {expect.items:,}", got=quiet or f"{balance.items:,}", met=met)


def _something_new(expect: Expectations, balance: PageBalance, quiet: str | None) -> Iterator[ExpectationChecked]:
    if expect.nothing_new is False:
        got = quiet or f"{balance.items:,}"
        yield ExpectationChecked(name="nothing_new", wanted="some", got=got, met=quiet is None)


def _most_failed(expect: Expectations, balance: PageBalance) -> Iterator[ExpectationChecked]:
    if expect.failed is not None:
        share = balance.failed / balance.pages if balance.pages else 0.0
        wanted, got = f"at most {expect.failed:.2%}", f"{share:.2%}: {balance.failed:,} of {balance.pages:,} pages"
        yield ExpectationChecked(name="failed", wanted=wanted, got=got, met=share <= expect.failed)


def _most_lost(expect: Expectations, balance: PageBalance) -> Iterator[ExpectationChecked]:
    """Check the lost pages. By default none may be lost; yields a line if the job sets a limit or if some are lost."""
    lost = Losses(balance.lost_places, balance.lost, balance.lost_unknown, balance.lost_bytes)
    if expect.lost is not None or lost.places or balance.damaged:
        number = balance.lost + balance.damaged
        met = number <= expect.lost and not lost.unknown if expect.lost else not (lost.places or number)
        got = f"{lost}, {balance.damaged:,} failed because they are damaged"
        yield ExpectationChecked(name="lost", wanted=f"at most {expect.lost or 0:,}", got=got, met=met)


def _few_errors(expect: Expectations, balance: PageBalance) -> Iterator[ExpectationChecked]:
    if expect.errors is not None:
        met = balance.errors <= expect.errors
        yield ExpectationChecked(name="errors", wanted=f"at most {expect.errors:,}", got=f"{balance.errors:,}", met=met)


def _having(name: str, wanted: float | None, having: int, items: int, least: int) -> Iterator[ExpectationChecked]:
    """Check a share. Met if there are fewer items than ``least`` or none at all, since ``items`` is there to expect some."""
    if wanted is not None:
        met = not items or having / items >= wanted
        got = _share(having, items, "" if met or items >= least else _few(least))
        yield ExpectationChecked(name=name, wanted=f"at least {wanted:.2%}", got=got, met=met or items < least)


def _share(number: int, items: int, remark: str = "") -> str:
    return f"{number / items:.2%}: {number:,} of {items:,} items{remark}" if items else "no items"


def _few(least: int) -> str:
    return f"; too few to judge by, fewer than {least:,}"


def _few_flagged(expect: Expectations, counted: ItemCounts) -> Iterator[ExpectationChecked]:
    """Check the flags. A limit given as a share is met if there are few items; one given as a number always applies."""
    items, counts = sum(counted.items.values()), counted.flagged()
    for name, flag in EXPECTED_AS.items():
        if (most := expect.flagged.get(flag)) is not None:
            least = expect.shares_from if isinstance(most, float) else 0
            share = counts[flag] / items if items else 0.0
            met = (share if least else counts[flag]) <= most
            wanted = f"at most {most:.2%}" if least else f"at most {most:,}"
            got = _share(counts[flag], items, "" if met or items >= least else _few(least))
            yield ExpectationChecked(name=name, wanted=wanted, got=got, met=met or items < least)


def _no_site_halved(
    expect: Expectations, balance: PageBalance, counted: ItemCounts, last: Sequence[RunReport]
) -> Iterator[ExpectationChecked]:
    """Compare with the median of the last runs that had pages to process, so that one large run has no undue weight."""
    if expect.site_halved is not False:
        return
    before = [summed((row.site, row.items) for row in report.items) for report in last if report.balance.pages]
    halved = []
    if balance.pages and len(before) >= LEAST_RUNS:
        now = counted.by_site()
        usual = {site: median(counts[site] for counts in before) for site in {site for counts in before for site in counts}}
        halved = [
            f"{site} {now[site]:,} instead of {count:,.0f}"
            for site, count in sorted(usual.items())
            if count >= LEAST_ITEMS and now[site] < count / 2
        ]
    wanted = "no site's items down by half against its last runs"
    got = "; ".join(halved) or ("none" if len(before) >= LEAST_RUNS else f"too few runs to say: {len(before)}")
    yield ExpectationChecked(name="site_halved", wanted=wanted, got=got, met=not halved)
