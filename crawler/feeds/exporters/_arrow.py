"""Items as Arrow tables: their schema, and how their JSON becomes one."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import pyarrow as pa
import pyarrow.json as pj

from crawler.content.dates.instants import instant_of
from crawler.feeds.exporters._columns import EXACT, Column

INSTANT = pa.timestamp("us", tz="UTC")
SCALARS = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "instant": INSTANT}
AS_WRITTEN = SCALARS | {"instant": pa.string()}
EXACT_DESCRIPTION = "the same as the item has it, with its offset and precision"


def schema_of(columns: Iterable[Column]) -> pa.Schema:
    """The schema of a table: an instant is a UTC timestamp and, as ``…_iso``, the item's own string beside it."""
    return pa.schema([field for column in columns for field in _fields(column)])


def _fields(column: Column) -> list[pa.Field]:
    described = {"description": column.description} if column.description else None
    if column.kind == "instant":
        exact = pa.field(column.name + EXACT, pa.string(), column.nullable, {"description": EXACT_DESCRIPTION})
        return [pa.field(column.name, INSTANT, metadata=described), exact]
    members = [field for member in column.members for field in _fields(member)]
    return [pa.field(column.name, _type(column, members, SCALARS), column.nullable, described)]


def json_schema_of(columns: Iterable[Column]) -> pa.Schema:
    """The schema of the items' JSON, whose instants are strings."""
    return pa.schema([_field_as_written(column) for column in columns])


def _field_as_written(column: Column) -> pa.Field:
    members = [_field_as_written(member) for member in column.members]
    return pa.field(column.name, _type(column, members, AS_WRITTEN), column.nullable)


def _type(column: Column, members: Sequence[pa.Field], scalars: dict[str, pa.DataType]) -> pa.DataType:
    if column.kind == "list":
        return pa.list_(members[0])
    return pa.struct(members) if column.kind == "record" else scalars[column.kind]


class TableMaker:
    """Makes tables of JSON Lines that hold ``columns``."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.schema = schema_of(columns)
        self._parsing = pj.ParseOptions(explicit_schema=json_schema_of(columns), unexpected_field_behavior="error")

    def table(self, lines: bytes) -> pa.Table:
        """The table of ``lines``, at least one. Raises pyarrow.ArrowInvalid (a number of more than 64 bits)."""
        reading = pj.ReadOptions(use_threads=False, block_size=len(lines) + 1)
        written = pj.read_json(BytesIO(lines), reading, self._parsing)
        arrays = [
            array
            for column, chunks in zip(self.columns, written.columns, strict=True)
            for array in _typed(chunks.combine_chunks(), column)
        ]
        return pa.table(arrays, self.schema)


def _typed(array: pa.Array, column: Column) -> list[pa.Array]:
    """The arrays of the fields that :func:`_fields` has for ``column``."""
    if column.kind == "instant":
        return [pa.array(map(instant_of, array.to_pylist()), INSTANT, size=len(array)), array]
    if column.kind == "list":
        (member,) = column.members
        (values,) = _typed(array.values, member)
        (field,) = _fields(column)
        return [pa.ListArray.from_arrays(array.offsets, values, field.type, mask=array.is_null())]
    if column.kind == "record":
        (field,) = _fields(column)
        parts = [part for at, member in enumerate(column.members) for part in _typed(array.field(at), member)]
        return [pa.StructArray.from_arrays(parts, fields=list(field.type), mask=array.is_null())]
    return [array]
