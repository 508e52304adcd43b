"""SQLite gives back what was put in, is searched in Chinese, and is updated by id."""

import gzip
import sqlite3
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from scrapy.exceptions import UsageError

from crawler.commands.items import reader_of
from crawler.feeds.exporters.batches import LostItemsError
from crawler.feeds.exporters.sql_reader import candidates, engine_of, read_database, reindex
from crawler.feeds.exporters.sqlite import SqliteExporter
from crawler.items import Credit, Item
from tests.any_items import any_items, long_thread
from tests.made_items import made_article, made_thread
from tests.processes import run
from tests.support import ROOT

REPLAYED = ("crawl", "replay", "-a", f"pages={ROOT / 'fixtures'}", "-L", "ERROR")


def export(path: Path, items: list[Item], **options: Any) -> None:
    with path.open("ab") as file:
        exporter = SqliteExporter(file, **options)
        exporter.start_exporting()
        try:
            for item in items:
                exporter.export_item(item)
        finally:
            exporter.finish_exporting()


def query(path: Path, sql: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


@settings(max_examples=25)
@given(any_items)
@example([])
@example([long_thread(1000), made_article()])
def test_items_read_back_equal(items: list[Item]) -> None:
    with TemporaryDirectory() as folder:
        export(Path(folder) / "a b?#%.db", items, batch_items=2)
        assert list(read_database(f"{folder}/a b?#%.db")) == items


def test_an_item_that_comes_again_replaces_itself_with_all_its_rows(tmp_path: Path) -> None:
    newer = made_article()
    newer.headline, newer.images, newer.credits = "新标题二号", [], [Credit("author", "王五")]
    for batch_items in (1, 10):
        path = tmp_path / f"{batch_items}.db"
        export(path, [made_article(), made_thread(), newer], batch_items=batch_items)
        assert sorted(item.id for item in read_database(str(path))) == sorted([newer.id, made_thread().id])
        assert newer in list(read_database(str(path)))
        assert query(path, "SELECT count(*) FROM items_fts WHERE items_fts MATCH '新标题'") == [(1,)]


def test_a_database_that_is_there_is_added_to_and_its_index_with_it(tmp_path: Path) -> None:
    path = tmp_path / "items.db"
    export(path, [made_article()])
    thread = made_thread()
    thread.posts[0].text = "南京大屠杀纪念馆"
    export(path, [thread])
    thread.posts[0].text = "扬州瘦西湖公园"
    export(path, [thread])
    assert list(read_database(str(path))) == [made_article(), thread]
    for words, found in (("大屠杀", 0), ("瘦西湖", 1)):
        assert query(path, f"SELECT count(*) FROM posts_fts WHERE posts_fts MATCH '{words}'") == [(found,)]
    for table in ("items", "posts"):
        assert query(path, f"INSERT INTO {table}_fts ({table}_fts) VALUES ('integrity-check')") == []


def test_the_same_items_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.db", "b.db"):
        export(tmp_path / name, [made_article(), long_thread(30)])
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()


def test_an_item_that_no_column_can_hold_costs_itself_alone(tmp_path: Path) -> None:
    too_many, unwritable = made_thread(), made_article()
    too_many.views, too_many.id = 2**64, "0" * 16
    unwritable.text, unwritable.id = "\ud800", "1" * 16
    with pytest.raises(LostItemsError) as lost:
        export(tmp_path / "items.db", [made_article(), too_many, unwritable, made_thread()])
    assert lost.value.lost == 2
    assert list(read_database(str(tmp_path / "items.db"))) == [made_article(), made_thread()]


def test_what_is_no_database_cannot_be_added_to(tmp_path: Path) -> None:
    (tmp_path / "items.db").write_text("no database, but text of some length" * 100)
    with (tmp_path / "items.db").open("ab") as file, pytest.raises(OSError, match="not a database"):
        SqliteExporter(file).start_exporting()


def test_fields_cannot_be_chosen() -> None:
    with pytest.raises(ValueError, match="fields"):
        SqliteExporter(BytesIO(), fields_to_export=["headline"])


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crawl of the saved pages, as a database, compressed, and as JSON Lines."""
    folder = tmp_path_factory.mktemp("sqlite")
    feeds = {
        "items.db": {"format": "sqlite"},
        "items.db.gz": {"format": "sqlite", "postprocessing": ["scrapy.extensions.postprocessing.GzipPlugin"]},
        "items.jsonl": {"format": "jsonl"},
    }
    ended = run(folder, *REPLAYED, "-s", f"FEEDS={msgspec.json.encode(feeds).decode()}")
    assert ended.returncode == 0, ended.stderr
    return folder


def test_scrapy_items_reads_it_back(feed: Path) -> None:
    (feed / "unpacked.db").write_bytes(gzip.decompress((feed / "items.db.gz").read_bytes()))
    ended = run(feed, "items", "items.db")
    assert ended.stdout == (feed / "items.jsonl").read_text("utf-8")
    assert list(read_database(str(feed / "unpacked.db"))) == list(read_database(str(feed / "items.db")))
    ended = run(feed, "items", "none.db")
    assert ended.returncode == 1 and "none.db cannot be read: FileNotFoundError: no such file" in ended.stderr
    with pytest.raises(UsageError, match=r"known: \.parquet, \.db"):
        reader_of("items.jsonl")


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT count(*) FROM items_fts WHERE items_fts MATCH '疫情防控'", [(5,)]),
        (
            "SELECT site FROM items JOIN items_fts ON number = items_fts.rowid WHERE items_fts MATCH 'headline: 凌晨开会'",
            [("sina_finance",)],
        ),
        ("SELECT count(*) FROM items_fts WHERE items_fts MATCH '疫情'", [(5,)]),
        ('SELECT count(*) FROM items_fts WHERE items_fts MATCH \'"江苏" "疫情"\'', [(4,)]),
        ("SELECT count(*) FROM items WHERE text LIKE '%疫情%'", [(4,)]),
        (
            "SELECT date_published, date_published_iso FROM items WHERE id = 'f1e52c1a7c05f529'",
            [("2021-07-28T10:50:17Z", "2021-07-28T18:50:17+08:00")],
        ),
        (
            "SELECT strftime('%Y-%m', date_published) AS month, count(*) FROM items GROUP BY month ORDER BY month LIMIT 2",
            [("2021-07", 1), ("2021-08", 2)],
        ),
    ],
)
def test_it_is_queried(feed: Path, sql: str, rows: list[tuple[Any, ...]]) -> None:
    assert query(feed / "items.db", sql) == rows


def test_a_vacuum_leaves_the_index_right(feed: Path) -> None:
    (feed / "vacuumed.db").write_bytes((feed / "items.db").read_bytes())
    connection = sqlite3.connect(feed / "vacuumed.db", isolation_level=None)
    connection.execute("DELETE FROM items WHERE number = 2")
    connection.execute("VACUUM")
    connection.close()
    found = "SELECT count(*) FROM items WHERE number IN (SELECT rowid FROM items_fts WHERE items_fts MATCH '疫情防控')"
    assert query(feed / "vacuumed.db", found) == [(4,)]
    reindex(str(feed / "vacuumed.db"))
    assert query(feed / "vacuumed.db", "SELECT count(*) FROM items_fts WHERE items_fts MATCH '疫情防控'") == [(4,)]


def test_trigrams_of_earlier_versions_give_way(tmp_path: Path) -> None:
    path = tmp_path / "items.db"
    export(path, [made_article()])
    earlier = """
        DROP TABLE items_fts; DROP TABLE posts_fts;
        CREATE VIRTUAL TABLE items_fts USING fts5(headline, text, content="items", content_rowid="number", tokenize="trigram");
        CREATE TRIGGER items_added AFTER INSERT ON items BEGIN
          INSERT INTO items_fts (rowid, headline, text) VALUES (new.number, new.headline, new.text); END;
    """
    connection = sqlite3.connect(path)
    connection.executescript(earlier)
    connection.close()
    assert candidates(engine_of(str(path)), ["标题"]) is None
    newer = made_article()
    newer.id, newer.text = "f" * 16, "江苏发布疫情通报。"
    export(path, [newer])
    assert candidates(engine_of(str(path)), ["疫情", "江苏"]) == {newer.id}
    assert candidates(engine_of(str(path)), ["标题"]) == {newer.id, made_article().id}
    assert query(path, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'") == [(0,)]
