"""The pages in a column of CSV, or of a table whose columns tabs or semicolons part."""

import csv
from collections.abc import Iterator
from pathlib import Path

from crawler.content.web_url import is_web_url
from crawler.pages._columns import AS_BYTES, delimiter_of, name_of, text_of, there_are
from crawler.pages._item_lines import lines
from crawler.pages._page import ArchiveError, DamagedError, Found, Limits, Lost, PageTooLargeError, unreadable
from crawler.pages._rows import Table
from crawler.pages._streams import ForwardStream


class TornError(Exception):
    """Something in the stream is lost, and the row at hand with it."""


def pages(stream: ForwardStream, path: str, file: Path, limits: Limits) -> Iterator[Found]:
    """A page for every row but the first, which names the columns; called by its number, by the columns of ``limits``. Above the
    first may be empty rows, and a line that says what parts them (``sep=;``).

    A row that has not as many columns as the first, or breaks the rules of quoting (RFC 4180), cannot be read; what follows it
    and is no row either is lost with it. ``csv.field_size_limit``, which is the process's, is set to ``limits.page_bytes``.
    """
    csv.field_size_limit(limits.page_bytes)
    delimiter = delimiter_of(stream.beginnings()[0], limits.columns.html)
    yield from _Csv(Table(path, file, limits), _Lines(stream, path, limits), delimiter).found()


class _Lines:
    """The lines of a stream as the library asks for them. Raises :class:`TornError` for what is lost, once, and goes on then."""

    def __init__(self, stream: ForwardStream, path: str, limits: Limits) -> None:
        self._lines, self._limits = lines(stream, path, limits), limits
        self.lost: Lost | None = None
        self.size = 0
        """Bytes of the row at hand."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if isinstance(line, Lost):
            self.lost = line
            raise TornError
        self.size += len(line)
        if len(line) > self._limits.page_bytes or self.size > 2 * self._limits.page_bytes:
            raise PageTooLargeError(self._limits)
        return (line + b"\n").decode(AS_BYTES)


class _Csv:
    def __init__(self, table: Table, source: _Lines, delimiter: str | None) -> None:
        self._table, self._source = table, source
        self._reader = csv.reader(source, delimiter=delimiter or ",", strict=True)
        self._is_damaged = False
        """Whether the row before was, so that what follows may be the rest of it."""

    def found(self) -> Iterator[Found]:
        table, rows = self._table, self._rows()
        first = next((row for row in rows if not isinstance(row, list) or _names_columns(row)), [])
        if isinstance(first, list):
            header = [name_of(name) for name in first]
            yield from self._told_missing(header)
            yield from self._pages(header, rows) if table.limits.columns.html in header else ()
        else:
            yield first if isinstance(first, Lost) else unreadable(table.path, table.file, first)

    def _told_missing(self, header: list[str]) -> Iterator[Found]:
        """Where the first row does not name a column: without pages there is nothing to read, the others may miss. A column of
        pages may be there twice, as rows tell whether they agree."""
        table, columns = self._table, self._table.limits.columns
        for column in columns.named:
            is_needed, count = column == columns.html, header.count(column)
            if count != 1 and not (is_needed and count):
                error = f"{f'{count} columns' if count else 'no column'} {column} ({there_are(header)})"
                yield unreadable(table.path, table.file, ArchiveError(error)) if is_needed else Lost(table.path, error, 0)

    def _pages(self, header: list[str], rows: Iterator[list[str] | Lost | Exception]) -> Iterator[Found]:
        number = 0
        for row in rows:
            if isinstance(row, Lost | Exception):
                number += isinstance(row, Exception)
                self._is_damaged = True
                yield row if isinstance(row, Lost) else self._table.failed(number, row)
            elif row:
                one = self._page(number + 1, header, row)
                number += not isinstance(one, Lost)
                yield one
        yield from self._table.not_understood()

    def _rows(self) -> Iterator[list[str] | Lost | Exception]:
        source = self._source
        while True:
            source.size = 0
            try:
                row = next(self._reader, None)
            except TornError:
                assert source.lost is not None  # noqa: S101 - it was set when this was raised
                yield source.lost
            except PageTooLargeError as error:
                yield error
            except csv.Error as error:
                is_cut = str(error) == "unexpected end of data"
                reason = "cut off: a quotation mark is not closed" if is_cut else f"damaged: {error}"
                yield PageTooLargeError(self._table.limits) if "field limit" in reason else DamagedError(reason)
            else:
                if row is None:
                    return
                yield row

    def _page(self, number: int, header: list[str], row: list[str]) -> Found:
        """The page in a row; a loss where the row is what a damaged one has left."""
        columns, fields = self._table.limits.columns, dict(zip(header, row, strict=False))
        others: dict[str, object] = {name: text_of(fields[name]) for name in columns if name in fields}
        is_torn = len(row) != len(header)
        if self._is_damaged and (is_torn or (columns.url in others and not is_web_url(fields[columns.url].strip()))):
            return Lost(self._table.path, "damaged: what follows a damaged row is none", None, sum(map(len, row)))
        self._is_damaged = is_torn
        if is_torn:
            what = "cut off" if len(row) < len(header) else "damaged"
            return self._table.failed(number, DamagedError(f"{what}: {len(row)} columns where the first row has {len(header)}"))
        pages = {field for name, field in zip(header, row, strict=True) if name == columns.html and field.strip()} or {""}
        if len(pages) > 1:
            return self._table.failed(number, ArchiveError(f"{len(pages)} columns {columns.html} hold different pages"))
        return self._table.page(number, others | {columns.html: pages.pop().encode(AS_BYTES)})


def _names_columns(row: list[str]) -> bool:
    """Whether a row is neither empty nor one that says what parts the columns."""
    return any(cell.strip() for cell in row) and not row[0].lower().startswith("sep=")
