"""Tables that are read from their beginning to their end, be they compressed."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from crawler.pages import _csv_rows, _json_rows, _parquet_rows
from crawler.pages._kinds import Kind
from crawler.pages._limits import Limits
from crawler.pages._page import Found
from crawler.pages._streams import ForwardStream
from crawler.pages._table_text import TableText

Pages = Callable[[BinaryIO, str, Path, Limits], Iterator[Found]]


def _streamed(pages: Callable[[ForwardStream, str, Path, Limits], Iterator[Found]]) -> Pages:
    return lambda raw, path, file, limits: pages(TableText(raw, limits), path, file, limits)


TABLES: Mapping[Kind, Pages] = {
    Kind.JSON_ROWS: _streamed(_json_rows.pages),
    Kind.CSV_ROWS: _streamed(_csv_rows.pages),
    Kind.PARQUET: _parquet_rows.pages,
}
"""Kind of a table → what gives its pages: of the file that is open, shown as a path, in a file on disk."""
