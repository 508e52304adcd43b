"""The report in a real Chromium: it loads without a complaint, asks for nothing, and shows what ``report.json`` says."""

import io
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image
from playwright.sync_api import Browser

from crawler.runs.batch.html_report import LACKING, html_report, value_at
from crawler.runs.batch.report import RunReport
from tests.browser import chromium, opened
from tests.made_reports import HOSTILE, hostile_report, made_report

LANGUAGES = {"en-US": "What came in", "zh-CN": "收到的页面"}
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
NUMBERS = "all => all.map(e => [e.dataset.report, e.value, e.textContent])"
HEIGHTS = "all => all.filter(e => e.textContent.trim() && e.checkVisibility()).map(e => e.getBoundingClientRect().height)"
NAMED = "[document.documentElement.lang, document.title]"
COLOURS = 200
"""A blank picture has one; text and charts with smooth edges have far more."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def written(report: RunReport, folder: Path) -> str:
    """The URL of the report, with ``report.json`` beside it."""
    (folder / "report.json").write_bytes(msgspec.json.encode(report))
    (folder / "report.html").write_text(html_report(report, folder), "utf-8")
    return (folder / "report.html").as_uri()


def counted(report: dict[str, Any]) -> set[str]:
    """Where in ``report.json`` the numbers stand that a reader is to see."""
    optional = {("pages", "undone"), ("balance", "difference"), ("balance", "unsettled"), ("pages", "redone")}
    optional |= {("balance", name) for name in ("lost", "lost_places", "lost_unknown", "lost_bytes", "damaged", "errors")}
    named = {f"{part}.{name}" for part in ("pages", "balance") for name in report[part] if (part, name) not in optional}
    listed = {
        "failures": ("pages",),
        "drops": ("pages",),
        "rules": ("removals", "usual"),
        "feeds": ("items",),
        "flags": ("items",),
        "phases": ("seconds",),
    }
    listed["stages"] = ("seconds", "pages", "pages_per_second")
    entries = {
        f"{part}.{at}.{name}"
        for part, names in listed.items()
        for at, entry in enumerate(report[part])
        for name in names
        if entry[name] is not None and entry.get("judged") != "never"
    }
    redone = {f"pages.redone.{why}" for why in report["pages"]["redone"]}
    of_items = {f"headlines.{at}.removed" for at, entry in enumerate(report["headlines"]) if entry["removed"]}
    of_items |= {f"repeats.{name}" for name in ("marked", "dropped", "revised", "older")} | lacking(report)
    return (
        named | entries | redone | of_items | {f"skipped.{kind}" for kind in report["skipped"]} | {"run", "exit_code", "seconds"}
    )


def lacking(report: dict[str, Any]) -> set[str]:
    """Where the numbers of the sites stand whose items lack most."""
    sums: Counter[str] = Counter()
    for row in report["lacking"]:
        sums[row["site"]] += row["items"]
    shown = sorted(sums, key=lambda site: (-sums[site], site))[:LACKING]
    return {f"lacking.{at}.items" for at, row in enumerate(report["lacking"]) if row["site"] in shown}


def test_the_numbers_are_those_of_report_json(browser: Browser, tmp_path: Path) -> None:
    url = written(made_report(), tmp_path)
    report = msgspec.json.decode((tmp_path / "report.json").read_bytes())
    with opened(browser, url) as (page, events):
        shown = page.locator("[data-report]").evaluate_all(NUMBERS)
        sums = [page.locator(f"#{name} td data").evaluate_all("all => all.map(e => +e.value)") for name in ("sites", "days")]
        bars = [page.locator(f"#{name} .bar title").all_text_contents() for name in ("sites", "days")]
    assert {path for path, _, _ in shown} == counted(report)
    for path, value, text in shown:
        expected = value_at(report, path)
        assert float(value) == expected, path
        assert float(text.replace(",", "")) == pytest.approx(expected, abs=0 if isinstance(expected, int) else 0.5), path
    assert list(map(sum, sums)) == [report["balance"]["items"]] * 2
    assert [sum(int(bar.rpartition(": ")[2].replace(",", "")) for bar in drawn) for drawn in bars] == list(map(sum, sums))
    assert events == [f"request: {url}"]


def test_the_parts_of_the_time_that_are_shown_add_up_to_all_of_it(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(made_report(), tmp_path)) as (page, _):
        *parts, whole = page.locator("#stages table").first.locator("td data").all_text_contents()
    assert sum(map(Decimal, parts)) == Decimal(whole)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_it_is_readable_on_any_screen(size: str, dark: bool, language: str, browser: Browser, tmp_path: Path) -> None:
    url = written(made_report(), tmp_path)
    with opened(browser, url, SIZES[size], dark, language) as (page, events):
        page.locator("summary.rule").nth(1).click()
        wide = page.evaluate("document.documentElement.scrollWidth")
        smallest = min(page.locator("svg text").evaluate_all(HEIGHTS))
        heading = page.locator("#pages h2").first.inner_text()
        picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    picture.save(tmp_path / f"{size}-{'dark' if dark else 'light'}-{language}.png")
    assert heading == LANGUAGES[language]
    assert wide <= SIZES[size][0] == picture.width
    assert smallest >= 10, "text in charts, in pixels"
    assert events == [f"request: {url}"]
    paper = picture.getpixel((2, 2))
    assert isinstance(paper, tuple) and (max(paper) < 64) == dark and (min(paper) > 192) == (not dark)
    for part in range(4):  # nowhere blank
        band = picture.crop((0, picture.height * part // 4, picture.width, picture.height * (part + 1) // 4))
        assert len(band.getcolors(maxcolors=1 << 24) or ()) > COLOURS // 4
    assert len(picture.getcolors(maxcolors=1 << 24) or ()) > COLOURS


def test_a_click_changes_the_language_and_another_page_of_ours_keeps_it(browser: Browser, tmp_path: Path) -> None:
    url = written(made_report(), tmp_path)
    with opened(browser, url, language="en-US") as (page, _):
        assert (page.evaluate("document.documentElement.lang"), page.title()) == (
            "en",
            "nightly · run 214: 2 of 3 expectations not met",
        )
        page.click("#language")
        shown = page.locator("main").inner_text()
        assert "收到的页面" in shown and "What came in" not in shown
        assert (page.evaluate("document.documentElement.lang"), page.title()) == (
            "zh-Hans",
            "nightly · 214: 3 项预期中 2 项未达到",
        )
        page.reload()
        assert "收到的页面" in page.locator("main").inner_text()


def test_a_picture_is_asked_for_by_a_click_and_by_nothing_else(browser: Browser, tmp_path: Path) -> None:
    url = written(made_report(), tmp_path)
    with opened(browser, url) as (page, events):
        assert page.locator("button.picture").count() == sum(bool(one.picture) for one in made_report().headlines)
        page.locator("#language").click()
        with page.expect_request("https://pictures.example/**"):
            page.locator("button.picture").first.click()
    asked = [event for event in events if event.startswith("request: http")]
    assert asked == ["request: https://pictures.example/1.jpg"]


def test_whatever_pages_say_nothing_of_it_runs(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "review").mkdir()
    (tmp_path / "review/index.html").touch()
    url = written(hostile_report(HOSTILE.replace("\ud800", "")), tmp_path)
    with opened(browser, url) as (page, events):
        assert page.locator("script").count() == 1
        assert page.locator("img, iframe, object, embed, link, base, form").count() == 0
        hrefs = page.locator("a").evaluate_all("all => all.map(e => e.protocol)")
        page.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")
        page.locator("#language").click()
        page.wait_for_load_state("networkidle")
    assert set(hrefs) == {"file:"}
    assert events == [f"request: {url}"]


@pytest.mark.parametrize(
    "attempt",
    [
        "fetch('http://127.0.0.1:9/').catch(() => 0)",
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'alert(1)'}))",
        "document.body.append(Object.assign(document.createElement('iframe'), {src: 'http://127.0.0.1:9/'}))",
    ],
)
def test_the_policy_is_in_force(attempt: str, browser: Browser, tmp_path: Path) -> None:
    url = written(made_report(), tmp_path)
    refused = "Content Security Policy"
    with opened(browser, url) as (page, events), page.expect_console_message(lambda message: refused in message.text):
        page.evaluate(attempt)
    assert any(event.startswith("console: ") and refused in event for event in events)
    assert not [event for event in events if event.startswith("dialog")]


def test_links_lead_to_the_pages(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/a #1?.txt").write_text("what the page says")
    (tmp_path / "reports").mkdir()
    with opened(browser, written(made_report(), tmp_path / "reports")) as (page, _):
        page.get_by_text("pages/a #1?.txt").click()
        page.wait_for_url("**/pages/a%20%231%3F.txt")
        assert page.locator("body").inner_text() == "what the page says"
