"""Items read back from Parquet."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import pyarrow.parquet as pq

from crawler.feeds.exporters._columns import EXACT, RECORDS, Column, columns_of
from crawler.items import Item
from crawler.items.versions import upgraded

ITEMS_AT_ONCE = 500
TYPES = {record.__name__.lower(): (record, columns_of(record)) for record in RECORDS}


def read_items(file: Any) -> Iterator[Item]:
    """The items of a Parquet ``file`` (a path or a binary file) that has all fields of its schema version, in its order.

    No more than a row group is in memory. Raises OSError, pyarrow.ArrowInvalid, msgspec.ValidationError, for a file without some
    field too.
    """
    for batch in pq.ParquetFile(file).iter_batches(ITEMS_AT_ONCE):
        for row in batch.to_pylist():
            record, columns = TYPES[row["type"]]
            yield msgspec.convert(upgraded(_record(row, columns)), record)


def _record(row: dict[str, Any], columns: Sequence[Column]) -> dict[str, Any]:
    """The fields as the item has them, those that the file has: of an instant, the exact string."""
    stored = {column.name + EXACT * (column.kind == "instant"): column for column in columns}
    return {column.name: _value(row[name], column) for name, column in stored.items() if name in row}


def _value(value: Any, column: Column) -> Any:
    if column.kind == "record":
        return value and _record(value, column.members)
    if column.kind == "list" and value and column.members[0].kind == "record":
        return [_record(member, column.members[0].members) for member in value]
    return value
