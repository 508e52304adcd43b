"""Counts items by day, or by month or year if there would be too many days to look at."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from crawler.runs.batch.report import ItemCount

MOST = 45
WITHOUT_DATE, EARLIER = "no date", "earlier"


class Period(NamedTuple):
    """A kind of period: days are mapped to numbers and numbers to names; adjacent periods have consecutive numbers."""

    number: Callable[[date], int]
    name: Callable[[int], str]


PERIODS = (
    Period(date.toordinal, lambda number: date.fromordinal(number).isoformat()),
    Period(lambda day: day.year * 12 + day.month - 1, lambda number: f"{number // 12:04}-{number % 12 + 1:02}"),
    Period(lambda day: day.year, lambda number: f"{number:04}"),
)


def by_period(items: Iterable[ItemCount]) -> dict[str, Counter[str]]:
    """Return how many items each site gave in each period, without gaps.

    The periods are the shortest of which there are at most :data:`MOST`. Earlier years are combined as :data:`EARLIER`, which
    comes first. Items with no date or an invalid one come last.
    """
    dated: list[tuple[date, ItemCount]] = []
    undated: Counter[str] = Counter()
    for item in items:
        if day := day_of(item):
            dated.append((day, item))
        else:
            undated[item.site] += item.items
    periods = filled([day for day, _ in dated])
    for day, item in dated:
        periods.counts[periods.name(day)][item.site] += item.items
    return {name: counts for name, counts in periods.counts.items() if name != EARLIER or counts} | (
        {WITHOUT_DATE: undated} if undated else {}
    )


class Filled(NamedTuple):
    """The periods from the first to the last, and the period of each day."""

    counts: dict[str, Counter[str]]
    name: Callable[[date], str]


def filled(days: Sequence[date]) -> Filled:
    """Return the periods for these days, including empty ones in between."""
    if not days:
        return Filled({}, str)
    for period in PERIODS:
        first, last = period.number(min(days)), period.number(max(days))
        if last - first < MOST:
            break
    names = [EARLIER, *(period.name(number) for number in range(max(first, last - MOST + 1), last + 1))]
    known = frozenset(names)
    return Filled(
        {name: Counter() for name in names}, lambda day: name if (name := period.name(period.number(day))) in known else EARLIER
    )


def day_of(item: ItemCount) -> date | None:
    try:
        return date.fromisoformat(item.day or "")
    except ValueError:
        return None
