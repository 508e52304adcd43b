"""A member of an archive as a page, or as a table of pages."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from crawler.pages import _csv_rows, _json_rows, _parquet_rows
from crawler.pages._kinds import Kind, is_picture, is_plain, kind_of
from crawler.pages._page import Found, Limits, OtherFormatError, Skipped, unreadable
from crawler.pages._single import single
from crawler.pages._streams import HEAD, ForwardStream, unpacked
from crawler.pages._table_text import TableText
from crawler.pages._zip_documents import document_in

Pages = Callable[[BinaryIO, str, Path, Limits], Iterator[Found]]
SMALL = 64 * 1024


def _streamed(pages: Callable[[ForwardStream, str, Path, Limits], Iterator[Found]]) -> Pages:
    return lambda raw, path, file, limits: pages(TableText(raw, limits), path, file, limits)


TABLES: Mapping[Kind, Pages] = {
    Kind.JSON_ROWS: _streamed(_json_rows.pages),
    Kind.CSV_ROWS: _streamed(_csv_rows.pages),
    Kind.PARQUET: _parquet_rows.pages,
}
"""Kind of a table → what gives its pages: of the file that is open, shown as a path, in a file on disk."""


def in_member(data: bytes, shown: str, file: Path, limits: Limits, modified: str | None) -> Iterator[Found]:
    """What is in the member that holds ``data``, mostly one page; an archive inside an archive is skipped, and a table read.

    Where it cannot be unpacked, for whatever reason, that is a page which says so.
    """
    if is_picture(data):
        yield Skipped(shown, "picture", partial(bytes, data))
        return
    if limits.columns.html or not is_plain(data[:HEAD]):
        try:
            kind = kind_of(BytesIO(data), limits)
            if kind is Kind.COMPRESSED_PAGE:
                data = unpacked(BytesIO(data), limits)
        except Exception as error:  # decompressors raise many kinds
            yield unreadable(shown, file, error)
            return
        if kind in TABLES:
            yield from TABLES[kind](BytesIO(data), shown, file, limits)
            return
        if kind not in {Kind.PAGE, Kind.COMPRESSED_PAGE}:
            document = document_in(BytesIO(data)) if kind is Kind.ZIP else None
            no_archive = unreadable(shown, file, OtherFormatError.of(document or ""))
            yield no_archive if document else Skipped(shown, "archive in an archive")
            return
        if is_picture(data):
            yield Skipped(shown, "picture", partial(bytes, data))
            return
    yield from single(data[:SMALL], partial(bytes, data), shown, file, limits, modified)
