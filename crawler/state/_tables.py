"""The tables of a store, and statements for many values at once, without SQLAlchemy's overhead per value. Lookups by hash go
through ``indexes``."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
tables = sa.MetaData()


def entries(comment: str) -> sa.Column[bytes]:
    return sa.Column("entries", sa.LargeBinary, nullable=False, comment=f"{comment}; then a checksum")


schema = sa.Table("state_schema", tables, sa.Column("version", sa.Integer, primary_key=True, autoincrement=False))
runs = sa.Table(
    "state_runs",
    tables,
    sa.Column("number", BIG, primary_key=True, autoincrement=False),
    sa.Column("command", sa.Text, nullable=False, comment="what makes two runs the same"),
    sa.Column("finished", sa.Boolean, nullable=False),
    sa.Column("seal", BIG, comment="checksum of the other columns; null where an earlier version wrote them"),
)
texts = sa.Table(
    "state_texts",
    tables,
    sa.Column("number", BIG, primary_key=True, autoincrement=False),
    sa.Column("exact", sa.LargeBinary(16), nullable=False, comment="hash of the normal form"),
)
pages = sa.Table(
    "state_pages",
    tables,
    sa.Column("number", BIG, primary_key=True, autoincrement=False),
    sa.Column("sha256", sa.LargeBinary(32), nullable=False, comment="of the bytes of the page"),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary(32), nullable=False, comment="content_sha256 of the item"),
    sa.Column("text", BIG, nullable=False, index=True, comment="number of its text"),
    sa.Column("run", BIG, nullable=False, comment="that saw it first"),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("site", sa.Text, nullable=False),
    sa.Column("publisher", sa.Text),
    sa.Column("source", sa.Text),
    sa.Column("headline", sa.Text, nullable=False),
    sa.Column("date_published", sa.Text),
    sa.Column("captured", sa.Text),
    sa.Column("latest", sa.Text, comment="the latest instant on the page, in UTC"),
    sa.Column("length", BIG, nullable=False, comment="characters of the normal form"),
    sa.Column("path", sa.Text, nullable=False, comment="where it was seen first"),
    sa.Column("given", sa.Text, comment="the id that its site gives it, where another item has it"),
    sa.Column("seal", BIG, comment="checksum of the columns but the item; null where an earlier version wrote them"),
    sa.Column("item_seal", BIG, comment="checksum of the item, likewise"),
    sa.Column("item", sa.LargeBinary, comment="MessagePack or JSON, compressed with zstd; null where items are not kept"),
)
pairs = sa.Table(
    "state_pairs",
    tables,
    sa.Column("one", BIG, primary_key=True, autoincrement=False),
    sa.Column("other", BIG, primary_key=True, autoincrement=False, index=True),
    sa.Column("seal", BIG, comment="checksum of both; null where an earlier version wrote them"),
    comment="numbers of two texts that are one story",
)
segments = sa.Table(
    "state_segments",
    tables,
    sa.Column("number", BIG, primary_key=True, autoincrement=False),
    sa.Column("band", sa.Integer, primary_key=True, autoincrement=False),
    entries("band hash and number of a text, 32 bits each, sorted"),
)
sketches = sa.Table(
    "state_sketches",
    tables,
    sa.Column("segment", BIG, primary_key=True, autoincrement=False),
    entries("number, 64 bits of exact, and sketch of a text, sorted"),
)
indexes = sa.Table(
    "state_indexes",
    tables,
    sa.Column("segment", BIG, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, primary_key=True, comment="bytes, id and image tell pages, text tells texts"),
    entries("64 bits of a hash each, sorted; then 32 bits of a number each"),
)
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
