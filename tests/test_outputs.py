"""What ``-O`` understands, folders as feeds, filters by type, and feeds of JSON Lines replayed."""

import csv
import json
from pathlib import Path
from typing import Any, cast

import pytest
from scrapy import Spider

from crawler.feeds.exporters.json_items import JsonLinesExporter
from crawler.feeds.storages.local import MARK, FolderFeed
from crawler.files.atomic_file import AtomicFile
from crawler.items import Article, Thread
from crawler.pages import Limits, PageTooLargeError, SavedPage, saved_pages
from crawler.runs.outputs import output_of
from crawler.settings import FEED_EXPORTERS
from tests.exporting import feed, full_article
from tests.support import saved_dump
from tests.test_replay import Run

GZIP, ZSTD = (f"crawler.feeds.compression.{name}Plugin" for name in ("Gzip", "Zstd"))
NOBODY = cast(Spider, None)


@pytest.mark.parametrize(
    ("given", "scrapy", "options"),
    [
        ("a.jsonl", "a.jsonl:jsonl", {}),
        ("a.jsonl:json", "a.jsonl:json", {}),
        ("a.jsonl.gz", "a.jsonl.gz:jsonl", {"postprocessing": [GZIP]}),
        ("a.b.txt.zst", "a.b.txt.zst:txt", {"postprocessing": [ZSTD]}),
        ("x.zst:csv", "x.zst:csv", {"postprocessing": [ZSTD]}),
        ("a.md", "a.md:md", {}),
        ("a.md.zip", "a.md.zip:md.zip", {}),
        ("a.zip", "a.zip", {}),
        ("out.d/a", "out.d/a", {}),
        ("a.jsonl:article", "a.jsonl:jsonl", {"item_classes": [Article]}),
        ("a.jsonl.gz:thread", "a.jsonl.gz:jsonl", {"item_classes": [Thread], "postprocessing": [GZIP]}),
        ("a.x:csv:thread", "a.x:csv", {"item_classes": [Thread]}),
        ("-:jsonl", "-:jsonl", {}),
        ("s3://bucket/a.csv", "s3://bucket/a.csv:csv", {}),
        ("article", "article", {}),
    ],
)
def test_what_an_output_asks_for(given: str, scrapy: str, options: dict[str, Any]) -> None:
    output = output_of(given, FEED_EXPORTERS)
    assert (output.scrapy, output.options) == (scrapy, options)
    assert output.uri == ("stdout:" if given == "-:jsonl" else scrapy.rpartition(":")[0] or scrapy)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    outputs = ["items.jsonl", "articles.jsonl.gz:article", "threads.csv:thread", "folder.md"]
    arguments = [argument for output in outputs for argument in ("-O", output)]
    return Run(tmp_path_factory.mktemp("run") / "here", "crawl", "replay", *arguments)


def test_types_go_to_feeds_of_their_own_and_nothing_is_missing(run: Run) -> None:
    assert (run.code, "missing from feeds: 0 items, 0 feeds" in run.out) == (0, True), run.err
    assert {item["type"] for item in run.items} == {"article", "thread"}
    table = (run.folder / "threads.csv").read_bytes()
    assert (table.count(b"\r\n2,thread,"), table.count(b"\r\n2,article,")) == (1, 0)


def test_articles_alone_are_in_their_compressed_feed(run: Run) -> None:
    pages = [
        json.loads(page.read()) for page in saved_pages(str(run.folder / "articles.jsonl.gz")) if isinstance(page, SavedPage)
    ]
    assert [page["type"] for page in pages] == ["article"] * 4


def test_a_folder_is_replaced_only_when_it_was_a_feed(run: Run, tmp_path: Path) -> None:
    folder = run.folder / "folder.md"
    (folder / "stale.md").write_text("x")
    again = Run(tmp_path / "again", "crawl", "replay", "-O", str(folder), "-O", "items.jsonl")
    assert again.code == 0, again.err
    assert not (folder / "stale.md").exists() and len(list(folder.glob("*.md"))) == 5
    assert [name for name in run.folder.iterdir() if name.name.startswith(".") and name.name != ".qingliu"] == []
    mine = tmp_path / "mine.md"
    mine.mkdir()
    (mine / "letter.txt").write_text("dear")
    refused = Run(tmp_path / "refused", "crawl", "replay", "-O", str(mine), "-O", "items.jsonl")
    assert (refused.code, "was not written as a feed" in refused.err) == (1, True)
    assert [file.name for file in mine.iterdir()] == ["letter.txt"]
    assert not (tmp_path / "refused" / "items.jsonl").exists()  # the run stops, and can go on


def test_what_cannot_be_begun_is_told_once_and_costs_one_feed(tmp_path: Path) -> None:
    feeds = {"a.db": {"format": "db", "overwrite": True, "item_export_kwargs": {"titel": "x"}}}
    broken = Run(tmp_path / "broken", "crawl", "replay", "-s", f"FEEDS={json.dumps(feeds)}", "-O", "items.jsonl")
    assert (broken.code, len(broken.items)) == (1, 5)
    assert "missing from feeds: 5 items" in broken.out
    assert broken.err.count("The feed a.db cannot be begun: TypeError: Unexpected options: titel") == 1
    assert "Traceback" not in broken.err


def test_an_exported_revision_that_is_replayed_alone_keeps_its_number(tmp_path: Path) -> None:
    article = full_article()
    article.duplicate_of, article.revision, article.revised_from = None, 2, "0" * 64
    (tmp_path / "old.jsonl").write_bytes(feed(JsonLinesExporter, [article]))
    back = Run(tmp_path / "back", "crawl", "replay", "-a", f"pages={tmp_path / 'old.jsonl'}", "-O", "items.jsonl")
    assert (back.folder / "items.jsonl").read_bytes() == (tmp_path / "old.jsonl").read_bytes(), back.err


def test_an_unknown_ending_is_wrong_usage(tmp_path: Path) -> None:
    assert Run(tmp_path / "usage", "crawl", "replay", "-O", "a.zst").code == 2


@pytest.mark.parametrize("form", ["atom", "md.zip", "jsonld", "json", "xml", "db.gz", "csv.gz"])
def test_formats_with_one_beginning_refuse_to_be_appended_to(form: str, tmp_path: Path) -> None:
    feed = tmp_path / f"a.{form}"
    feed.write_bytes(b"here before")
    ended = Run(tmp_path / "run", "crawl", "replay", "-o", str(feed))
    assert (ended.code, feed.read_bytes()) == (2, b"here before")
    assert "cannot be appended to: replace it with -O" in ended.err


def test_csv_is_appended_to_under_one_header_and_only_where_that_is_the_same(tmp_path: Path) -> None:
    feed, other = tmp_path / "a.csv", tmp_path / "b.csv"
    other.write_bytes(b"a,b\r\n1,2\r\n")
    twice = [Run(tmp_path / name, "crawl", "replay", "-o", str(feed)) for name in ("first", "second")]
    assert [ended.code for ended in twice] == [0, 0]
    with feed.open(encoding="utf-8", newline="") as file:
        csv.field_size_limit(2**24)
        rows = list(csv.DictReader(file))
    assert len(rows) == 10 and {row["schema_version"] for row in rows} == {"2"}
    ended = Run(tmp_path / "third", "crawl", "replay", "-o", str(other))
    assert (ended.code, other.read_bytes()) == (2, b"a,b\r\n1,2\r\n") and "other columns" in ended.err


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_last_line_that_does_not_end_is_ended_before_anything_is_appended(form: str, tmp_path: Path) -> None:
    whole, feed = (tmp_path / f"{name}.{form}" for name in ("whole", "feed"))
    assert Run(tmp_path / "first", "crawl", "replay", "-O", str(whole)).code == 0
    feed.write_bytes(whole.read_bytes().rstrip(b"\r\n"))
    assert Run(tmp_path / "second", "crawl", "replay", "-o", str(feed)).code == 0
    assert len(feed.read_bytes().splitlines()) == 2 * len(whole.read_bytes().splitlines()) - (form == "csv")


def test_what_is_appended_to_is_on_the_disk_when_it_is_opened_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"before")
    file = AtomicFile(tmp_path / "a")
    assert Path(file.open(append=True).name).read_bytes() == b"before"
    file.discard()


def stored(storage: FolderFeed) -> None:
    folder: Any = storage.open(NOBODY)
    folder.add("a.md", b"new")
    storage.store(folder)


def test_a_folder_feed_appears_when_it_is_stored(tmp_path: Path) -> None:
    target = tmp_path / "deep/a.md"
    storage = FolderFeed(str(target), feed_options={"overwrite": True})
    storage.open(NOBODY)
    assert not target.exists()
    storage.discard()
    assert list(target.parent.iterdir()) == []
    stored(storage)
    assert sorted(file.name for file in target.iterdir()) == [MARK, "a.md"]


def test_a_folder_that_cannot_be_renamed_is_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.md"
    stored(FolderFeed(str(target), feed_options={"overwrite": True}))
    storage = FolderFeed(str(target), feed_options={"overwrite": True})
    replace = Path.replace

    def fail(self: Path, to: Path) -> Path:
        if self.suffix == ".part":
            raise OSError("no")
        return replace(self, to)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no"):
        stored(storage)
    storage.discard()
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]


def test_nothing_is_appended_to_a_folder(tmp_path: Path) -> None:
    stored(FolderFeed(str(tmp_path / "a.md"), feed_options={"overwrite": False}))
    with pytest.raises(FileExistsError, match="appended"):
        FolderFeed(str(tmp_path / "a.md"), feed_options={"overwrite": False}).open(NOBODY)


LINE = b'{"schema_version":1,"x":"%s"}\n'


def test_every_line_of_a_feed_is_a_page(tmp_path: Path) -> None:
    feed = tmp_path / "items.jsonl"
    long = LINE % (b"a" * 200_000)
    feed.write_bytes(LINE % b"1" + b"\n" + long + LINE % b"3" + b'{"schema_version":1,"cut')
    pages = [page for page in saved_pages(str(feed)) if isinstance(page, SavedPage)]
    assert [page.path for page in pages] == [f"{feed}!/{number}" for number in (1, 3, 4, 5)]
    assert [page.read() + b"\n" for page in pages[:3]] == [LINE % b"1", long, LINE % b"3"]


def test_a_line_that_does_not_end_is_no_attack(tmp_path: Path) -> None:
    feed = tmp_path / "items.jsonl"
    feed.write_bytes(LINE % b"1" + b"a" * 3_000_000)
    first, broken = (page for page in saved_pages(str(feed), limits=Limits(page_bytes=1_000_000)) if isinstance(page, SavedPage))
    assert first.read() + b"\n" == LINE % b"1"
    with pytest.raises(PageTooLargeError):
        broken.read()


def test_what_an_encoding_lacks_costs_its_item_and_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    for name, text in {"a": "渡口的树发了芽。", "b": "渡口的𠮷野家开了。"}.items():
        (tmp_path / f"p/{name}.txt").write_bytes(saved_dump(f"<div><p>{text}</p></div>", title=name))
    feeds = {"items.txt": {"format": "txt", "overwrite": True, "encoding": "gbk"}}
    run = Run(tmp_path / "run", "crawl", "replay", "-a", f"pages={tmp_path / 'p'}", "-s", f"FEEDS={json.dumps(feeds)}")
    assert (run.code, (run.folder / "items.txt").read_text("gbk").count("发了芽")) == (1, 1)
    assert "b.txt is missing from items.txt: UnicodeEncodeError: 'gbk' codec" in run.err and "Traceback" not in run.err


def test_a_feed_in_a_circle_of_links_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    for feed_ in ("a/items.jsonl", "a/items.md"):
        run = Run(tmp_path / feed_[-2:], "crawl", "replay", "-O", str(tmp_path / feed_))
        assert run.code == 1 and "it cannot be written: [Errno" in run.err and "Traceback" not in run.err
