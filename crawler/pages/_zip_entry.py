"""A member of a zip, as its headers describe it."""

import struct
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

from crawler.pages._times import unix_time, zip_time

IS_ELSEWHERE = 0xFFFFFFFF
"""A size or offset that does not fit 32 bits is in the extra field."""
ENCRYPTED, SIZES_FOLLOW, UTF_8 = 0x1, 0x8, 0x800
ZIP_64, UNIX_TIME, UNICODE_NAME = 0x0001, 0x5455, 0x7075  # kinds of extra fields
FIELD = struct.Struct("<2H")


class Header(NamedTuple):
    """What the header before a member and the one in the central directory both say, in their order."""

    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    size: int


@dataclass(slots=True)
class Entry:
    """A member: its name as it stands, its bytes packed and unpacked, and where its header is in the file."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    attributes: int
    extra: bytes
    time: tuple[int, int]

    @property
    def is_utf_8(self) -> bool:
        """Whether it says that its name is UTF-8."""
        return bool(self.flags & UTF_8)

    @property
    def unicode_name(self) -> bytes | None:
        """The name in UTF-8 that Info-ZIP gives beside another, where it is of the same name."""
        field = extra_field(self.extra, UNICODE_NAME) if self.extra else b""
        return field[5:] if len(field) > 5 and field[1:5] == crc32(self.name).to_bytes(4, "little") else None

    @property
    def modified(self) -> str | None:
        """When it was last changed: its Unix time where it has one, else its time without a zone."""
        stamp = extra_field(self.extra, UNIX_TIME) if self.extra else b""
        exact = unix_time(struct.unpack_from("<l", stamp, 1)[0]) if len(stamp) >= 5 and stamp[0] & 1 else None
        day, time = self.time
        return exact or zip_time(((day >> 9) + 1980, day >> 5 & 15, day & 31, time >> 11, time >> 5 & 63, (time & 31) * 2))


def entry(header: Header, name: bytes, extra: bytes, offset: int, attributes: int = 0) -> Entry:
    """The member that ``header`` describes, whose wide sizes and offset are in ``extra``."""
    flags, method, time, day, crc, packed, size = header
    if IS_ELSEWHERE in (packed, size, offset):
        wide = extra_field(extra, ZIP_64)
        values = iter(struct.unpack(f"<{len(wide) // 8}Q", wide[: len(wide) // 8 * 8]))
        size, packed, offset = (next(values, value) if value == IS_ELSEWHERE else value for value in (size, packed, offset))
    return Entry(name, flags, method, crc, packed, size, offset, attributes, extra, (day, time))


def extra_field(extra: bytes, kind: int) -> bytes:
    """The content of the first extra field of this kind; empty where there is none."""
    at = 0
    while at + FIELD.size <= len(extra):
        found, size = FIELD.unpack_from(extra, at)
        at += FIELD.size
        if found == kind:
            return extra[at : at + size]
        at += size
    return b""
