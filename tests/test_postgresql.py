"""PostgreSQL, a real server: the items as tables, whole batches only, the same after a crawl that was killed."""

import signal
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest
import sqlalchemy as sa

from benchmarks.pages import write_pages
from crawler.feeds.exporters._sql_tables import tables
from crawler.feeds.exporters.batches import LostBatchError, LostItemsError
from crawler.feeds.exporters.postgresql import PostgresqlExporter, engine_of
from crawler.feeds.exporters.sql_reader import candidates, read_database
from crawler.feeds.setup import without_password
from crawler.feeds.storages.postgresql import Connection
from crawler.items import Article, Credit, Item
from tests.any_items import long_thread
from tests.batch_runs import SETTINGS
from tests.made_items import made_article, made_thread
from tests.postgresql_server import Server, running_server
from tests.processes import ENVIRONMENT, UNWATCHED, run
from tests.support import ROOT
from tests.tiny import run_all

PAGES, BATCH = 120, 20


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


def exporter_to(url: str, **options: Any) -> PostgresqlExporter:
    exporter = PostgresqlExporter(Connection(url), **options)
    exporter.start_exporting()
    return exporter


def export(url: str, items: list[Item], **options: Any) -> None:
    exporter = exporter_to(url, **options)
    for item in items:
        exporter.export_item(item)
    exporter.finish_exporting()


def everything(url: str) -> dict[str, list[Any]]:
    """All rows of all tables."""
    engine = engine_of(url)
    with engine.connect() as connection:
        rows = {
            name: sorted(map(tuple, connection.execute(sa.select(table))), key=str)
            for name, table in tables("postgresql").tables.items()
        }
    engine.dispose()
    return rows


def same_ids(count: int) -> list[Item]:
    """As many articles, all with ids of their own."""
    items: list[Item] = [made_article(str(number)) for number in range(count)]
    for number, item in enumerate(items):
        item.id = f"{number:016x}"
    return items


def test_items_read_back_equal(server: Server) -> None:
    url = server.create("equal")
    items: list[Item] = [made_article(), long_thread(1000), made_thread()]
    for _ in range(2):
        export(url, items, batch_items=2)
        assert list(read_database(url)) == sorted(items, key=lambda item: item.id)


def test_an_item_that_comes_again_replaces_itself_with_all_its_rows(server: Server) -> None:
    url = server.create("upsert")
    newer = made_article()
    newer.headline, newer.images, newer.credits = "新标题", [], [Credit("author", "王五")]
    export(url, [made_article(), newer])
    assert list(read_database(url)) == [newer]


def test_types_and_comments_are_there_for_queries(server: Server) -> None:
    url = server.create("typed")
    article = made_article()
    article.date_published = "2021-07-28T18:50:17+08:00"
    export(url, [article])
    with psycopg.connect(url) as connection:
        asked = "SELECT extract(hour FROM date_published AT TIME ZONE 'UTC'), date_published_iso FROM items"
        assert connection.execute(asked).fetchall() == [(10, article.date_published)]
        comment = "SELECT col_description('posts'::regclass, attnum) FROM pg_attribute WHERE attname = 'likes'"
        assert connection.execute(comment).fetchall() == [("支持",)]


def test_an_item_that_the_server_refuses_costs_itself_alone(server: Server) -> None:
    url = server.create("refused")
    items = same_ids(3)
    assert isinstance(items[1], Article)
    items[1].text = "NUL \x00"
    with pytest.raises(LostItemsError, match="NUL") as lost:
        export(url, items)
    assert lost.value.lost == 1
    assert list(read_database(url)) == [items[0], items[2]]


def test_a_server_that_goes_away_costs_the_batch_and_leaves_those_before(server: Server) -> None:
    url = server.create("gone")
    items = same_ids(20)
    exporter = exporter_to(url, batch_items=10)
    for item in items[:15]:
        exporter.export_item(item)
    server.stop()
    try:
        with pytest.raises(LostBatchError) as lost:
            for item in items[15:]:
                exporter.export_item(item)
        assert lost.value.lost == 10
        ended = run(server.folder, "crawl", "replay", "-a", f"pages={ROOT / 'fixtures'}", "-O", url)
        assert ended.returncode == 1 and "missing from feeds: 1 items, 1 feeds" in ended.stdout
    finally:
        server.start()
    assert list(read_database(url)) == items[:10]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    write_pages(folder / "pages", PAGES)
    return folder


def crawling(url: str, *more: str) -> list[str]:
    feeds = {url: {"format": "postgresql", "item_export_kwargs": {"batch_items": BATCH}}}
    return ["crawl", "replay", "-a", "pages=pages", "-s", f"FEEDS={msgspec.json.encode(feeds).decode()}", *more]


def test_a_crawl_that_is_killed_leaves_whole_batches_and_goes_again_to_the_same_tables(server: Server, pages: Path) -> None:
    killed, whole = server.create("killed"), server.create("whole")
    kills_itself = f"KILLED=item {2 * BATCH + BATCH // 2}"
    ended = run(pages, *crawling(killed, "-s", kills_itself), environment=UNWATCHED | SETTINGS)
    assert ended.returncode == -signal.SIGKILL
    assert run(pages, *crawling(whole)).returncode == 0
    by_id: dict[str, Item] = {item.id: item for item in read_database(whole)}
    left = list(read_database(killed))
    assert len(left) == 2 * BATCH and len(by_id) == PAGES
    assert left == [by_id[item.id] for item in left]
    assert run(pages, *crawling(killed)).returncode == 0
    assert everything(killed) == everything(whole)


def test_a_crawl_and_scrapy_items_and_no_password_in_what_they_say(server: Server, tmp_path: Path) -> None:
    server.create("crawled")
    secret = "hunter2%40x"
    url = server.url("crawled", secret)
    outputs = ("-O", url, "-O", "items.jsonl", "-L", "DEBUG")
    ended = run(tmp_path, "crawl", "replay", "-a", f"pages={ROOT / 'fixtures'}", *outputs)
    assert ended.returncode == 0 and "Stored postgresql feed (5 items) in: postgresql://qingliu:***@" in ended.stderr
    nowhere = url.replace("/crawled", "/nowhere")
    read, unread, *wrong = run_all(
        tmp_path,
        ["items", url],
        ["items", nowhere],
        *(["crawl", "replay", "-L", "DEBUG", "-O", feed] for feed in (f"{url}:jsonl", nowhere)),
        environment=ENVIRONMENT,
    )
    assert sorted(read.stdout.splitlines()) == sorted((tmp_path / "items.jsonl").read_text("utf-8").splitlines())
    assert all(run.returncode for run in (unread, *wrong))
    assert "has the format postgresql, not jsonl" in wrong[0].stderr
    assert not [run for run in (ended, read, unread, *wrong) if "hunter2" in run.stdout + run.stderr]


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("postgresql://me:secret@host/db", "postgresql://me:***@host/db"),
        ("postgresql://me:sec:r@t/x@host/db", "postgresql://me:***@host/db"),
        ("postgresql://me@host:5432/db", "postgresql://me@host:5432/db"),
        ("out/a:b@c.jsonl", "out/a:b@c.jsonl"),
        ("file:///out/a:b@c.jsonl", "file:///out/a:b@c.jsonl"),
    ],
)
def test_a_password_is_not_shown(uri: str, shown: str) -> None:
    assert without_password(uri) == shown


def test_only_a_url_is_written_to() -> None:
    with pytest.raises(ValueError, match="postgresql://"):
        PostgresqlExporter(BytesIO())


def test_words_of_two_characters_are_found_by_the_index(server: Server) -> None:
    url = server.create("searched")
    thread, article = made_thread(), made_article()
    article.text, thread.posts[0].text = "江苏今天通报疫情防控情况，G20峰会。", "昨天路过老桥"
    export(url, [thread, article])
    export(url, [article])
    engine = engine_of(url)
    for words, ids in {
        ("疫情", "江苏"): {article.id},
        ("通报疫情防控",): {article.id},
        ("G20峰会",): {article.id},
        ("路过",): {thread.id},
        ("疫情", "路过"): set(),
        ("江西",): set(),
    }.items():
        assert candidates(engine, words) == ids, words
    assert candidates(engine, ["疫"]) is None
    with engine.begin() as connection:
        connection.exec_driver_sql("SET enable_seqscan = off")
        asked = "EXPLAIN SELECT id FROM items WHERE qingliu_pairs(headline || ' ' || coalesce(text, '')) @@ qingliu_query('疫情')"
        assert "items_pairs" in str(connection.exec_driver_sql(asked).all())
        connection.exec_driver_sql("UPDATE items SET text = '浙江' WHERE type = 'article'")
    assert candidates(engine, ["浙江"]) == {article.id} and candidates(engine, ["疫情"]) == set()
    engine.dispose()
