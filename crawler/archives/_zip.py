"""Pages in zip archives, and in the WARCs inside them (a WACZ is such a zip)."""

import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZipExtFile, ZipInfo

from crawler.archives import _warc
from crawler.archives._kinds import Kind, kind_of, passed_over
from crawler.archives._limits import Limits
from crawler.archives._members import page_of
from crawler.archives._names import member_path
from crawler.archives._page import ArchiveError, SavedPage, Skipped, unreadable
from crawler.archives._zip_directory import directory_of, entries, salvaged, to_content
from crawler.archives._zip_entry import modified

ENCRYPTED = 0x1
WARC_OF_WACZ = re.compile(r"archive/.+\.warc(\.gz)?")


def pages(raw: BinaryIO, path: str, file: Path, limits: Limits) -> Iterator[SavedPage | Skipped]:
    """The pages of the zip ``raw``, shown as ``path``, in the order of its directory, and what in it is no page: in a WACZ that
    is all but its WARCs.

    Raises :class:`ArchiveError` where its directory is damaged or missing (then all members came that are there as a whole),
    and where it is a decompression bomb.
    """
    directory = directory_of(raw)
    packed, total = raw.seek(0, SEEK_END), 0
    only_warcs = directory is not None and _is_wacz(info.filename for info in entries(raw, directory))
    for info in entries(raw, directory) if directory else salvaged(raw):
        total += min(info.file_size, limits.page_bytes)
        if limits.is_bomb(packed, total):
            raise ArchiveError(f"decompression bomb: more than MAX_COMPRESSION_RATIO = {limits.ratio} bytes a byte")
        shown = member_path(path, info.filename)
        if kind := _no_page(info) or (only_warcs and not WARC_OF_WACZ.fullmatch(info.filename) and "part of a WACZ"):
            yield Skipped(shown, kind)
        else:
            yield from _member(raw, info, shown, file, limits)
    if not directory:
        raise ArchiveError("cut off: the central directory is missing")


def count(raw: BinaryIO) -> Iterator[int | None]:
    """1 for every member that :func:`pages` takes for a page or an archive; None at the first WARC, or without a directory.

    Raises :class:`ArchiveError` where the directory is damaged.
    """
    directory = directory_of(raw)
    if directory is None:
        yield None
        return
    for info in entries(raw, directory):
        if not _no_page(info):
            yield None if ".warc" in info.filename else 1


def _member(raw: BinaryIO, info: ZipInfo, shown: str, file: Path, limits: Limits) -> Iterator[SavedPage | Skipped]:
    try:
        content = _opened(raw, info)
        if kind_of(content, limits) is Kind.WARC:
            yield from _warc.pages(partial(_reopened, file, info), shown, file, limits)
        else:
            limits.check(info.file_size)
            yield page_of(content, shown, file, limits, modified(info))
    except Exception as error:  # decompressors raise many kinds; one member costs one page
        yield unreadable(shown, file, error)


def _is_wacz(names: Iterable[str]) -> bool:
    """Whether a zip of members with these ``names`` is a WACZ: it describes itself and holds a WARC."""
    missing = {"datapackage.json", "a WARC"}
    with suppress(ArchiveError):  # is told when the members are read
        for name in names:
            missing.discard("a WARC" if WARC_OF_WACZ.fullmatch(name) else name)
            if not missing:
                break
    return not missing


def _no_page(info: ZipInfo) -> str | None:
    mode = info.external_attr >> 16
    if info.filename.endswith(("/", "\\")) or stat.S_ISDIR(mode):
        return "directory"
    return "symbolic link" if stat.S_ISLNK(mode) else passed_over(info.filename)


def _reopened(file: Path, info: ZipInfo) -> BinaryIO:
    return _opened(file.open("rb"), info)


def _opened(raw: BinaryIO, info: ZipInfo) -> BinaryIO:
    """The content of a member, unpacked on the way; its checksum is checked at its end.

    Raises :class:`ArchiveError` where it is encrypted or not where it should be, NotImplementedError for a method that
    zipfile does not know.
    """
    if info.flag_bits & ENCRYPTED:
        raise ArchiveError("encrypted")
    to_content(raw, info)
    return cast("BinaryIO", ZipExtFile(raw, "r", info))
