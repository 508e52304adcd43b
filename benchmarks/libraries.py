"""Bare loops over the libraries underlying the formats: prepared data into the same columns, and nothing else.

Each gives three functions: one that converts items to the input of the loop (not measured), the loop, and its end.
"""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

import msgspec
import psycopg
import pyarrow.json as pj
import pyarrow.parquet as pq
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.dialects import sqlite as lite

from benchmarks.text_libraries import comma_separated, front_matter, sheet, xml
from crawler.feeds.exporters._arrow import json_schema_of
from crawler.feeds.exporters._columns import RECORDS, columns_of
from crawler.feeds.exporters._sql_rows import rows_of
from crawler.feeds.exporters._sql_tables import tables
from crawler.feeds.exporters.sqlite import make
from crawler.items import Item

Prepared = Any
Loop = tuple[Callable[[list[Item]], Prepared], Callable[[Prepared], None], Callable[[], None]]


def parquet(uri: str) -> Loop:
    """pyarrow: JSON lines to a table, the table to a row group, zstd. Instants stay strings."""
    schema = json_schema_of(columns_of(*RECORDS))
    parsing = pj.ParseOptions(explicit_schema=schema)
    writers: list[pq.ParquetWriter] = []

    def prepare(items: list[Item]) -> bytes:
        return b"".join(msgspec.json.encode(item) + b"\n" for item in items)

    def write(lines: bytes) -> None:
        reading = pj.ReadOptions(use_threads=False, block_size=len(lines) + 1)
        table = pj.read_json(BytesIO(lines), reading, parsing)
        if not writers:
            writers.append(pq.ParquetWriter(uri, table.schema, compression="zstd"))
        writers[0].write_table(table)

    return prepare, write, lambda: writers[0].close()


def statement(table: sa.Table, dialect: Any) -> str:
    """The SQL that makes ``table``."""
    return str(sa.schema.CreateTable(table).compile(dialect=dialect))


def tuples(items: Iterable[Item], metadata: sa.MetaData) -> dict[str, list[tuple[Any, ...]]]:
    """Table → the rows of all ``items``, columns in the order of the table."""
    names = {table.name: [column.name for column in table.columns if column.name != "number"] for table in metadata.sorted_tables}
    found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in names}
    for item in items:
        for table, rows in rows_of(item).items():
            found[table] += [tuple(row.get(name, 0 if name == "post" else None) for name in names[table]) for row in rows]
    return found


def _as_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def sqlite(uri: str) -> Loop:
    """sqlite3: one executemany per table into empty tables, the full-text index at the end."""
    metadata, connection = tables("sqlite"), sqlite3.connect(uri)
    connection.executescript("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;")
    for table in metadata.sorted_tables:
        connection.execute(statement(table, lite.dialect()))

    def prepare(items: list[Item]) -> dict[str, list[tuple[Any, ...]]]:
        return {
            table: [tuple(_as_text(value) for value in row) for row in rows] for table, rows in tuples(items, metadata).items()
        }

    def write(rows: dict[str, list[tuple[Any, ...]]]) -> None:
        for table in metadata.sorted_tables:
            names = [column.name for column in table.columns if column.name != "number"]
            marks = ",".join("?" * len(names))
            connection.executemany(f"INSERT INTO {table.name} ({','.join(names)}) VALUES ({marks})", rows[table.name])
        connection.commit()

    def finish() -> None:
        connection.close()
        with sa.create_engine(sa.URL.create("sqlite", database=uri)).begin() as indexed:
            make(indexed)

    return prepare, write, finish


def postgresql(uri: str) -> Loop:
    """psycopg: one executemany per table into empty tables."""
    metadata, connection = tables("postgresql"), psycopg.connect(uri)
    for table in metadata.sorted_tables:
        connection.execute(statement(table, pg.dialect()).encode())  # type: ignore[no-untyped-call]

    def write(rows: dict[str, list[tuple[Any, ...]]]) -> None:
        for table in metadata.sorted_tables:
            marks = ",".join(["%s"] * len(table.columns))
            with connection.cursor() as cursor:
                cursor.executemany(f"INSERT INTO {table.name} VALUES ({marks})".encode(), rows[table.name])
        connection.commit()

    return lambda items: tuples(items, metadata), write, connection.close


LIBRARIES: dict[str, Callable[[str], Loop]] = {
    "csv": comma_separated,
    "spreadsheet": sheet,
    "xml": xml,
    "md": front_matter,
    "md.zip": front_matter,
    "parquet": parquet,
    "db": sqlite,
    "sqlite": sqlite,
    "postgresql": postgresql,
}
"""Format → the loop over its library. Other formats use only the project's own code, or msgspec's."""
