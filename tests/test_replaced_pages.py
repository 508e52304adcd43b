"""No run replaces a saved page, and each may replace what an earlier one wrote."""

import gzip
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from crawler.files.own_files import OwnFiles
from crawler.runs.replaced_pages import refused_outputs
from tests.batch_runs import JOBS, BatchFolder
from tests.processes import UNWATCHED, run
from tests.support import saved_dump

PAGE = saved_dump("<div><p>渡口的树发了芽。</p></div>")
ITEM = b'{"schema_version":2,"type":"article","id":"a"}\n'


def zipped(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(made := BytesIO(), "w") as archive:
        archive.writestr(name, content)
    return made.getvalue()


def places(folder: Path) -> None:
    """Pages in a folder, in archives there and beside it, and links to them."""
    for name, content in {
        "pages/a.txt": PAGE,
        "pages/b [1].html": b"<html><p>" + b"x" * 70_000,
        "pages/sub/c.zip": zipped("c.txt", PAGE),
        "pages/cut.zip": zipped("c.txt", PAGE * 9)[:400],
        "pages/d.html.gz": gzip.compress(PAGE),
        "pages/table.csv": b"id,html\n1,<p>words</p>\n",
        "pages/plain.csv": b"id,headline\n1,words\n",
        "pages/items.jsonl": ITEM,
        "pages/items.md.zip": zipped("a.md", b"---\nschema_version: 2\n---\n"),
        "pages/failed.jsonl": b'{"page":"a.txt","stage":"read"}\n',
        "pages/empty.txt": b"",
        "other.txt": PAGE,
        "list.txt": b"pages/items.jsonl\nother.txt\n",
        "weighed.json": b"{}",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "link.jsonl").symlink_to("pages/a.txt")
    (folder / "linked").symlink_to("pages")
    os.link(folder / "pages/a.txt", folder / "hard.txt")


@pytest.mark.parametrize(
    ("pages", "output", "is_refused"),
    [
        ("pages", "pages/a.txt", True),
        ("pages", "pages/b [1].html", True),
        ("pages/*.txt", "./pages/../pages/a.txt", True),
        ("pages/*.html", "pages/a.txt", False),
        ("pages", "other.txt", False),
        ("pages", "file://FOLDER/pages/b%20[1].html", True),
        ("pages", "pages/%(name)s.txt", True),
        ("pages", "pages/%(batch_time)s-%(batch_id)05d.txt", False),
        ("pages", "%(item_site)s/a.txt", True),
        ("pages", "pages/sub/c.zip", True),
        ("pages", "pages/cut.zip", True),
        ("pages/sub/c.zip!/c.txt", "pages/sub/c.zip", True),
        ("pages", "pages/d.html.gz", True),
        ("pages", "pages/table.csv", True),
        ("pages", "link.jsonl", True),
        ("pages", "hard.txt", True),
        ("pages", "linked/a.txt", True),
        ("linked", "pages/a.txt", True),
        ("pages", "pages/plain.csv", False),
        ("pages", "pages/items.jsonl", False),
        ("pages", "pages/items.md.zip", False),
        ("pages", "pages/failed.jsonl", False),
        ("pages", "pages/empty.txt", False),
        ("pages", "pages/new.jsonl", False),
        ("pages", "sqlite:///pages/a.txt", True),
        ("pages", "postgresql://h/pages/a.txt", False),
        ("pages/items.jsonl", "linked/items.jsonl", True),
        ("list.txt", "pages/items.jsonl", True),
        ("list.txt", "other.txt", True),
        ("list.txt", "list.txt", True),
        ("list.txt", "pages/a.txt", False),
        ("nowhere", "pages/a.txt", False),
        ("pages", "weighed.json", True),
        ("pages", "x" * 300, False),
    ],
)
def test_a_page_is_not_replaced_and_an_earlier_output_is(
    pages: str, output: str, is_refused: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places(tmp_path)
    monkeypatch.chdir(tmp_path)
    output = output.replace("FOLDER", str(tmp_path))
    for name, value in {"FEEDS": {output: {}}, "LOG_FILE": output, "FAILED_PAGES_FEED": output}.items():
        settings = Settings({"HTML_COLUMN": "html", "RECURRING": "weighed.json", "MAX_PAGE_BYTES": 60_000, name: value})
        assert [refused for refused, _ in refused_outputs(settings, [pages])] == [output] * is_refused


@pytest.mark.parametrize(
    ("settings", "is_refused"),
    [
        ({"FEEDS": {"a.db": {}}, "STATE": "./a.db"}, True),
        ({"FEEDS": {"a.db": {}}, "STATE": "sqlite:///a.db"}, True),
        ({"FEEDS": {"linked.jsonl": {}, "b.jsonl": {}}}, True),
        ({"FEEDS": {"file://FOLDER/b.jsonl": {}}, "FAILED_PAGES_FEED": "b.jsonl"}, True),
        ({"FEEDS": {"b.txt": {}}, "LOG_FILE": "b.txt"}, True),
        ({"FEEDS": {"b-%(time)s.txt": {}, "b-%(name)s.txt": {}}}, False),
        ({"FEEDS": {"/dev/null": {}}, "LOG_FILE": "/dev/null"}, False),
        ({"FEEDS": {"postgresql://h/d": {}}, "STATE": "postgresql://h/d"}, False),
        ({"FEEDS": {"stdout:": {}}, "STATE": "a.db", "FAILED_PAGES_FEED": "b.jsonl"}, False),
    ],
)
def test_nothing_is_written_twice_into_one_file(
    settings: dict[str, Any], is_refused: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "linked.jsonl").symlink_to("b.jsonl")
    feeds: dict[str, dict[str, Any]] = {uri.replace("FOLDER", str(tmp_path)): {} for uri in settings["FEEDS"]}
    refused = list(refused_outputs(Settings(settings | {"FEEDS": feeds}), []))
    assert [uri in feeds and "are one file" in why for uri, why in refused] == [True] * is_refused


def test_a_corpus_may_be_added_to_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").write_bytes(ITEM)
    corpus = str(tmp_path / "all.jsonl")
    refused = {
        overwrite: list(refused_outputs(Settings({"CORPUS": corpus, "FEEDS": {corpus: {"overwrite": overwrite}}}), []))
        for overwrite in (False, True)
    }
    assert refused == {False: [], True: [(corpus, f"{corpus}, which the run reads, would be replaced by {corpus}")]}


def test_own_files_are_known_by_any_links_and_are_none_where_they_are_asked_for(tmp_path: Path) -> None:
    places(tmp_path)
    settings = Settings({"KEEP_FAILED_PAGES": str(tmp_path / "pages/sub")})
    own = OwnFiles(settings, [str(tmp_path / "linked/items.jsonl"), str(tmp_path / "50%-%(time)s.csv")])
    assert all(str(tmp_path / name) in own for name in ("pages/items.jsonl", "linked/sub/c.zip", "50%-now.csv"))
    assert {str(tmp_path / name) for name in ("link.jsonl", "pages/a.txt")} <= {
        file for file in map(str, tmp_path.rglob("*")) if file in OwnFiles(Settings(), [str(tmp_path / "link.jsonl")])
    }
    assert str(tmp_path / "pages/sub/c.zip") not in OwnFiles(settings, [], [str(tmp_path / "linked/sub")])


@pytest.mark.parametrize(
    "output",
    [
        ("-O", "pages/a.txt:jsonl"),
        ("-o", "pages/a.txt:jsonl"),
        ("-s", "LOG_FILE=pages/a.txt"),
        ("-s", "FAILED_PAGES_FEED=pages/a.txt"),
        ("-s", 'FEEDS={"pages/a.txt": {"format": "jsonl"}}'),
    ],
)
def test_a_crawl_leaves_its_pages_as_they_are(output: tuple[str, str], tmp_path: Path) -> None:
    places(tmp_path)
    ended = run(tmp_path, "crawl", "replay", "-a", "pages=pages", "-s", "STATE=", *output)
    assert (ended.returncode, (tmp_path / "pages/a.txt").read_bytes()) == (2, PAGE), ended.stderr
    assert "pages/a.txt, which the run reads, would be replaced by pages/a.txt" in ended.stderr


def test_a_batch_leaves_its_pages_as_they_are(tmp_path: Path) -> None:
    batch = BatchFolder(tmp_path, JOBS + "      pages/%(date)s%(job)s.txt: {format: csv}\n")
    batch.write("pages/2026news.txt", PAGE)
    assert "pages/2026news.txt, which the run reads, would be replaced by pages/%(date)s%(job)s.txt" in batch.run(code=2)
    assert (tmp_path / "pages/2026news.txt").read_bytes() == PAGE


def test_a_feed_among_the_pages_is_replaced_every_night(tmp_path: Path) -> None:
    places(tmp_path)
    feeds = [argument for ending in ("jsonl", "md.zip", "csv", "txt", "xml") for argument in ("-O", f"linked/items.{ending}")]
    for _ in range(2):
        ended = run(tmp_path, "crawl", "replay", "-a", "pages=pages/[ai]*", "-s", "STATE=", *feeds)
        assert (ended.returncode, "1 pages = 1 items" in ended.stdout) == (0, True), ended.stdout + ended.stderr


FROM_PYTHON = """
import sys
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

settings = Settings()
settings.setmodule("crawler.settings", priority="project")
settings.update({"FEEDS": {"pages/a.txt": {"format": "jsonl", "overwrite": True}}, "STATE": ""})
process = CrawlerProcess(settings)
crawler = process.create_crawler("replay")
process.crawl(crawler, pages="pages")
process.start()
print(crawler.stats.get_value("finish_reason"), crawler.stats.get_value("qingliu/pages"))
"""


def test_a_run_from_python_replaces_no_page(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/a.txt").write_bytes(PAGE)
    command = [sys.executable, "-c", FROM_PYTHON]
    ended = subprocess.run(command, cwd=tmp_path, env=UNWATCHED, capture_output=True, encoding="utf-8")
    assert (ended.stdout.splitlines()[-1], (tmp_path / "pages/a.txt").read_bytes()) == ("output_replaces_page None", PAGE)
    assert "pages/a.txt, which the run reads, would be replaced by pages/a.txt" in ended.stderr
