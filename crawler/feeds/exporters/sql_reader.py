"""Items read back from a database: all, or those that may have the words that somebody looks for, by its full-text indexes."""

import os
from collections.abc import Collection, Iterator, Sequence
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from crawler.content.grams import grams_to_find
from crawler.feeds.exporters import _postgresql_index, sqlite
from crawler.feeds.exporters._sql_rows import items_of
from crawler.feeds.exporters._sql_tables import readable, tables
from crawler.files.extras import load_component
from crawler.items import Item

ITEMS_AT_ONCE = 500


def read_database(feed: str) -> Iterator[Item]:
    """The items of a SQLite file or of the database at a ``postgresql://`` URL, as :func:`read_items` gives them."""
    yield from read_items(engine_of(feed))


def engine_of(feed: str) -> sa.Engine:
    """The engine for a ``postgresql://`` URL, or for the SQLite file at a path, which is only read. Raises FileNotFoundError."""
    if feed.startswith("postgresql://"):
        engine: sa.Engine = load_component("crawler.feeds.exporters.postgresql.engine_of")(feed)
        return engine
    if not os.path.exists(feed):  # noqa: PTH110 - a Path raises for a long name
        raise FileNotFoundError(f"no such file: {feed}")
    return sa.create_engine(sa.URL.create("sqlite", database=f"file:{quote(feed)}", query={"mode": "ro", "uri": "true"}))


def read_items(engine: sa.Engine, ids: Collection[str] | None = None) -> Iterator[Item]:
    """The items of a database that the exporters wrote, all or those of ``ids``.

    SQLite's come in the order of writing, PostgreSQL's by id.

    No more than :data:`ITEMS_AT_ONCE` are in memory. Raises sqlalchemy.exc.DBAPIError, ValueError where there are no items,
    msgspec.ValidationError.
    """
    with engine.connect() as connection:
        every = readable(connection, tables(engine.dialect.name)).tables
        if (items := every.get("items")) is None or "id" not in items.c:
            raise ValueError("no feed of items was written there")
        order = items.c.get("number", items.c.id)
        chosen = sa.select(items).order_by(order).limit(ITEMS_AT_ONCE)
        if ids is not None:
            chosen = chosen.where(items.c.id.in_(list(ids)))
        last: Any = None
        while found := connection.execute(chosen if last is None else chosen.where(order > last)).mappings().all():
            last, of_page = found[-1][order.name], [row["id"] for row in found]
            rows = {"items": [dict(row) for row in found]}
            for name, table in every.items():
                if name != "items":
                    below = connection.execute(sa.select(table).where(table.c.item_id.in_(of_page)))
                    rows[name] = [dict(row) for row in below.mappings()]
            yield from items_of(rows)


def candidates(engine: sa.Engine, words: Sequence[str]) -> set[str] | None:
    """The ids of the items that may have every one of ``words``, among them all that have; None where the indexes do not say:
    there are none, or no word has two characters. Raises sqlalchemy.exc.DBAPIError.
    """
    is_sqlite = engine.dialect.name == "sqlite"
    wanted = [word for word in words if (grams_to_find(word) if is_sqlite else len(word) > 1)]
    with engine.connect() as connection:
        if not wanted or not _is_indexed(connection):
            return None
        ids_of = sqlite.found_ids if is_sqlite else _postgresql_index.found_ids
        try:
            return set.intersection(*(ids_of(connection, word) for word in wanted))
        except sa.exc.OperationalError:  # FTS5 takes something of a word for a space, of a script that nobody thought of
            return None


def _is_indexed(connection: sa.Connection) -> bool:
    if connection.dialect.name == "sqlite":
        return sqlite.is_current(connection)
    return connection.execute(sa.text("SELECT to_regclass('posts_pairs') IS NOT NULL")).scalar_one() is True


def reindex(path: str) -> None:
    """Make the indexes of a SQLite file anew, after its rows were changed by hand. Raises sqlalchemy.exc.DBAPIError."""
    engine = sa.create_engine(sa.URL.create("sqlite", database=path))
    with engine.begin() as connection:
        sqlite.make(connection)
    engine.dispose()
