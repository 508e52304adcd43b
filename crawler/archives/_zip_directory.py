"""The central directory of a zip, entry by entry: zipfile holds the whole of it in memory, a kilobyte for every member."""

import struct
from collections.abc import Iterator
from io import SEEK_END
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZipInfo

from crawler.archives._page import ArchiveError
from crawler.archives._zip_entry import Header, entry

END = struct.Struct("<4s4H2LH")
END_64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR_64 = struct.Struct("<4sLQL")
CENTRAL = struct.Struct("<4s2H4H3L5H2L")
LOCAL = struct.Struct("<4sH4H3L2H")
LONGEST_COMMENT = 0xFFFF
SIZES_FOLLOW = 0x8


class Directory(NamedTuple):
    """Where the central directory lies, and what is to be added to every offset in it (something may stand before a zip)."""

    start: int
    size: int
    shift: int


def directory_of(file: BinaryIO) -> Directory | None:
    """Where the central directory of ``file`` is; None where there is none, as in a zip that is cut off."""
    tail_start = max(0, file.seek(0, SEEK_END) - LONGEST_COMMENT - END.size)
    file.seek(tail_start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < END.size:
        return None
    *_, size, offset, _ = END.unpack_from(tail, at)
    end = tail_start + at
    if tail[max(0, at - LOCATOR_64.size) :].startswith(b"PK\x06\x07"):
        end -= LOCATOR_64.size + END_64.size
        *_, size, offset = _unpack(END_64, file, end, b"PK\x06\x06")
    start = end - size
    return Directory(start, size, start - offset) if offset <= start else None


def entries(file: BinaryIO, directory: Directory) -> Iterator[ZipInfo]:
    """The members in the order of the directory. Raises :class:`ArchiveError` where it is damaged."""
    at, end = directory.start, directory.start + directory.size
    while at < end:
        _, _, _, *fields = _unpack(CENTRAL, file, at, b"PK\x01\x02")
        of_name, of_extra, of_comment, _, _, attributes, offset = fields[7:]
        info = entry(Header(*fields[:7]), file.read(of_name), file.read(of_extra), offset)
        info.external_attr = attributes
        info.header_offset += directory.shift
        at += CENTRAL.size + of_name + of_extra + of_comment
        yield info


def salvaged(file: BinaryIO) -> Iterator[ZipInfo]:
    """The members that are there as a whole, by the header before each, until one does not say how long it is."""
    at, end = 0, file.seek(0, SEEK_END)
    while at + LOCAL.size <= end:
        file.seek(at)
        if file.read(4) != b"PK\x03\x04":
            return
        _, _, *fields, of_name, of_extra = _unpack(LOCAL, file, at, b"PK\x03\x04")
        info = entry(Header(*fields), file.read(of_name), file.read(of_extra), at)
        at += LOCAL.size + of_name + of_extra + info.compress_size
        if at > end or (info.flag_bits & SIZES_FOLLOW and not info.compress_size):
            return
        yield info


def to_content(file: BinaryIO, info: ZipInfo) -> None:
    """Go to the content of a member. Raises :class:`ArchiveError` where its header is not there."""
    *_, of_name, of_extra = _unpack(LOCAL, file, info.header_offset, b"PK\x03\x04")
    file.seek(of_name + of_extra, 1)


def _unpack(layout: struct.Struct, file: BinaryIO, at: int, signature: bytes) -> tuple[Any, ...]:
    if at < 0:
        raise ArchiveError("damaged: an offset leads nowhere")
    file.seek(at)
    data = file.read(layout.size)
    if len(data) < layout.size or not data.startswith(signature):
        raise ArchiveError("damaged: no header where one must be")
    return layout.unpack(data)
