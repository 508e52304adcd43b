"""Statements for many values at once, without SQLAlchemy's overhead per value."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

AT_ONCE = 500
"""Values per query; databases limit them."""


class ManyValues:
    """A SELECT of the rows in which a column has one of many values, executed in chunks.

    Its SQL is compiled once for each number of values. Values must be of types that drivers take unchanged: numbers, texts and
    bytes.
    """

    def __init__(self, wanted: sa.Select[Any], column: sa.ColumnElement[Any]) -> None:
        self._asked = wanted.where(column.in_(sa.bindparam("some", expanding=True)))
        self._texts: dict[tuple[str, int], tuple[str, list[str] | None]] = {}

    def rows(self, connection: sa.Connection, values: Iterable[Any]) -> Iterator[Any]:
        """The rows, in no particular order. If the query groups rows, equal ``values`` always end up in the same chunk."""
        for some in chunks(values):
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
    compiled: Any = sa.insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    order = compiled.positiontup
    parameters: Any = [tuple(map(row.__getitem__, order)) for row in rows] if order else rows
    connection.exec_driver_sql(str(compiled), parameters)


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The distinct values, in lists that fit into one query."""
    listed = list(dict.fromkeys(values))
    return (listed[at : at + AT_ONCE] for at in range(0, len(listed), AT_ONCE))
