"""Items read back from a database."""

from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from crawler.feeds.exporters._sql_rows import items_of
from crawler.feeds.exporters._sql_tables import readable, tables
from crawler.files.extras import load_component
from crawler.items import Item

ITEMS_AT_ONCE = 500


def read_sqlite(path: str) -> Iterator[Item]:
    """The items of a SQLite file, in the order in which they were first written. Raises as :func:`read_items` does."""
    yield from read_items(engine_of(path))


def read_postgresql(url: str) -> Iterator[Item]:
    """The items of a PostgreSQL database, by id. Raises as :func:`read_items` does."""
    yield from read_items(engine_of(url))


def engine_of(feed: str) -> sa.Engine:
    """The engine for a ``postgresql://`` URL, or for the SQLite file at a path, which is only read."""
    if feed.startswith("postgresql://"):
        engine: sa.Engine = load_component("crawler.feeds.exporters.postgresql.engine_of")(feed)
        return engine
    return sa.create_engine(sa.URL.create("sqlite", database=f"file:{quote(feed)}", query={"mode": "ro", "uri": "true"}))


def read_items(engine: sa.Engine, ids: Collection[str] | None = None) -> Iterator[Item]:
    """The items of a database that the exporters wrote, all or those of ``ids``.

    SQLite's come in the order of writing, PostgreSQL's by id.

    No more than :data:`ITEMS_AT_ONCE` are in memory. Raises sqlalchemy.exc.DBAPIError, KeyError where there are no items,
    msgspec.ValidationError.
    """
    with engine.connect() as connection:
        every = readable(connection, tables(engine.dialect.name)).tables
        items = every["items"]
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
