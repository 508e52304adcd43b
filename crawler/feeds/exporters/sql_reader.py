"""Items read back from a database."""

from collections.abc import Iterator
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
    url = sa.URL.create("sqlite", database=f"file:{quote(path)}", query={"mode": "ro", "uri": "true"})
    yield from read_items(sa.create_engine(url))


def read_postgresql(url: str) -> Iterator[Item]:
    """The items of a PostgreSQL database, by id. Raises as :func:`read_items` does."""
    yield from read_items(load_component("crawler.feeds.exporters.postgresql.engine_of")(url))


def read_items(engine: sa.Engine) -> Iterator[Item]:
    """The items of a database that the exporters wrote: SQLite's in the order of writing, PostgreSQL's by id.

    No more than :data:`ITEMS_AT_ONCE` are in memory. Raises sqlalchemy.exc.DBAPIError, KeyError where there are no items,
    msgspec.ValidationError.
    """
    last: Any = None
    with engine.connect() as connection:
        every = readable(connection, tables(engine.dialect.name)).tables
        items = every["items"]
        order = items.c.get("number", items.c.id)
        while True:
            page = sa.select(items).order_by(order).limit(ITEMS_AT_ONCE)
            found = connection.execute(page if last is None else page.where(order > last)).mappings().all()
            if not found:
                return
            last, ids = found[-1][order.name], [row["id"] for row in found]
            rows = {"items": [dict(row) for row in found]}
            for name, table in every.items():
                if name != "items":
                    below = connection.execute(sa.select(table).where(table.c.item_id.in_(ids)))
                    rows[name] = [dict(row) for row in below.mappings()]
            yield from items_of(rows)
