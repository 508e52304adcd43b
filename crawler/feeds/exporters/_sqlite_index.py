"""The full-text indexes of a SQLite feed: of grams, which FTS5 takes for words, so that Chinese is found as it is typed.

FTS5's own trigrams find nothing of two characters. They were also larger: grams are stored without their places.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from crawler.content.grams import grams_of, grams_to_find

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
"""Of the trigram indexes of earlier versions."""


def _filled(template: str, table: str) -> str:
    names = SEARCHED[table]
    return template.format(table=table, names=", ".join(names), marks=", ?" * len(names), of_item=OF_ITEM[table])


def is_current(connection: sa.Connection) -> bool:
    """Whether the database has these indexes, and not those of an earlier version."""
    made = {row.name: row.sql for row in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master")}
    return all(made.get(f"{table}_fts") == _filled(INDEX, table) for table in SEARCHED)


def remove_earlier(connection: sa.Connection) -> None:
    """Remove indexes, and the triggers that kept those of an earlier version right."""
    for table in SEARCHED:
        for trigger in TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_{trigger}")
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}_fts")


def found_ids(connection: sa.Connection, words: str) -> set[str]:
    """The items that have all grams of ``words``, which are some."""
    query = " ".join(f'"{gram}"' for gram in grams_to_find(words))
    return {id_ for table in SEARCHED for id_ in connection.exec_driver_sql(_filled(FOUND, table), (query,)).scalars()}


def make(connection: sa.Connection) -> None:
    """Make the indexes anew, of all that there is."""
    remove_earlier(connection)
    for table in SEARCHED:
        connection.exec_driver_sql(_filled(INDEX, table))
        connection.exec_driver_sql(_filled(AT_ONCE, table))
        last = 0
        while rows := connection.exec_driver_sql(_filled(ALL, table), (last,)).all():
            last = rows[-1][0]
            _write(connection, ADD, table, rows)


def learn(connection: sa.Connection, ids: Collection[str]) -> None:
    """Add the rows of these items, which are not in the indexes."""
    for table, rows in _rows(connection, ids):
        _write(connection, ADD, table, rows)


def forget(connection: sa.Connection, ids: Collection[str]) -> None:
    """Take the rows of these items out of the indexes, as long as they are in their tables."""
    for table, rows in _rows(connection, ids):
        _write(connection, TAKE_OUT, table, rows)


def _rows(connection: sa.Connection, ids: Collection[str]) -> Iterator[tuple[str, list[Any]]]:
    for table in SEARCHED:
        statement = sa.text(_filled(SOME, table)).bindparams(sa.bindparam("ids", expanding=True))
        yield table, list(connection.execute(statement, {"ids": list(ids)}))


def _write(connection: sa.Connection, template: str, table: str, rows: Iterable[Any]) -> None:
    if values := [_indexed(row) for row in rows]:
        connection.exec_driver_sql(_filled(template, table), values)


def _indexed(row: Any) -> tuple[Any, ...]:
    number, *texts = row
    return number, *(" ".join(grams_of(text or "")) for text in texts)
