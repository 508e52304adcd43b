"""CSV: one item a row."""

import csv
from collections.abc import Callable, Collection
from io import StringIO
from pathlib import Path
from typing import IO, Any

import msgspec
from scrapy.exporters import CsvItemExporter

from crawler.feeds.exporters._appending import goes_on
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


class CsvExporter(CsvItemExporter):
    """Writes rows of the same columns for articles and threads, so that a feed of both loses nothing.

    A field that an item does not have is an empty cell. Lines end in ``\\r\\n``. The header is written to an empty feed too.
    Cells are written as they are, unless ``defuse_formulas`` is set: then those that a spreadsheet may take for a formula begin
    with an apostrophe. ``encoding`` (utf-8; for Excel ``utf-8-sig``) must have every character, or ``errors`` says what to do.
    Python readers need ``csv.field_size_limit`` for long articles. What is appended to must begin with the same header, which is
    then not written again.
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
        if not goes_on(self._file, self.encoding or "utf-8"):
            self.csv_writer.writerow([name for _, name in self._columns])

    def refuses(self, path: Path) -> str | None:
        """Why nothing can be appended to what ``path`` holds; None where it can. Raises OSError."""
        header = StringIO()
        csv.writer(header).writerow([name for _, name in self._columns])
        wanted = header.getvalue().encode(self.encoding or "utf-8", "replace")
        with path.open("rb") as before:
            is_same = before.read(len(wanted)).rstrip(b"\r\n") == wanted.rstrip(b"\r\n")
        return None if is_same or not self.include_headers_line else "it has other columns, nothing can be appended to it: use -O"

    def export_item(self, item: Any) -> None:
        self.csv_writer.writerow([self._cell(getattr(item, field, None)) for field, _ in self._columns])
