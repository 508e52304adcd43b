"""The pages in a file, whatever it is. What reads archives is loaded with the first one."""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from crawler.pages._kinds import holds_more, is_picture, is_plain
from crawler.pages._names import BETWEEN
from crawler.pages._page import ArchiveError, Found, Limits, Lost, SavedPage, Skipped, unreadable
from crawler.pages._single import SMALL, is_whole, read_whole, single
from crawler.pages._streams import HEAD
from crawler.pages._zip_end import END_BEGINS


def pages_of(file: Path, path: str, limits: Limits) -> Iterator[Found]:
    """What is in ``file``, shown as ``path``: itself where it is no archive, else its pages and what is skipped. What of an
    archive cannot be read is a page that raises the reason, or is :class:`Lost`."""
    try:
        if not file.is_file():
            yield SavedPage(path, file, partial(_read_special, file, limits))
        elif is_picture(beginning := _beginning(file)):
            yield Skipped(path, "picture")
        elif is_plain(beginning[:HEAD]) and not holds_more(beginning, limits.columns) and not _has_a_zip(file, beginning):
            whole = partial(limits.checked, beginning) if len(beginning) < SMALL else partial(read_whole, file, limits)
            yield from single(beginning, whole, path, file, limits)
        else:
            from crawler.pages._archives import pages_in

            yield from _together(pages_in(lambda: file.open("rb"), path, file, limits))
    except Exception as error:  # decompressors raise many kinds
        yield unreadable(path, file, error)


def skipped_in(archive: Path, limits: Limits) -> Iterator[Skipped]:
    """What in ``archive`` is no page, each with its path in it. Raises nothing; of a damaged archive all that is readable."""
    from crawler.pages._archives import pages_in

    for found in pages_in(lambda: archive.open("rb"), "", archive, limits):
        if isinstance(found, Skipped):
            yield found._replace(path=found.path.removeprefix(BETWEEN))


def holds_pictures(file: Path) -> bool:
    """Whether the page that is ``file`` has its pictures in that. Raises OSError."""
    return is_whole(_beginning(file))


def _together(found: Iterable[Found]) -> Iterator[Found]:
    """The same, with one loss in place of several that follow one another in an archive: they come of one damage, but for what
    cost no page, which is told with its own reason."""
    lost: Lost | None = None
    for one in found:
        if lost and isinstance(one, Lost) and one.path == lost.path:
            pages = None if one.pages is None or lost.pages is None else lost.pages + one.pages
            reason = lost.reason if one.pages != 0 or one.reason == lost.reason else f"{lost.reason}; {one.reason}"
            lost = lost._replace(reason=reason, pages=pages, size=lost.size + one.size)
            continue
        if lost:
            yield lost
        lost = one if isinstance(one, Lost) else None
        if lost is None:
            yield one
    if lost:
        yield lost


def _beginning(file: Path) -> bytes:
    opened = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))  # a file object takes thrice the time
    try:
        return os.read(opened, SMALL)
    finally:
        os.close(opened)


def _has_a_zip(file: Path, beginning: bytes) -> bool:
    """Whether something that begins like a page may end like a zip, with a comment or without, as pages do that SingleFile saves
    as zips which open themselves."""
    if len(beginning) < SMALL:
        return END_BEGINS in beginning
    with file.open("rb", buffering=0) as raw:
        raw.seek(-SMALL, os.SEEK_END)
        return END_BEGINS in (raw.read(SMALL) or b"")


def _read_special(file: Path, limits: Limits) -> bytes:
    """The content of a device or of a shell's pipe. A pipe anywhere else may never be written to, and would be waited for."""
    if file.is_fifo() and not file.is_relative_to("/dev"):
        raise ArchiveError("a named pipe")
    with file.open("rb") as raw:
        return limits.read(raw)
