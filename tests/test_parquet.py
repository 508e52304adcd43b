"""Parquet gives back what was put in, to this project and to DuckDB, pandas and Polars."""

import gzip
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings

from crawler.feeds.exporters._columns import columns_of
from crawler.feeds.exporters.batches import LostItemsError
from crawler.feeds.exporters.parquet import ParquetExporter, read_items
from crawler.items import Article, Item, Post, Thread
from tests.any_items import any_items, long_thread
from tests.exporting import export
from tests.made_items import made_article, made_thread
from tests.processes import run
from tests.support import ROOT

REPLAYED = ("crawl", "replay", "-a", f"pages={ROOT / 'fixtures'}", "-L", "ERROR")


def exported(items: list[Item], **options: Any) -> bytes:
    file = BytesIO()
    export(ParquetExporter(file, **options), items)
    return file.getvalue()


def thread_of(**post: Any) -> Thread:
    thread = made_thread()
    thread.posts = [Post(floor=1, **post)]
    return thread


@settings(max_examples=40)
@given(any_items)
@example([])
@example([long_thread(1000), made_article()])
def test_items_read_back_equal(items: list[Item]) -> None:
    assert list(read_items(BytesIO(exported(items, row_group_items=2)))) == items


def test_the_same_items_are_the_same_bytes() -> None:
    assert exported([made_article(), made_thread()]) == exported([made_article(), made_thread()])


def test_row_groups_end_by_items_and_by_bytes() -> None:
    items: list[Item] = [made_article() for _ in range(10)]
    size = len(msgspec.json.encode(items[0])) + 1
    for options, rows in ({"row_group_items": 4}, [4, 4, 2]), ({"row_group_bytes": size * 3}, [3, 3, 3, 1]):
        metadata = pq.ParquetFile(BytesIO(exported(items, **options))).metadata
        assert [metadata.row_group(at).num_rows for at in range(metadata.num_row_groups)] == rows


def test_the_schema_is_typed_and_documented() -> None:
    schema = pq.read_schema(BytesIO(exported([])))
    assert schema.names[:4] == ["schema_version", "type", "id", "id_basis"] and schema.names[-5:] == [
        "platform",
        "views",
        "reply_count",
        "poll",
        "posts",
    ]
    assert str(schema.field("date_published").type) == "timestamp[us, tz=UTC]"
    assert not schema.field("headline").nullable and schema.field("text").nullable
    post = schema.field("posts").type.value_type
    assert post.field("likes").metadata[b"description"].decode() == "支持"
    assert str(post.field("edited").type) == "timestamp[us, tz=UTC]"


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2021-07-28T18:50:17+08:00", datetime(2021, 7, 28, 10, 50, 17, tzinfo=UTC)),
        ("2021-07-28T18:50-03:30", datetime(2021, 7, 28, 22, 20, tzinfo=UTC)),
        ("2021-02-30T18:50+08:00", None),
        (None, None),
    ],
)
def test_an_instant_is_a_timestamp_and_its_string(text: str | None, instant: datetime | None) -> None:
    row = pq.read_table(BytesIO(exported([thread_of(edited=text)]))).to_pylist()[0]
    assert (row["posts"][0]["edited"], row["posts"][0]["edited_iso"]) == (instant, text)


def test_one_class_has_its_own_columns_and_takes_no_other() -> None:
    data = exported([made_thread()], item_classes=[Thread])
    assert pq.read_schema(BytesIO(data)).names == [
        name for column in columns_of(Thread) for name in [column.name, f"{column.name}_iso"][: 1 + (column.kind == "instant")]
    ]
    assert list(read_items(BytesIO(data))) == [made_thread()]
    with pytest.raises(TypeError, match="Article"):
        exported([made_article()], item_classes=[Thread])


def test_fields_are_chosen_and_renamed() -> None:
    data = exported([made_article(), made_thread()], fields_to_export={"headline": "title", "views": "views"})
    assert pq.read_table(BytesIO(data)).to_pylist() == [{"title": "标题 a", "views": None}, {"title": "话题 t", "views": 0}]
    with pytest.raises(ValueError, match="nonsense"):
        exported([], fields_to_export=["nonsense"])


def test_an_item_that_no_column_can_hold_costs_itself_alone() -> None:
    broken = made_thread()
    broken.views = 2**64
    file = BytesIO()
    with pytest.raises(LostItemsError) as lost:
        export(ParquetExporter(file), (made_article(), broken, made_thread()))
    assert lost.value.lost == 1
    assert list(read_items(BytesIO(file.getvalue()))) == [made_article(), made_thread()]


@pytest.mark.parametrize("item", [object(), {"headline": "x"}])
def test_what_is_no_item_is_refused(item: Any) -> None:
    with pytest.raises(TypeError):
        exported([item])


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crawl of the saved pages, as Parquet in every way, and as JSON Lines."""
    folder = tmp_path_factory.mktemp("parquet")
    feeds = {
        "items.parquet": {"format": "parquet"},
        "items.parquet.gz": {"format": "parquet", "postprocessing": ["scrapy.extensions.postprocessing.GzipPlugin"]},
        "corpus/site=%(item_site)s/month=%(item_month)s/items.parquet": {"format": "parquet"},
        "threads.parquet": {"format": "parquet", "item_classes": ["crawler.items.Thread"]},
        "items.jsonl": {"format": "jsonl"},
    }
    ended = run(folder, *REPLAYED, "-s", f"FEEDS={msgspec.json.encode(feeds).decode()}")
    assert ended.returncode == 0, ended.stderr
    return folder


def expected(feed: Path) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in (feed / "items.jsonl").read_bytes().splitlines()]


def test_a_crawl_reads_back_equal(feed: Path) -> None:
    unpacked = BytesIO(gzip.decompress((feed / "items.parquet.gz").read_bytes()))
    for file in (feed / "items.parquet", unpacked):
        assert [msgspec.to_builtins(item) for item in read_items(file)] == expected(feed)


def rows(items: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """What the three queries ask for, from the items themselves."""
    return sorted(
        (
            item["site"],
            datetime.fromisoformat(item["date_published"]),
            item["headline"],
            item["page"]["bytes"],
            len(item["removed"]),
        )
        for item in items
    )


def test_duckdb_reads_the_same_values(feed: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        query = "SELECT site, date_published, headline, page.bytes, len(removed) FROM '{}' ORDER BY ALL"
        for name in ("items.parquet", "corpus/*/*/items.parquet"):
            assert connection.sql(query.format(feed / name)).fetchall() == rows(expected(feed))
        posts = "SELECT post.floor, post.author FROM (SELECT unnest(posts) AS post FROM '{}')"
        wanted = [(post["floor"], post["author"]) for item in expected(feed) for post in item.get("posts", ())]
        assert connection.sql(posts.format(feed / "items.parquet")).fetchall() == wanted
        months = f"SELECT DISTINCT month FROM '{feed}/corpus/*/*/items.parquet' WHERE site = 'sina_finance' ORDER BY month"
        assert connection.sql(months).fetchall() == [("2021-07",), ("2021-08",)]


def test_pandas_reads_the_same_values(feed: Path) -> None:
    for frame in (pd.read_parquet(feed / "items.parquet"), pd.read_parquet(feed / "corpus", partitioning=None)):
        found = zip(
            frame["site"],
            frame["date_published"],
            frame["headline"],
            (page["bytes"] for page in frame["page"]),
            map(len, frame["removed"]),
            strict=True,
        )
        assert sorted(found) == rows(expected(feed))


def test_polars_reads_the_same_values(feed: Path) -> None:
    for frame in (pl.read_parquet(feed / "items.parquet"), pl.read_parquet(feed / "corpus", hive_partitioning=True)):
        picked = frame.select(
            "site", "date_published", "headline", pl.col("page").struct.field("bytes"), pl.col("removed").list.len().alias("n")
        )
        assert sorted(picked.rows()) == rows(expected(feed))


def test_item_classes_choose_rows_and_columns_and_appending_is_refused(feed: Path) -> None:
    table = pq.read_table(feed / "threads.parquet")
    assert table.num_rows == 1 and "lead_image" not in table.column_names
    again = run(feed, *REPLAYED, "-o", "threads.parquet")
    assert again.returncode == 2 and "cannot be appended to" in again.stderr
    assert "pages of" not in again.stdout, "no page was replayed"
    assert pq.read_table(feed / "threads.parquet").equals(table)


def test_unvalidated_nulls_are_not_written_as_text() -> None:
    article: Article = made_article()
    article.headline = None  # type: ignore[assignment]
    with pytest.raises(LostItemsError):
        exported([article])
