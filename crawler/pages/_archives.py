"""The pages in a file that is more than one page: an archive, a table, or what is compressed."""

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from crawler.pages import _tar, _warc, _zip
from crawler.pages._kinds import Kind, kind_of
from crawler.pages._members import TABLES, InArchive, Inner
from crawler.pages._page import Found, Limits, Lost, OtherFormatError, unreadable
from crawler.pages._single import SMALL, read_whole, single
from crawler.pages._streams import ForwardStream, unpacked
from crawler.pages._zip_documents import document_in


def pages_in(reopen: Callable[[], BinaryIO], path: str, file: Path, limits: Limits) -> Iterator[Found]:
    """What is in what ``reopen`` opens, a file or a member of one, shown as ``path``; what of it cannot be read is a page that
    raises the reason, or :class:`Lost`."""
    try:
        with reopen() as raw:
            for found in _pages_in(raw, reopen, path, file, limits):
                if isinstance(found, Inner):
                    yield from pages_in(partial(BytesIO, found.data), found.path, file, found.limits)
                else:
                    yield found
    except Exception as error:  # of the file system, or of what nobody thought of
        yield Lost(path, f"{type(error).__name__}: {error}")


def _pages_in(raw: BinaryIO, reopen: Callable[[], BinaryIO], path: str, file: Path, limits: Limits) -> Iterator[InArchive]:
    kind = kind_of(raw, limits)
    if kind is Kind.TAR:
        yield from _tar.pages(ForwardStream(raw, limits), path, file, limits)
    elif kind is Kind.WARC:
        yield from _warc.pages(reopen, path, file, limits)
    elif kind in TABLES:
        yield from TABLES[kind](raw, path, file, limits)
    elif kind is Kind.ZIP:
        if document := document_in(raw):
            yield unreadable(path, file, OtherFormatError.of(document))
        else:
            yield from _zip.pages(raw, path, file, limits)
    elif kind is Kind.COMPRESSED_PAGE:
        beginning = ForwardStream(raw, limits).beginnings()[0]
        raw.seek(0)
        yield from single(beginning, partial(unpacked, raw, limits), path, file, limits)
    else:
        raw.seek(0)
        yield from single(raw.read(SMALL), partial(read_whole, file, limits), path, file, limits)
