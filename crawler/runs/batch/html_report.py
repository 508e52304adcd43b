"""``report.html``: what a person reads of a run, in one file that asks nothing of a network."""

import base64
import hashlib
import os
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from crawler.items import Flag
from crawler.items.flags import IN_WORDS
from crawler.runs.batch.judgement import in_words, judgement
from crawler.runs.batch.report import REPORT_JSON, RuleUse, RunReport
from crawler.runs.batch.report_charts import by_site, days_chart, largest, sites_chart
from crawler.runs.batch.report_periods import by_period
from crawler.runs.terminal import encodable, printable

SITES = 100
"""Sites in the table; what the others gave is one row."""
ORDER = ("unusual", "new", "usual", "never")
ARCHIVE = "!/"


class Place(NamedTuple):
    """Where a page is: a file, what links to it if it is there, and the name inside where the file is an archive."""

    file: str
    href: str | None
    member: str


REVIEW = "review/index.html"
FILES = ("report_charts.html", "report.html", "report.css")


def html_report(report: RunReport, folder: Path) -> str:
    """The report as an HTML document that will lie in ``folder``, beside ``report.json``.

    Paths in the report are taken from the working directory; files that are there are linked, relative to ``folder``. Whatever
    a page says is text, on one line, with what cannot be printed escaped. The same report gives the same document.
    """
    template, css = template_and_style()
    ordered = sorted(enumerate(report.rules), key=lambda at_rule: order_of(at_rule[1]))
    return (
        environment(report, folder)
        .from_string(template)
        .render(
            report=report,
            css=Markup(css),  # noqa: S704 - our own
            css_digest=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
            judgement=judgement(report),
            redone=sum(report.pages.redone.values()),
            fired=[at_rule for at_rule in ordered if at_rule[1].judged != "never"],
            never=[rule.rule for _, rule in ordered if rule.judged == "never"],
            is_unusual=any(rule.judged in {"unusual", "new"} for rule in report.rules),
            report_json=REPORT_JSON,
            review=REVIEW if (folder / REVIEW).is_file() else None,
            **(charts(report) if report.items else {}),
        )
    )


def template_and_style() -> tuple[str, str]:
    """The files beside this one. They may lie in a zip."""
    macros, page, css = (files(__package__).joinpath(name).read_text("utf-8") for name in FILES)
    return macros + page, css


def charts(report: RunReport) -> dict[str, Any]:
    """Items by site and by day: as charts, and as the numbers of which they are made."""
    coloured, drawn = days_chart(report.items)
    return {
        "sites": largest(by_site(report.items), SITES),
        "sites_chart": sites_chart(report.items),
        "days": {period: counts.total() for period, counts in by_period(report.items).items() if counts},
        "days_chart": drawn,
        "coloured": coloured,
    }


def environment(report: RunReport, folder: Path) -> Environment:
    """How the template is read: everything is escaped, and ``at("balance.items")`` is what the report has there."""
    jinja = Environment(autoescape=True, undefined=StrictUndefined, finalize=shown, trim_blocks=True)
    jinja.filters |= {each.__name__: each for each in (about, duration, flag_in_words, grouped, in_words, moment)}
    plain = msgspec.to_builtins(report)
    jinja.globals |= {"at": lambda path: value_at(plain, path), "link": lambda path: place_of(path, folder)}
    return jinja


def order_of(rule: RuleUse) -> tuple[int, int, str]:
    return ORDER.index(rule.judged), -rule.removals, rule.rule


def place_of(path: str, folder: Path) -> Place:
    """``path`` taken apart: file and member of an archive, with the link from ``folder``."""
    file, _, member = path.partition(ARCHIVE)
    try:
        there = Path(file).is_file()
    except (OSError, ValueError):  # a name that no file can have
        there = False
    relative = os.path.relpath(file, folder) if there else ""
    return Place(file, quote(f"./{relative}", errors="surrogateescape") if there else None, member)


def value_at(plain: Mapping[str, Any], path: str) -> Any:
    """The value at ``balance.items`` or ``rules.0.removals``. A name may hold points: what is left is tried as one name first."""
    value: Any = plain
    rest = path
    while rest:
        if isinstance(value, dict) and rest in value:
            return value[rest]
        name, _, rest = rest.partition(".")
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


def shown(value: Any) -> Any:
    """A text on one line, without what obeys nothing but a page: lone surrogates, control and direction characters."""
    return printable(encodable(value)) if isinstance(value, str) and not isinstance(value, Markup) else value


def flag_in_words(flag: Flag) -> str:
    return IN_WORDS[flag]


def grouped(number: float) -> str:
    return f"{number:,}"


def about(number: float) -> str:
    """As ``1,204``, ``7.3`` or ``0.004``: nobody reads more of a measurement."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.{1 if number >= 1 else 3}f}".rstrip("0").rstrip(".")


def moment(instant: str) -> str:
    """``2026-11-28T02:15:03+08:00`` as ``2026-11-28 02:15``."""
    return instant[:16].replace("T", " ")


def duration(seconds: float) -> str:
    """As ``2 h 3 min``, ``4 min 28 s`` or ``0.3 s``."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, left = divmod(round(seconds), 60)
    return f"{minutes} min {left} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
