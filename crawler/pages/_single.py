"""What a file is that is no archive: one page, in one of several forms, or none."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

from crawler.content.patterns import regex
from crawler.pages import _mhtml, _webarchive
from crawler.pages._columns import BLANK, BOM, columns_of, first_row, there_are
from crawler.pages._http_body import decoded, unnamed
from crawler.pages._http_message import STATUS, Response
from crawler.pages._json_rows import row_of
from crawler.pages._kinds import USUAL
from crawler.pages._other_formats import refused
from crawler.pages._packing import BINARY, MAGICS
from crawler.pages._page import ArchiveError, Found, Limits, OtherFormatError, SavedPage, Skipped, unreadable
from crawler.pages._streams import unpacked
from crawler.pages._table_text import on_lines
from crawler.pages._times import written_time

SMALL = 64 * 1024
"""Bytes. A smaller page has been read when it is known to be one."""
TABLES = (".csv", ".tsv")
NO_ROWS = "JSON without objects that could be pages: JSON Lines and lists of objects are read"
LIST = regex(rb"\[\s{0,99}(?:\{\s{0,99}[\"}]|\[\s{0,99}[\"\d{\[\]-]|\"\s{0,9}<)")


def single(
    beginning: bytes, load: Callable[[], bytes], path: str, file: Path, limits: Limits, modified: str | None = None
) -> Iterator[Found]:
    """What is in a file that begins so, shown as ``path``, whose bytes ``load`` gives: nearly always one page.

    A page that was saved with its pictures is followed by them. A document of a format that is not read is a page that says so;
    what pages are shown with is skipped.
    """
    if beginning.startswith(USUAL):
        yield SavedPage(path, file, load, modified=modified)
    elif is_whole(beginning):
        form = _mhtml if _mhtml.begins(beginning) else _webarchive
        yield from _whole(form.pages, load, path, file, limits, modified)
    elif STATUS.match(beginning):
        yield from _whole(_response, load, path, file, limits, modified)
    elif (other := refused(beginning, path)) and other.part:
        yield Skipped(path, other.part)
    elif other:
        yield unreadable(path, file, OtherFormatError.of(other.document))
    elif reason := _table(beginning, path, limits):
        yield unreadable(path, file, ArchiveError(reason))
    else:
        is_binary = BINARY.search(beginning, 0, 512)
        yield SavedPage(path, file, partial(_bare, load, limits) if is_binary else load, modified=modified)


def is_whole(beginning: bytes) -> bool:
    """Whether a file that begins so is a page together with its pictures."""
    return _mhtml.begins(beginning) or _webarchive.begins(beginning)


def read_whole(file: Path, limits: Limits) -> bytes:
    """The bytes of a file. Raises OSError, and PageTooLargeError before it reads what is too large."""
    with file.open("rb") as raw:
        limits.check(os.fstat(raw.fileno()).st_size)
        return raw.read()


def _whole(
    pages: Callable[[bytes, str, Path, Limits, str | None], Iterator[Found]],
    load: Callable[[], bytes],
    path: str,
    file: Path,
    limits: Limits,
    modified: str | None,
) -> Iterator[Found]:
    """What ``pages`` finds in all that the file holds."""
    try:
        data = load()
    except Exception as error:  # decompressors raise many kinds
        yield unreadable(path, file, error)
    else:
        yield from pages(data, path, file, limits, modified)


def _response(data: bytes, path: str, file: Path, limits: Limits, modified: str | None) -> Iterator[Found]:
    """The page of an HTTP response that was saved with its headers, as ``curl -i`` does it."""
    response = Response.of(data)
    if response is None or response.no_page:
        yield Skipped(path, response.no_page or "not HTTP" if response else "not HTTP")
        return
    load = partial(_decoded, response, limits)
    yield SavedPage(
        path, file, load, written_time(response.headers.get("date", "")), modified, response.headers.get("content-type")
    )


def _decoded(response: Response, limits: Limits) -> bytes:
    return limits.checked(decoded(response.headers, response.body, limits))


def _bare(load: Callable[[], bytes], limits: Limits) -> bytes:
    """The page, where it was compressed twice, or saved as it was encoded for the way without a mark at its beginning."""
    data = load()
    return unpacked(BytesIO(data), limits) if data.startswith(MAGICS) else unnamed(data, limits)


def _table(beginning: bytes, path: str, limits: Limits) -> str:
    """Why a table of pages is not read as one; empty where it is none. Only the name of a file tells that it is CSV."""
    first = on_lines(beginning).removeprefix(BOM).lstrip()
    line = first.partition(b"\n")[0]
    if first.startswith(b"{") and first[1:].lstrip().startswith(b'"'):
        row = row_of(line)
        return f"JSON: html=COLUMN names the column that holds pages ({there_are(list(row))})" if row else NO_ROWS
    if LIST.match(first):
        return NO_ROWS
    if path.lower().endswith(TABLES):
        column = limits.columns.html
        line = first_row(BLANK.sub(b"", first, 1))
        columns = columns_of(line, "\t" if b"\t" in line and b"," not in line else ",")
        asked = f"no column {column}" if column else "a table: html=COLUMN names the column that holds pages"
        return f"{asked} ({there_are(columns)})"
    return ""
