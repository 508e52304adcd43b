"""Parquet: one item a row, typed and nested; and items read back from it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import IO, Any

import msgspec
import pyarrow.parquet as pq

from crawler.feeds.exporters._arrow import TableMaker
from crawler.feeds.exporters._columns import EXACT, RECORDS, Column, columns_of
from crawler.feeds.exporters._fields import FIELDS, Fields, chooser
from crawler.feeds.exporters._fields import columns_of as chosen
from crawler.feeds.exporters.batches import BatchExporter
from crawler.items import Item
from crawler.items.schema import upgraded

ITEMS_AT_ONCE = 500
TYPES = {record.__name__.lower(): (record, columns_of(record)) for record in RECORDS}


def columns_for(records: Sequence[type], fields: Fields) -> tuple[Column, ...]:
    """The columns of a feed of ``records``: all, or those that ``fields`` chooses and names. ValueError for an unknown one."""
    columns = {column.name: column for column in columns_of(*records)}
    pairs = chosen(fields) or tuple((name, name) for name in columns)
    if unknown := [field for field, _ in pairs if field not in columns]:
        raise ValueError(f"no items have the field {unknown[0]}")
    return tuple(replace(columns[field], name=name) for field, name in pairs)


class ParquetExporter(BatchExporter[bytes]):
    """Writes rows of the same columns for articles and threads: what an item's type does not have is null.

    With the feed option ``item_classes`` of one class, only the columns of that. A row group ends after ``row_group_items``
    items, or ``row_group_bytes`` of their JSON.
    """

    takes_item_classes = True
    appends = False
    known_fields = FIELDS

    def __init__(
        self,
        file: IO[bytes],
        *,
        item_classes: Sequence[type] = (),
        row_group_items: int = 100_000,
        row_group_bytes: int = 16 * 1024 * 1024,
        compression_level: int = 1,
        **options: Any,
    ) -> None:
        super().__init__(batch_items=row_group_items, batch_bytes=row_group_bytes, **options)
        self._file = file
        self._compression_level = compression_level
        self._choose = chooser(self.fields_to_export)
        self._encode = msgspec.json.Encoder().encode
        self._records = tuple(item_classes) or RECORDS
        self._maker = TableMaker(columns_for(self._records, self.fields_to_export))

    def start_exporting(self) -> None:
        self._writer = pq.ParquetWriter(
            self._file, self._maker.schema, compression="zstd", compression_level=self._compression_level
        )

    def record(self, item: Any) -> tuple[bytes, int]:
        if not isinstance(item, self._records):
            raise TypeError(f"a {type(item).__name__} is not of the feed's item_classes")
        record = self._encode(self._choose(item)) + b"\n"
        return record, len(record)

    def write_batch(self, batch: list[bytes]) -> None:
        self._writer.write_table(self._maker.table(b"".join(batch)))

    def finish_exporting(self) -> None:
        with self._writer:
            self.flush()


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
