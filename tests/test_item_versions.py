"""What version 1 of the schema exported is still read, and says no more than it said."""

import sqlite3
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa
import yaml

from crawler.feeds.exporters.markdown import markdown_page
from crawler.feeds.exporters.parquet import ParquetExporter, read_items
from crawler.feeds.exporters.sql_reader import read_database
from crawler.feeds.exporters.sqlite import SqliteExporter
from crawler.items import Item, PollOption, Removal
from crawler.items.schema import upgraded
from crawler.readers import UnreadablePageError, read_page
from tests.exporting import export
from tests.made_items import made_article, made_thread
from tests.support import bodies_of, plain

NEW = {"id_basis", "flags", "pages", "pages_missing", "poll"}
NEW_IN_REMOVALS = {"floor", "at", "score", "signs"}
NEW_TABLES = ("flags", "pages", "poll", "signs", "encoding_overruled")


def version_1(item: Item) -> dict[str, Any]:
    """``item`` as version 1 exported it."""
    old = {name: value for name, value in plain(item).items() if name not in NEW} | {"schema_version": 1}
    old["removed"] = [{name: value for name, value in each.items() if name not in NEW_IN_REMOVALS} for each in old["removed"]]
    return old


def untold(item: Item) -> Item:
    """``item`` without what version 1 could not say."""
    item.id_basis = None
    return item


ITEMS: list[Item] = [untold(made_article()), untold(made_thread())]
each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.type)


@each_item
def test_an_upgraded_item_says_what_it_said_and_guesses_nothing(item: Item) -> None:
    old = version_1(item)
    before = msgspec.json.encode(old)
    assert upgraded(old) == plain(item)
    assert msgspec.json.encode(old) == before, "the argument is not changed"
    assert upgraded(plain(item)) == plain(item)


@each_item
def test_it_is_replayed_from_json_lines(item: Item) -> None:
    for body in bodies_of(item):
        body.html = body.text = ""
    assert read_page("a.jsonl!1", msgspec.json.encode(version_1(item))).item == item


def test_it_is_replayed_from_markdown() -> None:
    article = made_article()
    article.id_basis, article.text, article.html, article.images = None, "", "", []
    _, head, body = markdown_page(article).decode().split("---\n", 2)
    old = version_1(article)
    head = yaml.safe_dump({name: old[name] for name in yaml.safe_load(head) if name in old}, allow_unicode=True, sort_keys=False)
    assert read_page("a.md", f"---\n{head}---\n{body}".encode()).item == article


@pytest.mark.parametrize("removed", [None, 7, "x", [3], [[]], {"rule": "x"}])
def test_what_is_broken_is_refused_and_not_upgraded(removed: Any) -> None:
    with pytest.raises(UnreadablePageError):
        read_page("a.jsonl!1", msgspec.json.encode(version_1(made_article()) | {"removed": removed}))


def test_it_is_read_from_parquet() -> None:
    file = BytesIO()
    export(ParquetExporter(file), ITEMS)
    table = pq.read_table(BytesIO(file.getvalue()))
    rows = [row | {"schema_version": 1} for row in table.drop_columns(sorted(NEW)).to_pylist()]
    old_removal = pa.struct(
        [field for field in table.schema.field("removed").type.value_type if field.name not in NEW_IN_REMOVALS]
    )
    fields = [pa.field("removed", pa.list_(old_removal)) if f.name == "removed" else f for f in table.schema if f.name not in NEW]
    for row in rows:
        row["removed"] = [{name: value for name, value in each.items() if name not in NEW_IN_REMOVALS} for each in row["removed"]]
    old = BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, pa.schema(fields)), old)
    assert list(read_items(BytesIO(old.getvalue()))) == ITEMS


def test_a_database_is_read_and_added_to(tmp_path: Path) -> None:
    file = tmp_path / "items.db"
    write(file, ITEMS)
    connection = sqlite3.connect(file)
    connection.executescript("PRAGMA foreign_keys=OFF; UPDATE items SET schema_version = 1;")
    connection.executescript("".join(f"DROP TABLE {table};" for table in NEW_TABLES))
    connection.executescript("".join(f"ALTER TABLE items DROP COLUMN {name};" for name in ("id_basis", "pages_missing")))
    connection.executescript("".join(f"ALTER TABLE removed DROP COLUMN {name};" for name in ("floor", "at", "score")))
    connection.close()
    assert list(read_database(str(file))) == ITEMS
    new = made_thread("new")
    new.id, new.flags, new.poll = "00000000000000aa", ["no-text"], [PollOption("甲", 3), PollOption("乙")]
    new.removed = [Removal("promo", "推广", "扫码", floor=1, at=2, score=0.75, signs=["short"])]
    new.page.encoding_overruled = ["gb2312"]
    write(file, [new])
    assert list(read_database(str(file))) == [*ITEMS, new]


def write(file: Path, items: list[Item]) -> None:
    with file.open("ab") as opened:
        export(SqliteExporter(opened), items)


def test_what_is_no_database_of_items_is_told(tmp_path: Path) -> None:
    sa.create_engine(f"sqlite:///{tmp_path / 'x.db'}").connect().close()
    with pytest.raises(ValueError, match="no feed of items"):
        next(read_database(str(tmp_path / "x.db")))
