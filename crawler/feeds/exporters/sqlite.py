"""SQLite: the items as tables in one file, with full-text indexes of grams, which FTS5 takes for words, so that Chinese is found
as it is typed.

FTS5's own trigrams find nothing of two characters. They were also larger: grams are stored without their places.
"""

import shutil
from collections.abc import Collection, Iterable
from pathlib import Path
from tempfile import gettempdir
from typing import IO, Any

import sqlalchemy as sa

from crawler.content.grams import grams_of, grams_to_find
from crawler.feeds.exporters._sql import SqlExporter, told_in_a_line
from crawler.feeds.exporters._sql_rows import ItemRows
from crawler.files.scratch import ScratchFolder

SEARCHED = {"items": ("headline", "text"), "posts": ("text",)}
"""Table → the columns that its full-text index ``…_fts`` has."""
OF_ITEM = {"items": "id", "posts": "item_id"}
INDEX = (
    "CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, "
    'content="{table}", content_rowid="number", tokenize="ascii", detail="column")'
)
"""With the words for which Datasette looks to find the index of a table."""
AT_ONCE = "INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('hashsize', 16777216)"
"""Bytes that are gathered in memory before they are written: with FTS5's 1 MiB indexing takes twice as long."""
ALL = "SELECT number, {names} FROM {table} WHERE number > ? ORDER BY number LIMIT 500"
SOME = "SELECT number, {names} FROM {table} WHERE {of_item} IN :ids ORDER BY number"
FOUND = "SELECT DISTINCT {of_item} FROM {table} WHERE number IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)"
ADD = "INSERT INTO {table}_fts (rowid, {names}) VALUES (?{marks})"
TAKE_OUT = "INSERT INTO {table}_fts ({table}_fts, rowid, {names}) VALUES ('delete', ?{marks})"
TRIGGERS = ("added", "removed", "changed")
"""They kept the trigram indexes of earlier versions right."""
DISPOSABLE = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"
"""For a file that is thrown away when the run is killed, and synced before it gets its name."""


def _filled(template: str, table: str) -> str:
    names = SEARCHED[table]
    return template.format(table=table, names=", ".join(names), marks=", ?" * len(names), of_item=OF_ITEM[table])


def is_current(connection: sa.Connection) -> bool:
    """Whether the database has these indexes, and not those of an earlier version."""
    made = {row.name: row.sql for row in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master")}
    return all(made.get(f"{table}_fts") == _filled(INDEX, table) for table in SEARCHED)


def found_ids(connection: sa.Connection, words: str) -> set[str]:
    """The items that have all grams of ``words``, which are some."""
    query = " ".join(f'"{gram}"' for gram in grams_to_find(words))
    return {id_ for table in SEARCHED for id_ in connection.exec_driver_sql(_filled(FOUND, table), (query,)).scalars()}


def make(connection: sa.Connection) -> None:
    """Make the indexes anew, of all that there is."""
    for table in SEARCHED:
        for trigger in TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_{trigger}")
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}_fts")
        connection.exec_driver_sql(_filled(INDEX, table))
        connection.exec_driver_sql(_filled(AT_ONCE, table))
        last = 0
        while rows := connection.exec_driver_sql(_filled(ALL, table), (last,)).all():
            last = rows[-1][0]
            _write(connection, ADD, table, rows)


def change(connection: sa.Connection, template: str, ids: Collection[str]) -> None:
    """ADD the rows of these items, which the indexes do not have, or TAKE_OUT those they have, while the tables have them."""
    for table in SEARCHED:
        statement = sa.text(_filled(SOME, table)).bindparams(sa.bindparam("ids", expanding=True))
        _write(connection, template, table, connection.execute(statement, {"ids": list(ids)}))


def _write(connection: sa.Connection, template: str, table: str, rows: Iterable[Any]) -> None:
    if values := [_indexed(row) for row in rows]:
        connection.exec_driver_sql(_filled(template, table), values)


def _indexed(row: Any) -> tuple[Any, ...]:
    number, *texts = row
    return number, *(" ".join(grams_of(text or "")) for text in texts)


class SqliteExporter(SqlExporter):
    """Builds the database in ``file``'s own place, or elsewhere and copies it where that has none (compressed, a pipe)."""

    appends_compressed = False

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(**options)
        self._file = file
        self._elsewhere: ScratchFolder | None = None

    def start_exporting(self) -> None:
        self._path = Path(str(getattr(self._file, "name", "")))
        if not self._path.is_file():
            self._elsewhere = ScratchFolder(Path(gettempdir()), "qingliu-feed-")
            self._path = self._elsewhere.path / "items.db"
        engine = sa.create_engine(sa.URL.create("sqlite", database=str(self._path)), hide_parameters=True)
        sa.event.listen(engine, "connect", lambda connection, _: connection.executescript(DISPOSABLE))
        self.begin(engine)

    def create(self, connection: sa.Connection) -> None:
        super().create(connection)
        self._is_indexed = is_current(connection)

    def write(self, connection: sa.Connection, newest: dict[str, ItemRows]) -> None:
        """Write items, and into indexes that are there already; new ones are made at the end, all at once."""
        if self._is_indexed:
            change(connection, TAKE_OUT, newest)
        super().write(connection, newest)
        if self._is_indexed:
            change(connection, ADD, newest)

    def close(self) -> None:
        """Index what is not indexed yet; then part with the database."""
        with told_in_a_line(), self._engine.begin() as connection:
            if not self._is_indexed:
                make(connection)
        super().close()
        if self._elsewhere:
            with self._path.open("rb") as database:
                shutil.copyfileobj(database, self._file)
            self._elsewhere.remove()
