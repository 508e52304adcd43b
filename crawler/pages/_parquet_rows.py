"""The pages in a column of a Parquet file. Needs the extra ``parquet``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from crawler.files.extras import not_installed
from crawler.pages._columns import there_are
from crawler.pages._page import MEBIBYTE, ArchiveError, Found, Limits, Lost, unreadable
from crawler.pages._rows import Table

AT_ONCE = 4 * MEBIBYTE
"""Bytes of rows that are in memory, by what a row group says of itself; but at least one row."""


def pages(raw: BinaryIO, path: str, file: Path, limits: Limits) -> Iterator[Found]:
    """A page for every row, called by its number, by the columns of ``limits``.

    Of a row group that is damaged, the rows behind the damage are lost; those of the next are read.
    """
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        error = ArchiveError(f"a Parquet table: {not_installed('pyarrow')}")
        yield unreadable(path, file, error)
        return
    try:
        table = parquet.ParquetFile(raw, page_checksum_verification=True)
    except Exception as error:  # pyarrow raises many kinds
        yield Lost(path, f"damaged: {_line(error)}", None, raw.seek(0, 2))
        return
    yield from _rows(table, Table(path, file, limits))


def _rows(file: Any, table: Table) -> Iterator[Found]:
    names, columns, number = file.schema_arrow.names, table.limits.columns, 0
    there = {name for name in columns.named if name in names or _is_nested(file.schema_arrow, name)}
    if columns.html not in there:
        wanted = f"no column {columns.html}" if columns.html else "a Parquet table: html=COLUMN names the column that holds pages"
        yield unreadable(table.path, table.file, ArchiveError(f"{wanted} ({there_are(names)})"))
        return
    for missing in (name for name in columns.named if name not in there):
        yield Lost(table.path, f"no column {missing} ({there_are(names)})", 0)
    wanted_columns = [name for name in dict.fromkeys(columns.named) if name in there]
    for group in range(file.num_row_groups):
        end = number + file.metadata.row_group(group).num_rows
        try:
            for row in _of_group(file, group, wanted_columns):
                number += 1
                yield table.page(number, row)
        except Exception as error:  # pyarrow raises many kinds
            yield Lost(table.path, f"damaged: {_line(error)}", end - number)
        number = end
    yield from table.not_understood()


def _is_nested(schema: Any, path: str) -> bool:
    """Whether a column of records has a field of a column of pages, as :func:`value_of` finds it."""
    for name in path.split("."):
        if name not in [field.name for field in schema]:
            return False
        kind = schema.field(name).type
        schema = kind if hasattr(kind, "fields") else ()
    return True


def _of_group(file: Any, group: int, columns: list[str]) -> Iterator[dict[str, Any]]:
    about = file.metadata.row_group(group)
    at_once = max(1, min(1000, AT_ONCE * about.num_rows // max(1, about.total_byte_size)))
    for batch in file.iter_batches(at_once, row_groups=[group], columns=columns):
        for row in zip(*batch.columns, strict=True):
            yield {column: value.as_py() for column, value in zip(batch.schema.names, row, strict=True)}


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
