"""The charts of a report: pygal draws them, and they keep nothing of it that runs, loads or is styled by itself.

Colours and fonts are the page's: the elements keep their classes (``color-0`` is the first series).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pygal
from lxml import etree
from pygal.graph.graph import Graph
from pygal.style import Style

from crawler.runs.batch.report import ItemCount
from crawler.runs.batch.report_periods import by_period
from crawler.runs.terminal import encodable, printable, shorten, width

SERIES = 6
"""Sites that have a colour of their own; all others share the last."""
BARS = 12
"""Sites in a chart of sites; all others share the last bar."""
OTHERS = "others"
LABELS = 4
"""Days that are written below the bars."""
LABEL_COLUMNS, LABEL_SIZE, MARGIN = 18, 14, 6
SIZES = {f"{part}_font_size": LABEL_SIZE for part in ("label", "major_label", "value")}
OPTIONS = {
    "width": 480,
    "style": Style(**SIZES),
    "css": [],
    "js": [],
    "show_legend": False,
    "truncate_label": -1,
    "margin": MARGIN,
    "value_formatter": "{:,.0f}".format,
}
KEPT_ELEMENTS = frozenset({"svg", "g", "path", "rect", "text", "title"})
KEPT_ATTRIBUTES = frozenset({"class", "d", "height", "rx", "ry", "transform", "viewBox", "width", "x", "y"})


def largest(counts: Mapping[str, int], shown: int) -> dict[str, int]:
    """The ``shown`` largest counts, largest first, and under :data:`OTHERS` the sum of what is left over, if anything is."""
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    kept = dict(ordered[:shown])
    if left_over := sum(count for _, count in ordered[shown:]):
        kept[OTHERS] = kept.pop(OTHERS, 0) + left_over  # a site may be called so
    return kept


def by_site(items: Iterable[ItemCount]) -> dict[str, int]:
    """How many items each site gave."""
    counts: Counter[str] = Counter()
    for item in items:
        counts[item.site] += item.items
    return counts


def sites_chart(items: Sequence[ItemCount]) -> str:
    """Bars of the sites with the most items, as SVG."""
    counts = dict(reversed(largest(by_site(items), BARS).items()))  # pygal begins at the bottom
    labels = [label_of(site) for site in counts]
    chart = pygal.HorizontalBar(
        height=40 + 28 * len(counts),
        margin_left=MARGIN + wider_than_pygal_thinks(labels),
        margin_right=MARGIN + LABEL_SIZE * len(f"{max(counts.values()):,}"),
        print_values=True,
        show_x_guides=False,
        show_y_guides=False,
        **OPTIONS,
    )
    chart.x_labels = labels
    chart.y_labels = [{"value": 0, "label": " "}]
    chart.add("items", list(counts.values()))
    return drawing(chart, "Items by site", [], values_beside_bars=True)


def days_chart(items: Sequence[ItemCount]) -> tuple[list[str], str]:
    """The sites that have a colour, in the order of the colours, and bars of the days made of them, as SVG."""
    periods = by_period(items)
    sites = list(largest(by_site(items), SERIES - 1))
    chart = pygal.StackedBar(height=300, show_minor_x_labels=False, **OPTIONS)
    chart.x_labels = list(periods)
    chart.x_labels_major = list(periods)[:: -(-len(periods) // LABELS)]
    chart.y_labels = list(ticks(max(counts.total() for counts in periods.values())))
    for site in sites:
        chart.add(label_of(site), [in_colour(site, sites, counts) for counts in periods.values()])
    return sites, drawing(chart, "Items by day", sites)


def in_colour(site: str, sites: Sequence[str], counts: Mapping[str, int]) -> int:
    """How many items of a period have the colour of ``site``; that of :data:`OTHERS` is everybody's who has none."""
    if site != OTHERS:
        return counts.get(site, 0)
    return sum(count for other, count in counts.items() if other == OTHERS or other not in sites)


def wider_than_pygal_thinks(labels: Sequence[str]) -> float:
    """How many pixels more the longest label takes: pygal takes every character to be 0.6 em wide, and a Chinese one is 1 em."""
    longest = max(0.6 * len(label) + 0.4 * (width(label) - len(label)) for label in labels)
    return LABEL_SIZE * max(longest - 0.6 * max(map(len, labels)), 0)


def ticks(largest_value: int) -> range:
    """Round numbers from 0 to beyond ``largest_value``, six at most."""
    scale = 10 ** max(len(str(largest_value)) - 2, 0)
    step = next(step for step in (1, 2, 5, 10, 20, 50) if 5 * step * scale >= largest_value) * scale
    return range(0, largest_value + step, step)


def label_of(name: str) -> str:
    """A name that a page chose, as a label: short, on one line, and nothing that XML forbids."""
    return shorten(printable(encodable(name)), LABEL_COLUMNS)


def drawing(chart: Graph, title: str, series: Sequence[str], values_beside_bars: bool = False) -> str:
    """A chart as an ``<svg>`` element of nothing but shapes and text; what pygal describes for its script becomes titles."""
    root = chart.render_tree()
    bars = root.findall(".//g[@class='bar']")
    for bar in bars:
        name_bar(bar, series)
    if values_beside_bars:
        for bar, value in zip(bars, root.findall(".//text[@class='value']"), strict=True):
            shape = bar.find("rect")
            value.set("x", str(float(shape.get("x")) + float(shape.get("width")) + LABEL_SIZE // 2))
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag not in KEPT_ELEMENTS or is_guide_title(element):
            element.getparent().remove(element)
        for attribute in set(element.attrib) - KEPT_ATTRIBUTES:
            del element.attrib[attribute]
    root.find("title").text = title
    root.set("role", "img")
    return str(etree.tostring(root, encoding="unicode"))


def name_bar(bar: Any, series: Sequence[str]) -> None:
    """Give a bar the title that is shown where one points at it."""
    described = {part.get("class"): part.text or "" for part in bar.findall("desc")}
    number = next(word for word in bar.getparent().getparent().get("class").split() if word.startswith("serie-"))
    name = [label_of(series[int(number.removeprefix("serie-"))])] if series else []
    etree.SubElement(bar, "title").text = f"{', '.join([described.get('x_label', ''), *name])}: {described.get('value')}"


def is_guide_title(element: Any) -> bool:
    """Whether this is the number of an axis that pygal gives a title of its own."""
    return bool(element.tag == "title" and element.getparent().get("class") == "guides")
