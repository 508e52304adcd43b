"""CSV: one item a row."""

import csv
from collections.abc import Callable, Collection
from io import StringIO, UnsupportedOperation
from pathlib import Path
from typing import IO, Any

import msgspec
from scrapy.exporters import CsvItemExporter

from crawler.feeds.exporters._fields import FIELDS, columns_of

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet may take a cell that begins with one of these for a formula (OWASP, CSV Injection)."""


def cell(value: Any) -> str | int:
    """The cell that holds ``value``: text and numbers as they are, None as an empty cell, lists and records as JSON text."""
    if value is None:
        return ""
    if isinstance(value, str | int):
        return value
    return msgspec.json.encode(value).decode("utf-8")


def defused(value: Any) -> str | int:
    """The cell that holds ``value``, with an apostrophe before text that a spreadsheet may take for a formula."""
    shown = cell(value)
    return f"'{shown}" if isinstance(shown, str) and shown.startswith(FORMULA_SIGNS) else shown


def first_line(file: Any, line: bytes) -> bytes | None:
    """As much as ``line`` is long of what ``file`` holds already; None where it holds nothing, or is a pipe."""
    try:
        if not file.tell():
            return None
        file.flush()
        with Path(file.name).open("rb") as before:
            return before.read(len(line))
    except (OSError, UnsupportedOperation, AttributeError, TypeError):
        return None


class CsvExporter(CsvItemExporter):
    """Writes rows of the same columns for articles and threads, so that a feed of both loses nothing.

    A field that an item does not have is an empty cell. Lines end in ``\\r\\n``. The header is written to an empty feed too.
    Cells are written as they are, unless ``defuse_formulas`` is set: then those that a spreadsheet may take for a formula begin
    with an apostrophe. ``encoding`` (utf-8; for Excel ``utf-8-sig``) must have every character, or ``errors`` says what to do.
    Python readers need ``csv.field_size_limit`` for long articles. What is appended to must begin with the same header, which is
    then not written again: ValueError.
    """

    appends_compressed = False
    known_fields: Collection[str] = FIELDS

    def __init__(self, file: IO[bytes], defuse_formulas: bool = False, **options: Any) -> None:
        super().__init__(file, **options)  # type: ignore[arg-type]  # Scrapy says BytesIO and gives any binary file
        self._file = file
        self._columns = columns_of(self.fields_to_export or FIELDS)
        self._cell: Callable[[Any], str | int] = defused if defuse_formulas else cell

    def start_exporting(self) -> None:
        if not self.include_headers_line:
            return
        header = StringIO()
        csv.writer(header).writerow(names := [name for _, name in self._columns])
        wanted = header.getvalue().encode(self.encoding or "utf-8", "replace")
        before = first_line(self._file, wanted)
        if before is None:
            self.csv_writer.writerow(names)
        elif before != wanted:
            raise ValueError("the feed that is there has other columns, nothing can be appended to it: use -O")

    def export_item(self, item: Any) -> None:
        self.csv_writer.writerow([self._cell(getattr(item, field, None)) for field, _ in self._columns])
