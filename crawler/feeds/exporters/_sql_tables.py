"""The tables that hold the items, generated from the item classes.

``items`` has one row an item; every list has a table of its name, whose rows have ``item_id`` and ``position`` (1 is the first).
A list in the members of a list has the position of that member too: ``images.post``, which is 0 for an article's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from crawler.content.dates.instants import instant_of
from crawler.feeds.exporters._columns import EXACT, RECORDS, Column, columns_of

NUMBERED = ("items", "posts")
"""In SQLite, their rows have a ``number`` that VACUUM does not change, for the full-text index to point to."""
MEMBER = {"posts": "post", "images": "image", "removed": "removal", "pages": "page"}
"""List → the column that says which of its members a row of another table belongs to."""
VALUE = "value"


class Instant(sa.TypeDecorator[datetime]):
    """``timestamp with time zone``; in SQLite text in UTC, ``2021-07-28T10:50:17Z``, which sorts and which its functions read."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> Any:
        return dialect.type_descriptor(sa.Text() if dialect.name == "sqlite" else sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return value.replace(tzinfo=None).isoformat() + "Z"

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        return instant_of(value) if isinstance(value, str) else value


TYPES: dict[str, Any] = {"text": sa.Text, "integer": sa.BigInteger, "number": sa.Double, "instant": Instant}


@dataclass(frozen=True, slots=True)
class Listing:
    """A record of the items, or the values of a list of strings, and the table for them."""

    table: str
    above: tuple[str, ...]
    """The lists that it is in, from the outermost."""
    scalars: tuple[tuple[str, tuple[str, ...], Column], ...]
    """Of what is one value: its column, where in the record it is, what it is."""
    lists: tuple[tuple[tuple[str, ...], "Listing", bool], ...]
    """Of what is a list: where in the record it is, its listing, and whether one without members is null."""


def listing(table: str, members: tuple[Column, ...], above: tuple[str, ...] = ()) -> Listing:
    """The listing of a record with the fields ``members``."""
    inside = (*above, table) if table != "items" else ()
    lists = ((path, _listing_of(column, inside), column.nullable) for path, column in _leaves(members) if column.kind == "list")
    scalars = (("_".join(path), path, column) for path, column in _leaves(members) if column.kind != "list")
    return Listing(table, above, tuple(scalars), tuple(lists))


def _listing_of(column: Column, above: tuple[str, ...]) -> Listing:
    (member,) = column.members
    values = (Column(VALUE, member.kind, member.nullable, column.description),)
    return listing(column.name, member.members or values, above)


def _leaves(members: tuple[Column, ...], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Column]]:
    """What is no record, with the way to it."""
    for column in members:
        here = (*path, column.name)
        if column.kind == "record":
            yield from _leaves(column.members, here)
        else:
            yield here, column


LISTINGS = {record.__name__.lower(): listing("items", columns_of(record)) for record in RECORDS}
"""Type of an item → its listing."""


def tables(dialect: str) -> sa.MetaData:
    """The tables as the database ``dialect`` has them: ``sqlite`` with a ``number``."""
    metadata = sa.MetaData()
    deepest: dict[str, Listing] = {}
    for each in _all(listing("items", columns_of(*RECORDS))):
        if each.table not in deepest or len(each.above) > len(deepest[each.table].above):
            deepest[each.table] = each
    for each in deepest.values():
        sa.Table(each.table, metadata, *_parts(each, numbered=dialect == "sqlite" and each.table in NUMBERED))
    return metadata


def _all(top: Listing) -> Iterator[Listing]:
    yield top
    for _, below, _ in top.lists:
        yield from _all(below)


def _parts(each: Listing, numbered: bool) -> Iterator[sa.schema.SchemaItem]:
    """The columns of a table and its key."""
    key = ["id"] if each.table == "items" else ["item_id", *(MEMBER[name] for name in each.above), "position"]
    if numbered:
        yield sa.Column("number", sa.Integer, primary_key=True)
    if each.table != "items":
        yield sa.Column("item_id", sa.Text, sa.ForeignKey("items.id", ondelete="CASCADE"), nullable=False)
        yield from (sa.Column(name, sa.Integer, nullable=False) for name in key[1:])
    yield from _columns(each)
    yield sa.UniqueConstraint(*key) if numbered else sa.PrimaryKeyConstraint(*key)


def _columns(each: Listing) -> Iterator[sa.Column[Any]]:
    for name, _, column in each.scalars:
        may_be_null = column.nullable or column.kind == "instant"
        yield sa.Column(name, TYPES[column.kind], nullable=may_be_null, comment=column.description or None)
        if column.kind == "instant":
            yield sa.Column(name + EXACT, sa.Text, nullable=column.nullable, comment="the same as the item has it")


def missing_columns(connection: sa.Connection, wanted: sa.MetaData) -> list[sa.Column[Any]]:
    """The columns of ``wanted`` that a database of an earlier schema version lacks in the tables that it has, all nullable."""
    found = sa.inspect(connection).get_multi_columns(filter_names=list(wanted.tables))
    there = {table: {column["name"] for column in columns} for (_, table), columns in found.items()}
    return [column for name in there for column in wanted.tables[name].columns if column.name not in there[name]]


def readable(connection: sa.Connection, wanted: sa.MetaData) -> sa.MetaData:
    """The tables and columns of ``wanted`` that the database has."""
    missing = {(column.table.name, column.name) for column in missing_columns(connection, wanted)}
    there = sa.MetaData()
    for name in sa.inspect(connection).get_table_names():
        if name in wanted.tables:
            columns = wanted.tables[name].columns
            sa.Table(name, there, *(sa.Column(each.name, each.type) for each in columns if (name, each.name) not in missing))
    return there
