"""A member of an archive as a page, or as a table of pages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from crawler.pages import _csv_rows, _json_rows, _parquet_rows
from crawler.pages._kinds import Kind, is_picture, is_plain, kind_of
from crawler.pages._names import BETWEEN
from crawler.pages._page import Found, Limits, OtherFormatError, Skipped, unreadable
from crawler.pages._single import single
from crawler.pages._streams import HEAD, ForwardStream, unpacked
from crawler.pages._table_text import TableText

Pages = Callable[[BinaryIO, str, Path, Limits], Iterator[Found]]
SMALL = 64 * 1024
DEEPEST = 1
"""How many archives there may be around one that is read."""


def _streamed(pages: Callable[[ForwardStream, str, Path, Limits], Iterator[Found]]) -> Pages:
    return lambda raw, path, file, limits: pages(TableText(raw, limits), path, file, limits)


TABLES: Mapping[Kind, Pages] = {
    Kind.JSON_ROWS: _streamed(_json_rows.pages),
    Kind.CSV_ROWS: _streamed(_csv_rows.pages),
    Kind.PARQUET: _parquet_rows.pages,
}
"""Kind of a table → what gives its pages: of the file that is open, shown as a path, in a file on disk."""


def in_member(data: bytes, shown: str, file: Path, limits: Limits, modified: str | None, growth: float) -> Iterator[Found]:
    """What is in the member that holds ``data``, mostly one page; a table or an archive inside an archive is read.

    ``growth``: how many bytes the archive has given so far for each of its own.

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
        if kind not in {Kind.PAGE, Kind.COMPRESSED_PAGE}:
            yield from _nested(kind, data, shown, file, replace(limits, around=growth))
            return
        if is_picture(data):
            yield Skipped(shown, "picture", partial(bytes, data))
            return
    yield from single(data[:SMALL], partial(bytes, data), shown, file, limits, modified)


def _nested(kind: Kind, data: bytes, shown: str, file: Path, limits: Limits) -> Iterator[Found]:
    """What is in a member that is an archive or a table. One that is in an archive that is a member itself may be part of a bomb
    without end."""
    from crawler.pages._archives import pages_in  # here, since that reads archives by means of this module

    if kind not in TABLES and shown.count(BETWEEN) > DEEPEST:
        yield unreadable(shown, file, OtherFormatError.of("an archive in an archive in an archive"))
    else:
        yield from pages_in(partial(BytesIO, data), shown, file, limits)
