"""Nothing of a page is markup to a reader of the Markdown that is made of it, and nothing is lost to one."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from crawler.content.html import clean_blocks
from crawler.content.markdown import render_markdown
from crawler.feeds.exporters.markdown import markdown_page
from crawler.items import Article, Item
from tests.browser import chromium, opened
from tests.exporting import full_article, hashed
from tests.hostile_pages import CLEAN
from tests.markdown_readers import ALLOWED, READERS, complaints, shown
from tests.support import ROOT, cleaned, cleaned_article
from tests.test_exported_items import articles, replayed, threads
from tests.test_html_safety import VECTORS

TEXTS = [*(ROOT / "tests" / "structures" / "markdown_signs.txt").read_text("utf-8").splitlines(), *VECTORS[::8]]
PLACES = {
    "paragraph": "<p>{0}</p>",
    "line": "<p>字<br>{0}<br>{0}</p>",
    "heading": "<h2>{0}</h2><h4>{0}</h4>",
    "list": "<ul><li>{0}</li><li>{0}</li></ul><ol><li>{0}<li>{0}</ol><ul><li><p>{0}</p><p>{0}</p></ul>",
    "nested list": "<ul><li>甲<ol><li>{0}<blockquote><p>{0}</p></blockquote></li></ol></li></ul>",
    "quotation": "<blockquote><p>{0}</p><p>{0}</p></blockquote>",
    "listing": "<pre>{0}\n\n    {0}\n{0}\n\n\n\t{0} </pre><ul><li>x</li></ul><pre>{0}\n\n{0}</pre><p>{0}</p>",
    "listing in a list": "<ul><li>x<pre>{0}\n\n    {0}\n{0}</pre></li></ul><ol><li><pre>{0}\n{0}</pre></li></ol>",
    "listing in a quotation": "<blockquote><pre>{0}\n\n    {0}\n{0}</pre></blockquote>",
    "code": "<p>字<code>{0}</code>字<code>{0}</code><code>{0}</code></p><p><code>{0}</code></p>",
    "emphasis": "<p>字<strong>{0}</strong>字<strong>x{0}y</strong><em>x{0}y</em>{0}</p>",
    "link": '<p>{0}<a href="https://x.example/">{0}</a>{0}</p>',
    "address": '<p>字<a href="https://x.example/{0}">字</a>{0}</p><p><a href="https://x.example/{0}">字<b>{0}</b></a></p>',
    "alt text": '<img src="https://x.example/1.jpg" alt="{0}"><p>字</p>',
    "address of a picture": '<img src="https://x.example/1.jpg?{0}"><p>字</p>',
    "caption": '<figure><img src="https://x.example/1.jpg"><figcaption>{0}</figcaption></figure><p>字</p>',
    "cell": "<table><tr><td>{0}</td><td>{0}</td></tr><tr><td>{0}</td><td><code>{0}</code><b>{0}</b></td></tr></table>",
    "heading of a table": "<table><tr><th>{0}</th><th>{0}</th></tr><tr><td>{0}</td><td>{0}</td></tr></table>",
    "cell that spans others": '<table><tr><td colspan=2>{0}</td></tr><tr><td>{0}</td><td><a href="https://x.example/{0}">'
    "{0}</a></td></tr></table>",
    "table in a quotation": "<blockquote><table><tr><td colspan=2>{0}</td></tr><tr><td>{0}</td><td>{0}</td></tr></table>"
    "</blockquote>",
    "marks": "<p><ruby>{0}<rt>{0}</rt></ruby><sup>{0}</sup><del>{0}</del>{0}</p>",
}
TABLES = {"commonmark", "python-markdown"}
"""Readers to which a table is text between bars."""
BARS, CONTROLS = re.compile(r"[|-]"), re.compile(r"[\x00-\x1f]")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def made_of(place: str) -> Article:
    """The article of a page that has every text in one place."""
    bodies = (PLACES[place].replace("{0}", escape(text)).replace("1.jpg", f"{at}.jpg") for at, text in enumerate(TEXTS))
    return cleaned_article("".join(bodies))


@pytest.fixture(scope="module")
def made() -> dict[str, Article]:
    return {place: made_of(place) for place in PLACES}


@pytest.mark.parametrize("place", PLACES)
def test_no_text_is_markup_in_any_place(place: str, made: dict[str, Article]) -> None:
    html = made[place].html
    markdown = render_markdown(clean_blocks(html))
    for name, reader in READERS.items():
        page = reader(markdown)
        assert list(complaints(page)) == [], name
        marks = BARS if name in TABLES and "| ---" in markdown else CONTROLS
        assert marks.sub("", shown(page)) == marks.sub("", shown(html)), name


@pytest.mark.parametrize("place", PLACES)
def test_what_looks_like_markup_comes_back(place: str, made: dict[str, Article]) -> None:
    page = markdown_page(made[place])
    assert b"\nhtml: " not in page
    assert replayed(page) == made[place]


@settings(max_examples=25)
@given(articles() | threads())
def test_a_page_of_any_item_has_no_markup_but_ours(item: Article) -> None:
    page = markdown_page(item).decode()
    for name, reader in READERS.items():
        assert list(complaints(reader(page))) == [], name


@settings(max_examples=25)
@given(st.lists(st.sampled_from([*TEXTS, "\n", "    ", "字"]), min_size=1, max_size=6).map("".join))
def test_no_front_matter_is_markup(text: str) -> None:
    article = full_article()
    article.headline = article.source = article.original_headline = text
    article.keywords = [text, "字"]
    page = markdown_page(hashed(article)).decode()
    for name, reader in READERS.items():
        assert list(complaints(reader(page))) == [], name
    assert replayed(page.encode()) == article


@pytest.mark.runs
@pytest.mark.parametrize("reader", READERS)
def test_a_browser_runs_and_fetches_nothing(reader: str, browser: Browser, made: dict[str, Article], tmp_path: Path) -> None:
    """But for the pictures of the items."""
    pages: list[Item] = [*made.values(), *(cleaned(make()) for name, make in CLEAN.items() if name in SMALL)]
    markdown = "\n\n".join(markdown_page(page).decode() for page in pages)
    (tmp_path / "page.html").write_text(f'<meta charset="utf-8">{READERS[reader](markdown)}', "utf-8")
    url = (tmp_path / "page.html").as_uri()
    with opened(browser, url) as (page, events):
        found = {tag: set(names) for tag, names in page.evaluate(ELEMENTS)}
    hosts = {urlsplit(event.removeprefix("request: ")).hostname for event in events if event.startswith("request: ")}
    assert hosts <= {None, *(urlsplit(image.url).hostname for page in made.values() for image in page.images)}
    assert {event for event in events if not event.startswith("request: ")} <= {UNREACHABLE}
    assert {tag: names - ALLOWED.get(tag, set()) for tag, names in found.items() if not names <= ALLOWED.get(tag, {"?"})} == {}


ELEMENTS = "[...document.body.querySelectorAll('*')].map(e => [e.localName, e.getAttributeNames()])"
UNREACHABLE = "console: Failed to load resource: net::ERR_NAME_NOT_RESOLVED"
SMALL = {"good", "HTML entity bomb", "surrogate entities", "YAML tags", "ReDoS in a head", "a 10 MB address"}
