"""A member of an archive as a page, or as something that holds pages itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeAlias

from crawler.pages import _csv_rows, _item_lines, _json_rows, _parquet_rows
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
    Kind.ITEM_LINES: _streamed(_item_lines.pages),
    Kind.JSON_ROWS: _streamed(_json_rows.pages),
    Kind.CSV_ROWS: _streamed(_csv_rows.pages),
    Kind.PARQUET: _parquet_rows.pages,
}
"""Kind of a table → what gives its pages: of the file that is open, shown as a path, in a file on disk."""


class Inner(NamedTuple):
    """A member that is an archive or a table, ``data``, shown as ``path``: what is in it is read within these ``limits``."""

    path: str
    data: bytes
    limits: Limits


InArchive: TypeAlias = Found | Inner


def in_member(data: bytes, shown: str, file: Path, limits: Limits, modified: str | None, growth: float) -> Iterator[InArchive]:
    """What the member is that holds ``data``, mostly one page.

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
            yield _inner(kind, data, shown, file, replace(limits, around=growth))
            return
        if is_picture(data):
            yield Skipped(shown, "picture", partial(bytes, data))
            return
    yield from single(data[:SMALL], partial(bytes, data), shown, file, limits, modified)


def _inner(kind: Kind, data: bytes, shown: str, file: Path, limits: Limits) -> InArchive:
    """An archive or a table. An archive in an archive that is a member itself may be part of a bomb without end."""
    if kind not in TABLES and shown.count(BETWEEN) > DEEPEST:
        return unreadable(shown, file, OtherFormatError.of("an archive in an archive in an archive"))
    return Inner(shown, data, limits)
