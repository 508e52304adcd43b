"""The end of a zip, which says where its directory is and how many members that has."""

import struct
from io import SEEK_END
from typing import BinaryIO, NamedTuple

from crawler.pages._unpacking import BLANK

END = struct.Struct("<4s4H2LH")
END_64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR_64 = struct.Struct("<4sLQL")
LONGEST_COMMENT = 0xFFFF
END_BEGINS, END_64_BEGINS, LOCATOR_BEGINS, ENTRY_BEGINS = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x01\x02"


class End(NamedTuple):
    """Where the central directory lies, its bytes, what is to be added to every offset in it (something may stand before a zip,
    or its beginning be missing), and of how many ``members`` it speaks. ``is_wide``: the number is not cut to 16 bits.
    ``is_doubted``: it contradicts itself."""

    start: int
    size: int
    shift: int
    members: int
    is_wide: bool
    is_doubted: bool


def end_of(file: BinaryIO) -> End | None:
    """What the end of ``file`` says; None where there is none, as in a zip that is cut off, or it cannot be right."""
    tail_start = max(0, file.seek(0, SEEK_END) - LONGEST_COMMENT - END.size)
    file.seek(tail_start)
    tail = file.read()
    at = _place(tail)
    if at < 0 or len(tail) - at < END.size:
        return None
    _, _, _, here, count, size, offset, comment = END.unpack_from(tail, at)
    behind = len(tail) - at - END.size - comment
    is_doubted = here != count or behind < 0 or tail[len(tail) - behind :].strip(BLANK) != b""
    end, is_wide = tail_start + at, False
    if tail[max(0, at - LOCATOR_64.size) : at].startswith(LOCATOR_BEGINS):
        end -= LOCATOR_64.size + END_64.size
        file.seek(max(0, end))
        wide = file.read(END_64.size)
        if not wide.startswith(END_64_BEGINS) or len(wide) < END_64.size:
            return None
        *_, here, count, size, offset = END_64.unpack(wide)
        is_wide, is_doubted = True, here != count
    start = end - size
    if start < 0 or (offset > start and not _begins_with_entry(file, start)):
        return None
    return End(start, size, start - offset, count, is_wide, is_doubted)


def _place(tail: bytes) -> int:
    """Where the end begins: the last place whose comment ends the file, for a comment may hold anything; else the last of all."""
    at = last = tail.rfind(END_BEGINS)
    while at >= 0:
        if len(tail) - at >= END.size and END.unpack_from(tail, at)[-1] == len(tail) - at - END.size:
            return at
        at = tail.rfind(END_BEGINS, 0, at + len(END_BEGINS) - 1)
    return last


def ends_like_a_zip(file: BinaryIO) -> bool:
    """Whether there is a zip at the end of ``file``, which is at its beginning afterwards."""
    end = end_of(file)
    found = False
    if end and end.size and not end.is_doubted:
        found = _begins_with_entry(file, end.start)
    file.seek(0)
    return found


def _begins_with_entry(file: BinaryIO, start: int) -> bool:
    file.seek(start)
    return file.read(4) == ENTRY_BEGINS
