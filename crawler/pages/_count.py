"""How many pages there are to replay, without reading them."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from crawler.pages._folders import has_parts, listed
from crawler.pages._kinds import Kind, is_picture, is_plain, kind_of, passed_over
from crawler.pages._page import Limits, NoPagesError
from crawler.pages._streams import HEAD
from crawler.pages.walk import files_at

Counts = Iterator[int | None]


def count_pages(pages: str, base: Path | None = None, limits: Limits | None = None) -> Counts:
    """Counts that add up to the number of pages that :func:`~crawler.pages.saved_pages` finds there, some microseconds apart.

    Files are told by their first bytes and members of a zip by its directory; what in a zip turns out to be an archive counts as
    a page. None where an archive is met whose pages only reading it shows (tar, WARC, WACZ, a feed of items, a table, a zip
    without its directory); then nothing follows. Raises nothing.
    """
    limits = limits or Limits()
    for place in listed(Path(pages) if base is None else base / pages, base) or [pages]:
        for count in _at(place, base, limits):
            yield count
            if count is None:
                return


def _at(place: str, base: Path | None, limits: Limits) -> Counts:
    folder = Path(place) if base is None else base / place
    if os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
        yield from _in_folder(str(folder), limits)
        return
    try:
        for file in files_at(place, base):
            yield from _in_file(str(file), limits) if file.is_file() else [1]
    except NoPagesError:
        yield 1


def _in_folder(folder: str, limits: Limits) -> Counts:
    """In no order, and without the paths that a walk in order keeps. Links out of the folder are taken for pages."""
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if not entry.is_dir():
                        if not passed_over(entry.name):
                            yield from _in_file(entry.path, limits) if entry.is_file() else [1]
                    elif not entry.name.startswith(".") and not entry.is_symlink() and not has_parts(entry.path):
                        waiting.append(entry.path)
        except OSError:
            yield 1


def _in_file(path: str, limits: Limits) -> Counts:
    with suppress(Exception):  # whatever it is, the page that says so is one
        if is_archive(path, limits):
            with open(path, "rb") as archive:  # noqa: PTH123
                yield from _in_archive(archive, limits)
            return
    yield 1


def is_archive(path: str, limits: Limits) -> bool:
    """Whether the file holds other than one page as it is: an archive, a table, or one that is compressed. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)  # a third of what it takes to make a file object
    try:
        head = os.read(descriptor, HEAD)
    finally:
        os.close(descriptor)
    if (is_plain(head) and not limits.columns.html) or is_picture(head):
        return False
    with open(path, "rb") as file:  # noqa: PTH123
        return kind_of(file, limits) is not Kind.PAGE


def _in_archive(archive: BinaryIO, limits: Limits) -> Counts:
    match kind_of(archive, limits):
        case Kind.ZIP:
            from crawler.pages import _zip  # here, since it is loaded with the first archive

            yield from _zip.count(archive)
        case Kind.PAGE | Kind.COMPRESSED_PAGE:
            yield 1
        case _:
            yield None
