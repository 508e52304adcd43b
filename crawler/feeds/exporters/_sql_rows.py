"""From an item to rows and back."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import msgspec

from crawler.content.dates.instants import instant_of
from crawler.feeds.exporters._columns import EXACT, RECORDS
from crawler.feeds.exporters._sql_tables import LISTINGS, MEMBER, VALUE, Listing
from crawler.items import Item
from crawler.items.schema import TYPES, upgraded

Row: TypeAlias = dict[str, Any]
ItemRows: TypeAlias = dict[str, list[Row]]
"""Table → the rows of one item, or of several."""
Below: TypeAlias = Mapping[tuple[Any, ...], list[Any]]


def rows_of(item: Item) -> ItemRows:
    """The rows of one item. TypeError for what is none."""
    if not isinstance(item, RECORDS):
        raise TypeError(f"a {type(item).__name__} has no tables")
    rows: ItemRows = defaultdict(list)
    top, plain = LISTINGS[item.type], msgspec.to_builtins(item)
    rows["items"].append(_row(top, plain, {}))
    _below(top, plain, {"item_id": item.id}, rows)
    return rows


def _row(listing: Listing, record: Any, row: Row) -> Row:
    """``row`` with the columns of ``record``, a dict or the string itself."""
    for name, path, column in listing.scalars:
        value = _at(record, path) if isinstance(record, dict) else record
        if column.kind == "instant":
            row[name + EXACT], value = value, instant_of(value)
        row[name] = value
    return row


def _below(listing: Listing, record: Row, key: Row, rows: ItemRows) -> None:
    for path, below, _ in listing.lists:
        into = rows[below.table]
        for position, member in enumerate(_at(record, path) or (), 1):
            into.append(_row(below, member, {**key, "position": position}))
            if below.lists:
                _below(below, member, {**key, MEMBER[below.table]: position}, rows)


def _at(record: Row, path: tuple[str, ...]) -> Any:
    value: Any = record
    for step in path:
        value = value[step]
    return value


def items_of(rows: ItemRows) -> Iterator[Item]:
    """The items of ``rows``, in the order of the rows of ``items``. Raises msgspec.ValidationError where they are not valid."""
    below: dict[tuple[Any, ...], list[tuple[int, Row]]] = defaultdict(list)
    for table, of_table in rows.items():
        for row in of_table if table != "items" else ():
            above = tuple(row[member] for member in MEMBER.values() if row.get(member))
            below[table, row["item_id"], *above].append((row["position"], row))
    for row in rows["items"]:
        plain = _record(LISTINGS[row["type"]], row, (row["id"],), below)
        yield msgspec.convert(upgraded(plain), TYPES[row["type"]])


def _record(listing: Listing, row: Row, key: tuple[Any, ...], rows: Below) -> Any:
    """The record that ``row`` is of, with the members of its lists in ``rows``."""
    if [name for name, _, _ in listing.scalars] == [VALUE]:
        return row[VALUE]
    record: Row = {}
    for name, path, column in listing.scalars:
        if (stored := name + EXACT * (column.kind == "instant")) in row:
            _put(record, path, row[stored])
    for path, below, is_nullable in listing.lists:
        members = sorted(rows.get((below.table, *key), ()), key=lambda member: member[0])
        found = [_record(below, member, (*key, position), rows) for position, member in members]
        _put(record, path, found or ([] if not is_nullable else None))
    return record


def _put(record: Row, path: tuple[str, ...], value: Any) -> None:
    *steps, last = path
    for step in steps:
        record = record.setdefault(step, {})
    record[last] = value
