"""The report of a run as HTML: self-contained, whatever pages say; its links lead to files that are there."""

import hashlib
import re
from base64 import b64encode
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from crawler.runs.batch.html_report import Place, html_report, place_of
from crawler.runs.batch.report import ItemCount, RunReport
from crawler.runs.batch.report_charts import OTHERS, by_site, days_chart, largest, sites_chart, ticks
from crawler.runs.batch.report_numbers import about, duration
from crawler.runs.batch.report_periods import by_period
from tests.made_reports import HOSTILE, hostile_report, made_report

FOLDER = Path("reports")
LISTS = ("items", "failures", "drops", "rules", "expectations", "stages", "feeds")
ADDRESS = re.compile(r"""\b(?:src|href|xlink:href|url|action|srcset)\s*[=(]\s*["']?([^"'>)\s]*)""", re.IGNORECASE)


def rendered(report: RunReport) -> str:
    return html_report(report, FOLDER)


def elements(document: str) -> list[str]:
    return [str(element.tag) for element in html.document_fromstring(document).iter()]


def test_the_same_report_gives_the_same_document() -> None:
    assert rendered(made_report()) == rendered(made_report())


def test_nothing_is_loaded_and_nothing_runs_but_its_own_script() -> None:
    document, _, end = rendered(made_report()).partition("<script>")
    assert set(ADDRESS.findall(document)) == {"report.json"}
    assert "@import" not in document and "@font-face" not in document
    assert not re.search(r"\son\w+=|\sstyle=", document)
    assert end.count("<script") == 0 and end.partition("</script>")[2].strip() == "</body>\n</html>"


def test_the_policy_allows_the_style_sheet_the_script_and_pictures_and_nothing_else() -> None:
    document = rendered(made_report())
    own = (document.partition(f"<{name}>")[2].partition(f"</{name}>")[0] for name in ("script", "style"))
    script, style = (b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in own)
    policy = (
        f"default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; img-src http: https:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert policy in document


@pytest.mark.parametrize("text", [HOSTILE, "</style></title>", "--></svg>", "{% raw %}", "观察者网 𠮷", "&#x3c;script>"])
def test_no_text_becomes_an_element(text: str) -> None:
    document = rendered(hostile_report(text))
    assert elements(document) == elements(harmless())
    document.encode()


@settings(max_examples=20)
@given(st.text(min_size=1, max_size=20))
def test_any_text_is_only_text(text: str) -> None:
    document = rendered(hostile_report(text))
    assert in_one_language(document).count("<") == in_one_language(harmless()).count("<")
    document.encode()


@cache
def harmless() -> str:
    return rendered(hostile_report("x"))


def in_one_language(document: str) -> str:
    """Without the elements that two languages make of one text: a number more or less, and a text is none of ours."""
    return re.sub(r"</?span[^<>]*>", "", document)


def test_what_would_hide_or_turn_text_is_shown_escaped() -> None:
    document = rendered(hostile_report("\u202egnp.txt"))
    assert "\u202e" not in document and "\\u202egnp.txt" in document


@pytest.mark.parametrize(
    ("path", "file", "member"),
    [
        ("pages/a #1?.txt", "pages/a #1?.txt", ""),
        ("pages/javascript:alert(1)", "pages/javascript:alert(1)", ""),
        ("pages/页面.zip!/x/y.txt", "pages/页面.zip", "x/y.txt"),
        ("pages/b.zip!/c.zip!/y", "pages/b.zip", "c.zip!/y"),
        ('pages/"><b>', 'pages/"><b>', ""),
    ],
)
def test_a_page_is_linked_where_its_file_is(
    path: str, file: str, member: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert place_of(path, Path("out/reports")) == Place(file, None, member)
    Path(file).parent.mkdir()
    Path(file).touch()
    place = place_of(path, Path("out/reports"))
    assert place._replace(href=None) == Place(file, None, member)
    assert place.href and re.fullmatch(r"\./\.\./\.\./pages/[\w.%~-]+", place.href, re.ASCII)
    assert (tmp_path / "out/reports" / unquote(place.href)).resolve() == (tmp_path / file).resolve()


@pytest.mark.parametrize("path", ["\0", "x" * 5000, "", ".", "https://example.org/", "\ud800"])
def test_what_is_no_file_is_not_linked(path: str) -> None:
    assert place_of(path, FOLDER).href is None


@pytest.mark.parametrize(
    ("exit_code", "verdict", "said"),
    [
        (0, [], "All well"),
        (1, [], "2 of 3 expectations not met"),
        (3, ["items missing from a feed: 1"], "Not complete"),
    ],
)
def test_the_title_is_the_verdict(exit_code: int, verdict: list[str], said: str) -> None:
    document = html.document_fromstring(rendered(made_report(exit_code=exit_code, verdict=verdict)))
    assert document.findtext(".//title") == f"nightly · run 214: {said}"
    assert all(reason in "".join(document.xpath("//div[@role='status']//text()")) for reason in verdict)


def test_a_run_of_nothing_has_a_report() -> None:
    nothing: dict[str, list[str]] = {name: [] for name in LISTS}
    document = rendered(made_report(**nothing, balance=dict.fromkeys(("pages", "items", "dropped", "failed", "difference"), 0)))
    assert "<svg" not in document and "None." in document


def test_sites_without_a_bar_of_their_own_share_one() -> None:
    assert largest({"a": 1, "b": 3, "c": 2, "d": 1}, 2) == {"b": 3, "c": 2, OTHERS: 2}
    assert largest({"a": 1}, 2) == {"a": 1}
    assert largest({OTHERS: 9, "b": 3, "c": 2}, 2) == {"b": 3, OTHERS: 11}


@pytest.mark.parametrize(
    ("days", "periods"),
    [
        ([], []),
        ([None, "2026-02-30", "2026-99-99"], ["no date"]),
        (["2026-02-27", "2026-03-01", None], ["2026-02-27", "2026-02-28", "2026-03-01", "no date"]),
        (["2025-11-30", "2026-02-01"], ["2025-11", "2025-12", "2026-01", "2026-02"]),
        (["2019-12-31", "2024-01-01"], ["2019", "2020", "2021", "2022", "2023", "2024"]),
        (["0001-01-01", "1969-07-20", "2026-01-01"], ["earlier", *(str(year) for year in range(1982, 2027))]),
    ],
)
def test_many_days_are_months_and_many_months_years_and_none_is_left_out(days: list[str | None], periods: list[str]) -> None:
    report = made_report(items=[{"site": "a", "type": "article", "day": day, "items": 2} for day in days])
    counts = by_period(report.items)
    assert list(counts) == periods
    assert sum(period.total() for period in counts.values()) == 2 * len(days)


@given(st.lists(st.tuples(st.dates(), st.sampled_from(["a", "b", OTHERS])), min_size=1, max_size=30))
def test_no_item_is_lost_over_any_time(days: list[tuple[date, str]]) -> None:
    items = [ItemCount(site=site, type="article", day=day.isoformat(), items=1) for day, site in days]
    counts = by_period(items)
    assert len(counts) <= 46 and sum(period.total() for period in counts.values()) == len(days)


def test_charts_lose_no_item() -> None:
    items = made_report().items
    total = sum(by_site(items).values())
    for chart in (sites_chart(items), days_chart(items)[1]):
        assert sum(bar.value for bar in chart.bars) == total


@given(st.integers(0, 10**9))
def test_the_scale_of_a_chart_is_short_and_reaches_its_largest_value(value: int) -> None:
    assert len(ticks(value)) <= 7
    assert ticks(value)[-1] >= value or value == 0


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.34, "0.3 s"), (59.94, "59.9 s"), (60, "1 min 0 s"), (268.4, "4 min 28 s"), (7380, "2 h 3 min")]
)
def test_durations(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0"), (0.0042, "0.004"), (0.4, "0.4"), (7.26, "7.3"), (7.0, "7"), (812.25, "812"), (49_788.6, "49,789")],
)
def test_measurements(number: float, said: str) -> None:
    assert about(number) == said


def test_a_review_that_is_there_is_linked(tmp_path: Path) -> None:
    assert "review/index.html" not in html_report(made_report(), tmp_path)
    (tmp_path / "review").mkdir()
    (tmp_path / "review/index.html").touch()
    assert 'href="review/index.html"' in html_report(made_report(), tmp_path)
