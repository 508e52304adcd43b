"""Statements for many values at once, without what SQLAlchemy does for each of them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

AT_ONCE = 500
"""Values in one question: databases bound them."""


def rows_with(connection: sa.Connection, wanted: sa.Select[Any], column: Any, values: Iterable[Any]) -> Iterator[Any]:
    """The rows in which ``column`` has one of ``values``, of a select for each chunk of them."""
    asked = wanted.where(column.in_(sa.bindparam("some", expanding=True)))
    for some in chunks(values):
        yield from connection.execute(asked, {"some": some})


def insert_many(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, which have the same columns, as the driver takes them: numbers, texts and bytes need no conversion."""
    if not rows:
        return
    compiled = sa.insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    order = compiled.positiontup if isinstance(compiled, sa.sql.compiler.SQLCompiler) else None
    parameters: Any = [tuple(map(row.__getitem__, order)) for row in rows] if order else rows
    connection.exec_driver_sql(str(compiled), parameters)


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The different values, in lists that one question takes."""
    listed = list(dict.fromkeys(values))
    return (listed[at : at + AT_ONCE] for at in range(0, len(listed), AT_ONCE))
