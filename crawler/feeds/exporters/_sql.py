"""Items into the tables of a database, a transaction a batch."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from crawler.feeds.exporters._sql_rows import ItemRows, Row, rows_of
from crawler.feeds.exporters._sql_tables import MEMBER, missing_columns, tables
from crawler.feeds.exporters.batches import BatchExporter

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class SqlExporter(BatchExporter[ItemRows]):
    """Writes ``batch_items`` items in a transaction, fewer where their pages have ``batch_bytes``.

    An item whose ``id`` is there already replaces that one with all its rows. ``fields`` cannot be chosen: ValueError.
    """

    known_fields: Collection[str] = ()
    in_memory = False

    def __init__(self, *, batch_items: int = 500, batch_bytes: int = 4 * 1024 * 1024, **options: Any) -> None:
        super().__init__(batch_items=batch_items, batch_bytes=batch_bytes, **options)
        if self.fields_to_export:
            raise ValueError("a database has all fields: the feed option fields cannot choose")

    def begin(self, engine: sa.Engine) -> None:
        """Write to the database of ``engine`` from here on; tables that it lacks are made. Raises OSError."""
        self._engine = engine
        self._tables = tables(engine.dialect.name)
        self._blank = {name: _blank(table) for name, table in self._tables.tables.items()}
        self._upsert = _upsert(self._tables.tables["items"], INSERTS[engine.dialect.name])
        with told_in_a_line(), engine.begin() as connection:
            self.create(connection)

    def create(self, connection: sa.Connection) -> None:
        """Make what the database lacks: tables, and in those of an earlier version the columns that came since."""
        missing = missing_columns(connection, self._tables)
        self._tables.create_all(connection)
        for column in missing:
            specification = sa.schema.CreateColumn(column).compile(dialect=connection.dialect)
            connection.execute(sa.text(f"ALTER TABLE {column.table.name} ADD COLUMN {specification}"))

    def record(self, item: Any) -> tuple[ItemRows, int]:
        return rows_of(item), item.page.bytes

    def write_batch(self, batch: list[ItemRows]) -> None:
        newest = {rows["items"][0]["id"]: rows for rows in batch}
        with told_in_a_line(), self._engine.begin() as connection:
            self.write(connection, newest)

    def write(self, connection: sa.Connection, newest: dict[str, ItemRows]) -> None:
        """Write the rows of items, by their ids, in place of those that are there."""
        connection.execute(self._upsert, list(self._filled("items", newest.values())))
        for table in self._tables.sorted_tables:
            if table.name != "items":
                connection.execute(sa.delete(table).where(table.c.item_id.in_(newest)))
                if rows := list(self._filled(table.name, newest.values())):
                    connection.execute(sa.insert(table), rows)

    def _filled(self, table: str, items: Sequence[ItemRows] | Any) -> Iterator[Row]:
        """The rows of all ``items`` in one table, with every column."""
        blank = self._blank[table]
        return ({**blank, **row} for rows in items for row in rows.get(table, ()))

    def finish_exporting(self) -> None:
        try:
            self.flush()
        finally:
            self.close()

    def close(self) -> None:
        """Part with the database."""
        self._engine.dispose()


@contextmanager
def told_in_a_line() -> Iterator[None]:
    """Turn the errors of a database into OSError where it is the database that failed, ValueError where it is the data."""
    try:
        yield
    except DBAPIError as error:
        of_data = isinstance(error, DataError | IntegrityError) and not error.connection_invalidated
        raise (ValueError if of_data else OSError)(" ".join(str(error.orig).split())) from None


def _blank(table: sa.Table) -> Row:
    return {column.name: 0 if column.name in MEMBER.values() else None for column in table.columns if column.name != "number"}


def _upsert(items: sa.Table, insert: Any) -> Any:
    statement = insert(items)
    new = {column.name: statement.excluded[column.name] for column in items.columns if column.name not in ("id", "number")}
    return statement.on_conflict_do_update(index_elements=["id"], set_=new)
