"""The package `qingliu` as it is used from Python: one page, many pages, and items of other people's projects."""

import doctest
import logging
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import attrs
import pytest
import scrapy
from hypothesis import given
from hypothesis import strategies as st
from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

import qingliu
from qingliu.pipeline import QingliuPipeline
from tests.support import ROOT, cleaned, plain, saved_dump

PAGES = sorted(ROOT.glob("fixtures/*/*.txt"))
PAGE = saved_dump(
    "<div><p>旧港码头昨天重新开放，首班渡船早上六点离岸。</p><p>责任编辑：何小满</p></div>", title="旧港码头", author="潮汐日报"
)
DELETED = saved_dump("<div><p>抱歉，您访问的内容不存在或已被删除</p></div>")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_becomes_the_item_of_a_replay(page: Path) -> None:
    data = page.read_bytes()
    expected = plain(cleaned(data, "a/page"))
    assert plain(qingliu.clean(data, path="a/page")) == expected
    as_text = plain(qingliu.clean(data.decode(), path="a/page"))
    assert as_text["page"].pop("encoding") is as_text["page"].pop("encoding_basis") is None
    assert as_text["page"].items() <= expected["page"].items()
    assert as_text | {"page": None} == expected | {"page": None}


CLEANS_ALL = """
import sys, qingliu
print([qingliu.clean(open(path, "rb").read()) for path in sys.argv[1:]])
"""


def test_items_do_not_depend_on_the_seed_of_hashes() -> None:
    pages = [*PAGES, *sorted(ROOT.glob("tests/site_pages/*/*.html"))]
    command = [sys.executable, "-c", CLEANS_ALL, *map(str, pages)]
    environments = [{**os.environ, "PYTHONHASHSEED": seed} for seed in ("1", "2", "3")]
    assert len({subprocess.check_output(command, env=environment, cwd=ROOT) for environment in environments}) == 1


def test_what_is_known_of_a_page_is_in_its_item() -> None:
    item = qingliu.clean(PAGE, url="https://tide.example/1.html", captured=datetime(2026, 3, 5, 1, tzinfo=UTC))
    assert (item.url, item.page.path, item.page.captured) == (*["https://tide.example/1.html"] * 2, "2026-03-05T09:00:00+08:00")
    assert qingliu.clean(PAGE).page.path == "-"
    in_gbk = qingliu.clean(PAGE.decode().encode("gbk"), content_type="text/html; charset=gbk")
    assert (in_gbk.headline, in_gbk.page.encoding_basis) == ("旧港码头", "http")
    with pytest.raises(ValueError, match="no offset"):
        qingliu.clean(PAGE, captured="2026-03-05T09:00:00")


def test_bytes_are_taken_whatever_holds_them_and_what_is_no_page_is_the_callers_slip() -> None:
    in_gbk, header = PAGE.decode().encode("gbk"), "text/html; charset=gbk"
    expected = qingliu.clean(in_gbk, content_type=header, path="a/b")
    assert qingliu.clean(bytearray(in_gbk), content_type=header.encode(), path=Path("a/b")) == expected
    assert qingliu.clean(memoryview(in_gbk), content_type=header, path="a/b") == expected
    slips: list[dict[str, Any]] = [{"data": None}, {"data": 5}, {"data": PAGE, "content_type": 5}, {"data": PAGE, "path": 5}]
    for slip in slips:
        with pytest.raises(TypeError):
            qingliu.clean(**slip)


@pytest.mark.parametrize("url", ["file:///saved/1.html", "about:blank", "1.html", "http://[::1", ""])
def test_an_address_that_is_none_of_the_web_says_nothing(url: str) -> None:
    assert plain(qingliu.clean(PAGE, url=url, path="a")) == plain(qingliu.clean(PAGE, path="a"))


def test_pages_without_an_item_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(qingliu.NotAnItem, match="deleted at the source"):
        qingliu.clean(DELETED)
    with pytest.raises(qingliu.UnreadablePage, match="empty") as unreadable:
        qingliu.clean("")
    assert unreadable.value.stage == "read"


def test_threads_clean_pages_side_by_side() -> None:
    pages = [
        page.read_bytes().replace(b'class="', f'class="{word}{page.stem} '.encode())
        for page in sorted(ROOT.glob("tests/site_pages/*/*.html"))
        for word in ("quay", "tide", "mole")
    ]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as threads:
            items = list(threads.map(qingliu.clean, pages))
    finally:
        sys.setswitchinterval(before)
    assert items == list(map(qingliu.clean, pages))


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_nothing_else_is_raised_because_of_a_page(data: bytes | str) -> None:
    try:
        qingliu.clean(data)
    except (qingliu.NotAnItem, qingliu.UnreadablePage) as why:
        assert str(why)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Pages in an empty working directory, to which nothing may be added."""
    monkeypatch.chdir(tmp_path)
    for name, page in {"a.txt": PAGE, "b.txt": DELETED, "c.txt": b"", "d.txt": PAGES[0].read_bytes()}.items():
        (tmp_path / name).write_bytes(page)
    before, handlers = sorted(tmp_path.iterdir()), list(logging.root.handlers)
    yield tmp_path
    assert (sorted(tmp_path.iterdir()), list(logging.root.handlers)) == (before, handlers)


def test_all_pages_come_with_what_became_of_them(folder: Path) -> None:
    first, dropped, failed, last = qingliu.replay(folder)
    assert isinstance(first, qingliu.Article) and first.headline == "旧港码头"
    assert dropped == qingliu.Dropped(f"{folder}/b.txt", "deleted at the source")
    assert failed == qingliu.Failed(f"{folder}/c.txt", "read", "UnreadablePageError", "empty")
    assert isinstance(last, qingliu.Article) and last.site == "guancha"
    assert [type(each) for each in qingliu.replay("*.txt", site="guancha")][::3] == [qingliu.Dropped, qingliu.Article]


def test_pages_are_read_when_they_are_asked_for(folder: Path) -> None:
    outcomes = qingliu.replay(str(folder))
    assert len(list(islice(outcomes, 3))) == 3
    (folder / "d.txt").write_bytes(PAGE)
    assert [outcome.headline for outcome in outcomes if isinstance(outcome, qingliu.Article)] == ["旧港码头"]


def test_a_damaged_archive_tells_what_it_lost(tmp_path: Path) -> None:
    archive = tmp_path / "cut.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(PAGES[0], "a.txt")
        tar.add(PAGES[1], "b.txt")
    archive.write_bytes(archive.read_bytes()[:-200])
    *_, last = qingliu.replay(archive)
    assert isinstance(last, qingliu.Lost | qingliu.Failed)


def test_settings_of_pages_are_heeded_and_those_of_runs_refused(folder: Path) -> None:
    assert {type(each) for each in qingliu.replay(folder / "d.txt", MAX_PAGE_BYTES=100)} == {qingliu.Failed}
    with pytest.raises(TypeError, match="DUPLICATES, STATE"):
        qingliu.replay(folder, STATE="state.db", DUPLICATES="drop")
    with pytest.raises(TypeError, match="did you mean MAX_PAGE_BYTES"):
        qingliu.replay(folder, MAX_PAGE_BITES=100)
    with pytest.raises(TypeError, match='unknown setting "html"'):
        qingliu.replay(folder, html="html")
    with pytest.raises(ValueError, match='unknown site "zakr": did you mean zaker'):
        qingliu.replay(folder, site="zakr")
    with pytest.raises(FileNotFoundError):
        next(qingliu.replay(folder / "nowhere"))


NOTEBOOKS = [
    file.relative_to(ROOT)
    for file in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))
    if "```pycon" in file.read_text("utf-8") and file.stem != "getting-started"  # which cleans a page of the reader's
]


@pytest.mark.parametrize("document", NOTEBOOKS, ids=str)
def test_the_notebooks_in_the_documents_run(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = document.read_text("utf-8").replace("```", "")
    notebook = doctest.DocTestParser().get_doctest(page, {}, str(document), None, None)
    ran = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(notebook)
    assert ran.attempted >= 2 and not ran.failed


@dataclass
class Story:
    html: bytes | str
    url: str | None = None
    headline: str | None = None
    text: str | None = None
    credits: list[dict[str, str]] = field(default_factory=list)


@attrs.define
class Parsed:
    body: bytes
    title: str = ""
    content: str = ""


class Loaded(scrapy.Item):
    html, headline, publisher = scrapy.Field(), scrapy.Field(), scrapy.Field()


def test_a_page_of_any_site_is_cleaned_as_it_was_served() -> None:
    text = "停用两年的旧港码头昨天重新开放，首班渡船早上六点离岸，岸边站满了人。" * 3
    served = f"""<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>旧港码头重新开放_潮汐日报</title></head>
        <body><nav><a href="/">首页</a></nav><h1>旧港码头重新开放</h1><p>2026-03-05 08:30 来源：潮汐晚报</p>
        <article><p>{text}</p><p>{text}</p></article></body></html>"""
    story = pipeline().process_item(Story(served.encode(), "https://tide.example/1.html"))
    assert story.headline == "旧港码头重新开放" and story.text == f"{text}\n\n{text}"


def pipeline(**settings: Any) -> QingliuPipeline:
    return QingliuPipeline.from_crawler(get_crawler(settings_dict=settings))


def test_items_of_any_class_are_filled() -> None:
    stage, address = pipeline(), "https://tide.example/1.html"
    story = stage.process_item(Story(PAGE, address))
    assert (story.html, story.url, story.headline, story.credits) == (
        PAGE,
        address,
        "旧港码头",
        [{"role": "editor", "name": "何小满"}],
    )
    assert stage.process_item({"html": PAGE, "content_type": b"text/html; charset=utf-8"})["page"]["encoding_basis"] == "http"
    assert stage.process_item(Loaded(html=PAGE.decode()))["publisher"] == "潮汐日报"
    everything = stage.process_item({"html": PAGE})
    assert everything["html"] == PAGE and "posts" not in everything and everything["removed"][0]["rule"] == "credit-line"
    renaming = pipeline(QINGLIU_READS={"data": "body"}, QINGLIU_FIELDS={"headline": "title", "text": "content"})
    assert ItemAdapter(renaming.process_item(Parsed(PAGE))).asdict() == {
        "body": PAGE,
        "title": "旧港码头",
        "content": "旧港码头昨天重新开放，首班渡船早上六点离岸。",
    }


def test_pages_of_others_without_an_item(caplog: pytest.LogCaptureFixture) -> None:
    crawler = get_crawler()
    stage = QingliuPipeline.from_crawler(crawler)
    with pytest.raises(DropItem, match="deleted at the source"):
        stage.process_item(Story(DELETED))
    for item in (Story(b"", "https://tide.example/2.html"), Story(PAGE[:10])):
        assert stage.process_item(item).text is None
    assert (
        crawler.stats.get_value("qingliu/unreadable") == 2
        and "https://tide.example/2.html cannot be cleaned: empty" in caplog.text
    )


def test_settings_that_name_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="QINGLIU_FIELDS: there is no title"):
        pipeline(QINGLIU_FIELDS={"title": "headline"})
