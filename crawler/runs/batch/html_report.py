"""``report.html``: the report of a run for people, in one file that loads nothing from a network."""

import os
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from crawler.feeds.review.pages import digest, shared_script
from crawler.items import Flag
from crawler.items.flags import IN_WORDS, LACKS, Lack
from crawler.pages import BETWEEN
from crawler.runs.batch.judgement import in_words, judgement
from crawler.runs.batch.report import REPORT_JSON, RunReport
from crawler.runs.batch.report_charts import OTHERS, by_site, days_chart, largest, sites_chart
from crawler.runs.batch.report_numbers import about, grouped, moment, to_milliseconds, took
from crawler.runs.batch.report_periods import EARLIER, WITHOUT_DATE, by_period
from crawler.runs.batch.report_words import in_chinese, said, words
from crawler.runs.terminal import encodable, printable

SITES = 100
"""Sites in the table; the others share one row."""
HEADLINES = 9
"""How many headlines are shown while the others are collapsed."""
LACKING = 10
"""Sites in the table of what items lack."""
ORDER = ("unusual", "new", "usual", "never")
REVIEW = "review/index.html"
OF_CHARTS = frozenset({OTHERS, EARLIER, WITHOUT_DATE})


class Place(NamedTuple):
    """The location of a page: a file, a link to it if it exists, and the name inside if the file is an archive."""

    file: str
    href: str | None
    member: str


class SiteLacking(NamedTuple):
    """A site in the table of what items lack: ``at`` says where in ``report.lacking`` its numbers are."""

    site: str
    items: int
    at: dict[Lack, int]


class OthersLacking(NamedTuple):
    """The totals of the sites that are not in the table."""

    sites: int
    items: dict[Lack, int]


def html_report(report: RunReport, folder: Path) -> str:
    """Return the report as an HTML document to be stored in ``folder``, beside ``report.json``.

    Paths in the report are relative to the working directory; existing files are linked, relative to ``folder``. Text from pages
    is shown as text, on one line, with unprintable characters escaped. The same report yields the same document.
    """
    template, css, own = (read(*names) for names in (("report_charts.html", "report.html"), ("report.css",), ("report.js",)))
    script = shared_script() + own
    ordered = sorted(enumerate(report.rules), key=lambda each: (ORDER.index(each[1].judged), -each[1].removals, each[1].rule))
    return (
        environment(report, folder)
        .from_string(template)
        .render(
            report=report,
            css=Markup(css),  # noqa: S704 - our own
            css_digest=digest(css),
            script=Markup(script),  # noqa: S704 - our own
            script_digest=digest(script),
            judgement=judgement(report),
            redone=sum(report.pages.redone.values()),
            fired=[at_rule for at_rule in ordered if at_rule[1].judged != "never"],
            never=[rule.rule for _, rule in ordered if rule.judged == "never"],
            is_unusual=any(rule.judged in {"unusual", "new"} for rule in report.rules),
            report_json=REPORT_JSON,
            flags=by_flag(report),
            lacks=LACKS,
            AT_ONCE=HEADLINES,
            **lacking_by_site(report),
            review=REVIEW if (folder / REVIEW).is_file() else None,
            **(charts(report) if report.items else {}),
        )
    )


def read(*names: str) -> str:
    """Return the concatenated content of files beside this one, which may be in a zip."""
    return "".join(files(__package__).joinpath(name).read_text("utf-8") for name in names)


def charts(report: RunReport) -> dict[str, Any]:
    """Return items by site and by day: the charts, and the numbers that they are made from."""
    coloured, drawn = days_chart(report.items)
    return {
        "sites": largest(by_site(report.items), SITES),
        "sites_chart": sites_chart(report.items),
        "days": {period: counts.total() for period, counts in by_period(report.items).items() if counts},
        "days_chart": drawn,
        "coloured": coloured,
    }


def lacking_by_site(report: RunReport) -> dict[str, Any]:
    """Return the sites whose items lack the most, and the totals of the others."""
    found: dict[str, dict[Lack, int]] = {}
    for at, row in enumerate(report.lacking):
        found.setdefault(row.site, {})[row.lack] = at
    sums = {site: sum(report.lacking[at].items for at in places.values()) for site, places in found.items()}
    ordered = sorted(sums, key=lambda site: (-sums[site], site))
    items = by_site(report.items)
    rows = [SiteLacking(site, items[site], found[site]) for site in ordered[:LACKING]]
    others = [report.lacking[at] for site in ordered[LACKING:] for at in found[site].values()]
    left_over = {lack: sum(row.items for row in others if row.lack == lack) for lack in LACKS}
    return {"lacking": rows, "others_lacking": OthersLacking(len(ordered) - LACKING, left_over) if others else None}


def by_flag(report: RunReport) -> dict[Flag, list[tuple[int, str, int]]]:
    """Return for each flag where its numbers are in ``report.flags``, with their site and count."""
    found: dict[Flag, list[tuple[int, str, int]]] = {}
    for at, row in enumerate(report.flags):
        found.setdefault(row.flag, []).append((at, row.site, row.items))
    return found


def environment(report: RunReport, folder: Path) -> Environment:
    """Return the template environment: everything is escaped, and ``at("balance.items")`` yields the value from the report."""
    jinja = Environment(autoescape=True, undefined=StrictUndefined, finalize=shown, trim_blocks=True)
    jinja.filters |= {each.__name__: each for each in (about, grouped, in_words, moment, to_milliseconds)}
    jinja.filters["flag_in_words"] = IN_WORDS.__getitem__
    plain = msgspec.to_builtins(report)
    jinja.globals |= {each.__name__: each for each in (words, said, named, in_chinese, took)}
    jinja.globals |= {
        "OF_CHARTS": OF_CHARTS,
        "at": lambda path: value_at(plain, path),
        "link": lambda path: place_of(path, folder),
    }
    return jinja


def place_of(path: str, folder: Path) -> Place:
    """Split ``path`` into file and archive member, with the link from ``folder``."""
    file, _, member = path.partition(BETWEEN)
    try:
        there = Path(file).is_file()
    except (OSError, ValueError):  # a name that no file can have
        there = False
    relative = os.path.relpath(file, folder) if there else ""
    return Place(file, quote(f"./{relative}", errors="surrogateescape") if there else None, member)


def value_at(plain: Mapping[str, Any], path: str) -> Any:
    """Return the value at ``balance.items`` or ``rules.0.removals``. Names may contain dots: the rest of the path is first tried
    as a single name."""
    value: Any = plain
    rest = path
    while rest:
        if isinstance(value, dict) and rest in value:
            return value[rest]
        name, _, rest = rest.partition(".")
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


def shown(value: Any) -> Any:
    """Return a text on one line, with lone surrogates, control and direction characters escaped; other values unchanged."""
    return printable(encodable(value)) if isinstance(value, str) and not isinstance(value, Markup) else value


def named(name: str) -> Markup | str:
    """Return the name of a site or a day; the name for all without a row of their own is in both languages."""
    return words(name) if name in OF_CHARTS else name
