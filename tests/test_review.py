"""The review: what its pages hold, and what a real Chromium shows of them."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, Page

from crawler.feeds.exporters import review
from crawler.feeds.exporters.review import ReviewExporter
from crawler.feeds.review.pages import records_of
from crawler.feeds.review.rows import flags_of
from crawler.feeds.storages.local import Folder
from crawler.items import Article, Item, Removal
from crawler.runs.outputs import output_of
from tests.browser import chromium, opened
from tests.exporting import export, full_article, full_thread
from tests.made_items import made_page

SAID = "渡口的灯一直亮到天明。"
OTHER = "渡口的灯只亮到半夜。"
WRONG = '"><script>alert(1)</script><img src=x onerror=alert(2)><!--</script>{{ data }}'


def article(number: int, **more: Any) -> Article:
    """An article of two paragraphs, of which an invitation was taken out before the second."""
    text = f"第{number}篇的开头。\n\n{more.pop('said', SAID)}"
    html = "\n".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    removed = [
        Removal("follow-us", "an invitation to follow", "扫码关注江声晚报", at=1),
        Removal("judge", "a pointer", "更多内容", score=0.8),
    ]
    made = Article(
        id=f"{number:016x}",
        site="river",
        publisher="江声晚报",
        headline=f"渡口{number}",
        text=text,
        html=html,
        removed=removed,
        content_sha256="0" * 64,
        page=made_page(f"{number}"),
    )
    return replace(made, **more)


def written(folder: Path, items: Iterable[Item], **options: Any) -> Path:
    """The folder of a review of ``items``."""
    file = Folder(folder, ".review")
    export(ReviewExporter(file, **options), items)
    return file.path


def data(page: Path) -> list[Any]:
    return [json.loads(record) for record in records_of(page.read_bytes()) if record]


def test_every_item_stands_on_its_page_as_the_feed_has_it(tmp_path: Path) -> None:
    items: list[Item] = [full_article(), full_thread(), article(1)]
    folder = written(tmp_path, items)
    assert data(folder / "items-1.html") == [msgspec.to_builtins(item) for item in items]
    assert [(row[0], sum(row[8].values())) for row in data(folder / "index.html")] == [
        (item.id, len(item.removed)) for item in items
    ]
    assert len(data(folder / "removed.html")) == sum(len(item.removed) for item in items)


def test_many_items_are_split_over_pages_and_none_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in {"ITEMS_A_PAGE": 3, "ITEMS_AN_INDEX": 6, "TEXTS_A_PAGE": 4, "STORIES_A_PAGE": 1}.items():
        monkeypatch.setattr(review, name, number)
    leaders = {9: f"{1:016x}", 10: f"{2:016x}"}
    folder = written(tmp_path, [article(number, duplicate_of=leaders.get(number)) for number in range(1, 15)])
    names = sorted(file.name for file in folder.glob("*.html"))
    assert Counter(name.removesuffix(".html").partition("-")[0] for name in names) == {
        "items": 5,
        "index": 3,
        "removed": 3,
        "texts": 5,
        "stories": 2,
    }
    rows = [row for part in ("index.html", "index-2.html", "index-3.html") for row in data(folder / part)]
    assert [row[0] for row in rows] == [f"{number:016x}" for number in range(1, 15)]
    for row in rows:
        page, number = row[11]
        assert data(folder / f"items-{page}.html")[number]["id"] == row[0]
    stories = data(folder / "stories.html") + data(folder / "stories-2.html")
    assert [[int(member["id"], 16) for member in members] for _, members in stories] == [[1, 9], [2, 10]]


def test_what_cannot_be_written_costs_itself_alone(tmp_path: Path) -> None:
    file = Folder(tmp_path, ".review")
    exporter = ReviewExporter(file)
    with pytest.raises(UnicodeEncodeError):
        exporter.export_item(article(1, headline="\ud800"))
    exporter.export_item(article(2))
    exporter.finish_exporting()
    assert [row[0] for row in data(file.path / "index.html")] == [f"{2:016x}"]


def test_a_folder_called_review_is_one() -> None:
    assert output_of("out/review/", {"review", "jsonl"}).scrapy == "out/review/:review"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def found(page: Page) -> str:
    """What the index says it found, when all texts are there."""
    while page.locator("iframe").count():
        page.wait_for_timeout(10)
    return page.locator("#count").text_content() or ""


@pytest.mark.runs
def test_an_index_finds_words_of_two_characters_and_filters(browser: Browser, tmp_path: Path) -> None:
    items = [article(1), article(2, said=OTHER, site="bay"), article(3, date_published="2024-05-06T07:08:09+08:00")]
    folder = written(tmp_path, items)
    with opened(browser, (folder / "index.html").as_uri()) as (page, events):
        assert page.locator("#list section").count() == 3
        page.fill("#search", "半夜")
        assert found(page).startswith("1 ")
        assert page.locator("#list h2").all_text_contents() == ["渡口2"]
        page.fill("#search", "")
        page.select_option("#flag", "no-date")
        assert found(page).startswith("2 ")
        page.select_option("#site", "bay")
        assert page.locator("#list h2").all_text_contents() == ["渡口2"]
        page.click("#language")
        assert page.evaluate("document.documentElement.lang") in {"en", "zh-Hans"}
    assert not [event for event in events if not event.startswith("request: file:")]


@pytest.mark.runs
def test_an_address_names_an_item_or_what_is_chosen_and_remembers_it(browser: Browser, tmp_path: Path) -> None:
    items = [article(1, source="江声晚报"), article(2, site="bay"), article(3, revision=2), article(3, headline="渡口三")]
    folder = written(tmp_path, items)
    index = (folder / "index.html").as_uri()
    for address, headline in ((f"#{2:016x}", "渡口2"), (f"#{3:016x}-2", "渡口3"), (f"#{3:016x}-1", "渡口三")):
        with opened(browser, index + address) as (page, _):
            page.wait_for_url("**/items-1.html#*")
            assert page.locator("main h2").first.text_content() == headline
    with opened(browser, index + "#flag=no-source&site=river") as (page, _):
        assert (page.locator("#count").text_content() or "").split() in (["2", "of", "4"], ["2", "/", "共", "4"])
        page.fill("#search", "渡口3")
        page.wait_for_url("**search=*")
        assert page.locator("#list h2").all_text_contents() == ["渡口3"]
        page.click("#language")
        assert (page.input_value("#search"), page.input_value("#site")) == ("渡口3", "river")
    with opened(browser, (folder / "removed.html").as_uri() + "#rule=judge") as (page, _):
        assert (page.locator("#count").text_content() or "").startswith("4 ")
        assert page.locator("#list section").count() == 2


@pytest.mark.runs
def test_a_long_list_is_drawn_as_far_as_somebody_looks(browser: Browser, tmp_path: Path) -> None:
    folder = written(tmp_path, [article(number) for number in range(200)])
    with opened(browser, (folder / "index.html").as_uri()) as (page, _):
        assert page.locator("#list section").count() < 100
        while page.locator("#list section").count() < 200:
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            page.wait_for_timeout(10)
        assert not page.locator("#more").is_visible()
        assert page.locator("#list h2").all_text_contents() == [f"渡口{number}" for number in range(200)]
        page.select_option("#order", "most")
        assert page.locator("#list h2").first.text_content() == "渡口0"


@pytest.mark.runs
def test_of_many_items_the_first_are_shown_and_that_is_said(browser: Browser, tmp_path: Path) -> None:
    folder = written(tmp_path, [article(number) for number in range(9)], most=4)
    assert len(data(folder / "index.html")) == len(data(folder / "items-1.html")) == 4
    with opened(browser, (folder / "index.html").as_uri()) as (page, _):
        assert "4 of 9" in (page.locator("main").text_content() or "")


@pytest.mark.runs
@pytest.mark.parametrize(("size", "dark"), [((390, 844), True), ((1280, 900), False)], ids=["phone", "desk"])
def test_an_item_shows_in_its_place_what_was_taken_out(
    browser: Browser, tmp_path: Path, size: tuple[int, int], dark: bool
) -> None:
    folder = written(tmp_path, [full_article(), article(2), full_thread()])
    with opened(browser, (folder / "items-1.html").as_uri() + "#1", size, dark) as (page, events):
        order = page.locator("article > *").evaluate_all(
            "all => all.map(e => e.querySelector('del')?.textContent || e.firstChild.textContent)"
        )
        assert order == ["第2篇的开头。", "扫码关注江声晚报", SAID, "更多内容"]
        assert page.locator(".removed.doubt del").all_text_contents() == ["更多内容"]
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        page.screenshot(path=tmp_path / "item.png")
        page.click("text=/^(Next|下一条)$/")
        assert page.locator("section.card").count() == 1 + len(full_thread().posts)
    assert not [event for event in events if not event.startswith("request: file:")]


@pytest.mark.runs
def test_every_number_that_is_shown_is_that_of_the_items(browser: Browser, tmp_path: Path) -> None:
    items: list[Item] = [full_article(), full_thread(), *(article(number, site=f"site{number % 3}") for number in range(1, 60))]
    items += [article(70, duplicate_of=f"{1:016x}"), article(71, duplicate_of=f"{1:016x}"), article(2, revision=2)]
    folder = written(tmp_path, items)
    removals = [removal for item in items for removal in item.removed]
    wanted = {
        "site": Counter(item.site for item in items),
        "type": Counter(item.type for item in items),
        "rule": Counter(rule for item in items for rule in {removal.rule for removal in item.removed}),
        "flag": Counter(flag for item in items for flag in flags_of(item)),
    }
    with opened(browser, (folder / "index.html").as_uri(), language="en-US") as (page, _):
        for name, expected in wanted.items():
            options = page.locator(f"#{name} option").evaluate_all("all => all.slice(1).map(e => [e.value, e.textContent])")
            assert {value: int(text.rpartition("(")[2][:-1]) for value, text in options} == expected
            for value, number in expected.items():
                page.select_option(f"#{name}", value)
                assert page.locator("#count").text_content() == f"{number} of {len(items)}"
            page.select_option(f"#{name}", index=0)
        page.fill("#search", "渡口1")
        assert found(page) == f"{sum('渡口1' in item.headline for item in items)} of {len(items)}"
        tags = page.locator(f"[data-id='{1:016x}'] .tag").all_text_contents()
        assert {"copies: 2", "Taken out: 2"} <= set(tags)
    with opened(browser, (folder / "removed.html").as_uri(), language="en-US") as (page, _):
        assert page.locator("#count").text_content() == f"{len(removals)} of {len(removals)}"
        for rule, number in Counter(removal.rule for removal in removals).items():
            page.select_option("#rule", rule)
            assert page.locator("#count").text_content() == f"{number} of {len(removals)}"
    with opened(browser, (folder / "stories.html").as_uri(), language="en-US") as (page, _):
        shown = page.locator("section.story .soft").all_text_contents()
        assert sorted(text.split(" ")[0] for text in shown) == ["2", "3"]


@pytest.mark.runs
def test_a_story_shows_where_its_copies_differ(browser: Browser, tmp_path: Path) -> None:
    folder = written(tmp_path, [article(1), article(2, said=OTHER, duplicate_of=f"{1:016x}")])
    with opened(browser, (folder / "stories.html").as_uri() + f"#{1:016x}") as (page, events):
        assert "天明" in "".join(page.locator("del.word").all_text_contents())
        assert "半夜" in "".join(page.locator("ins").all_text_contents())
    assert not [event for event in events if not event.startswith("request: file:")]


@pytest.mark.runs
def test_whatever_pages_say_nothing_of_it_runs_or_loads(browser: Browser, tmp_path: Path) -> None:
    elements = "<script>alert(4)</script><img src='https://x.example/x.png'><a href='javascript:alert(3)'>x</a>"
    html = f"<p>{escape(WRONG)}</p>{elements}"
    removed = [Removal("r", WRONG, WRONG, at=0)]
    wrong = article(1, headline=WRONG, site=WRONG, html=html, text=WRONG, removed=removed, source=WRONG)
    folder = written(tmp_path, [wrong, article(2, duplicate_of=wrong.id, headline=WRONG, text=WRONG)])
    for name in ("index.html", "items-1.html", "removed.html", "stories.html", f"stories.html#{wrong.id}"):
        page_name, _, fragment = name.partition("#")
        with opened(browser, (folder / page_name).as_uri() + (f"#{fragment}" if fragment else "")) as (page, events):
            page.wait_for_load_state("networkidle")
            assert page.locator("img, object, embed, base, form, a[href^=javascript]").count() == 0
        assert not [event for event in events if not event.startswith("request: file:")], name
