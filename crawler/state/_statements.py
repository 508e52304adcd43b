"""Statements for many values at once, without SQLAlchemy's overhead per value."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

AT_ONCE = 500
"""Values per query; databases limit them."""


class ManyValues:
    """A SELECT of the rows in which a column has one of many values, executed in chunks.

    Its SQL is compiled once for each power of two, to which values are filled up with the last of them. Values must be of types
    that drivers take unchanged: numbers, texts and bytes.
    """

    def __init__(self, wanted: sa.Select[Any], column: sa.ColumnElement[Any]) -> None:
        self._asked = wanted.where(column.in_(sa.bindparam("some", expanding=True)))
        self._texts: dict[tuple[str, int], tuple[str, list[str] | None]] = {}

    def rows(self, connection: sa.Connection, values: Iterable[Any]) -> Iterator[Any]:
        """The rows, in no particular order. If the query groups rows, equal ``values`` always end up in the same chunk."""
        for some in chunks(values):
            some += some[-1:] * (min(AT_ONCE, 1 << (len(some) - 1).bit_length()) - len(some))
            text, names = self._text(connection.dialect, some)
            yield from connection.exec_driver_sql(text, dict(zip(names, some, strict=True)) if names else tuple(some))

    def _text(self, dialect: sa.Dialect, some: list[Any]) -> tuple[str, list[str] | None]:
        known = dialect.name, len(some)
        if known not in self._texts:
            asked = self._asked.params(some=some)
            compiled: Any = asked.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
            names = None if compiled.positional else [f"some_{number}" for number in range(1, len(some) + 1)]
            self._texts[known] = str(compiled), names
        return self._texts[known]


def insert_many(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that have the same columns, passed to the driver unchanged: numbers, texts and bytes need no conversion."""
    if not rows:
        return
    text, order = _inserting(connection.dialect, table, tuple(rows[0]))
    parameters: Any = [tuple(map(row.__getitem__, order)) for row in rows] if order else rows
    connection.exec_driver_sql(text, parameters)


@cache
def _inserting(dialect: sa.Dialect, table: sa.Table, columns: tuple[str, ...]) -> tuple[str, list[str] | None]:
    """The SQL of an INSERT, and the order of its parameters; None where they are given by name."""
    compiled: Any = sa.insert(table).compile(dialect=dialect, column_keys=list(columns))
    return str(compiled), compiled.positiontup


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The distinct values, in lists that fit into one query."""
    listed = list(dict.fromkeys(values))
    return (listed[at : at + AT_ONCE] for at in range(0, len(listed), AT_ONCE))
