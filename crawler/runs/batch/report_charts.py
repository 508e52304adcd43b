"""The charts of a report, as numbers: position and length of each bar. ``report_charts.html`` draws them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from crawler.runs.batch.report import ItemCount
from crawler.runs.batch.report_periods import by_period
from crawler.runs.item_counts import summed
from crawler.runs.terminal import encodable, printable, shorten, width

SERIES = 6
"""Sites with a colour of their own; all others share the last one."""
BARS = 12
"""Sites in a chart of sites; all others share the last bar."""
OTHERS = "others"
LABELS = 4
"""Number of days labelled below the bars."""
LABEL_COLUMNS = 18
WIDTH, ROW, COLUMN, GAP = 480, 28, 14, 6
"""Pixels: the width of a chart, the height of a bar in the chart of sites, of two characters, and the gap between things."""
HEIGHT, FOOT = 260, 30
"""Pixels of a chart of days: the height of the bars' area and of the labels below it."""


class Bar(NamedTuple):
    """A rectangle, in pixels from the top left corner. ``colour`` is the number of its series."""

    x: float
    y: float
    width: float
    height: float
    colour: int
    label: str
    value: int


class Label(NamedTuple):
    """Words at a place."""

    x: float
    y: float
    text: str


class Chart(NamedTuple):
    """``rows`` are names or numbers to the left of the bars, ``columns`` names below them; with ``has_lines`` rows have lines."""

    title: str
    height: int
    left: float
    bars: list[Bar]
    rows: list[Label]
    columns: list[Label]
    has_lines: bool


def largest(counts: Mapping[str, int], shown: int) -> dict[str, int]:
    """Return the ``shown`` largest counts, largest first, and the sum of the others, if any, under :data:`OTHERS`."""
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    kept = dict(ordered[:shown])
    if left_over := sum(count for _, count in ordered[shown:]):
        kept[OTHERS] = kept.pop(OTHERS, 0) + left_over  # a site may be called so
    return kept


def by_site(items: Iterable[ItemCount]) -> dict[str, int]:
    """Return the number of items of each site."""
    return summed((item.site, item.items) for item in items)


def sites_chart(items: Sequence[ItemCount]) -> Chart:
    """Return bars of the sites with the most items, the largest on top."""
    counts = {label_of(site): count for site, count in largest(by_site(items), BARS).items()}
    most = max(counts.values())
    left = columns(counts) + GAP
    scale = (WIDTH - left - columns([f"{most:,}"]) - 2 * GAP) / most
    named = enumerate(counts.items())
    bars = [Bar(left, row * ROW + GAP, count * scale, ROW - 2 * GAP, 0, name, count) for row, (name, count) in named]
    rows = [Label(left - GAP, bar.y + bar.height / 2, bar.label) for bar in bars]
    return Chart("Items by site", len(bars) * ROW + GAP, left, bars, rows, [], False)


def days_chart(items: Sequence[ItemCount]) -> tuple[list[str], Chart]:
    """Return the sites with a colour of their own, in the order of the colours, and the chart of days."""
    periods = by_period(items)
    sites = list(largest(by_site(items), SERIES - 1))
    steps = ticks(max(counts.total() for counts in periods.values()))
    left = columns(f"{step:,}" for step in steps) + GAP
    scale, room = HEIGHT / (steps[-1] or 1), (WIDTH - left) / len(periods)
    rows = [Label(left - GAP, GAP + HEIGHT - step * scale, f"{step:,}") for step in steps]
    bars = []
    for column, (period, counts) in enumerate(periods.items()):
        below = GAP + float(HEIGHT)
        for colour, site in enumerate(sites):
            if count := in_colour(site, sites, counts):
                below -= count * scale
                name = f"{period}, {label_of(site)}"
                bars.append(Bar(left + column * room + room * 0.1, below, room * 0.8, count * scale, colour, name, count))
    every = -(-len(periods) // LABELS)
    half = columns(periods) / 2
    places = {name: min(max(left + (at + 0.5) * room, half), WIDTH - half) for at, name in enumerate(periods) if at % every == 0}
    names = [Label(x, HEIGHT + FOOT - GAP, name) for name, x in places.items()]
    return sites, Chart("Items by day", HEIGHT + FOOT + GAP, left, bars, rows, names, True)


def in_colour(site: str, sites: Sequence[str], counts: Mapping[str, int]) -> int:
    """Return how many items of a period have the colour of ``site``; :data:`OTHERS` has those of all sites without a colour."""
    if site != OTHERS:
        return counts.get(site, 0)
    return sum(count for other, count in counts.items() if other == OTHERS or other not in sites)


def columns(labels: Iterable[str]) -> float:
    """Return the width of the longest label in pixels."""
    return max(map(width, labels)) * COLUMN * 0.6


def ticks(largest_value: int) -> range:
    """Return at most six round numbers from 0 to beyond ``largest_value``."""
    scale = 10 ** max(len(str(largest_value)) - 2, 0)
    step = next(step for step in (1, 2, 5, 10, 20, 50) if 5 * step * scale >= largest_value) * scale
    return range(0, largest_value + step, step)


def label_of(name: str) -> str:
    """Return a name from a page as a label: short, on one line, without characters that XML forbids."""
    return shorten(printable(encodable(name)), LABEL_COLUMNS)
