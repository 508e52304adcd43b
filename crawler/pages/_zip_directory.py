"""The members of a zip as their headers describe them, entry by entry of the central directory: zipfile holds the whole of it in
memory, a kilobyte for every member."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple
from zlib import crc32

from crawler.pages._page import DamagedError
from crawler.pages._times import unix_time, zip_time
from crawler.pages._zip_end import ENTRY_BEGINS, End

IS_ELSEWHERE = 0xFFFFFFFF
"""A size or offset that does not fit 32 bits is in the extra field."""
ENCRYPTED, SIZES_FOLLOW, UTF_8 = 0x1, 0x8, 0x800
ZIP_64, UNIX_TIME, UNICODE_NAME = 0x0001, 0x5455, 0x7075  # kinds of extra fields
FIELD = struct.Struct("<2H")
CENTRAL = struct.Struct("<4s2H4H3L5H2L")
LOCAL = struct.Struct("<4sH4H3L2H")
LOCAL_BEGINS = b"PK\x03\x04"
AT_ONCE = 256 * 1024
LONGEST = CENTRAL.size + 3 * 0xFFFF


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


def entries(file: BinaryIO, end: End) -> Iterator[Entry]:
    """The members in the order of the directory; the file may be read between them. Raises :class:`DamagedError`."""
    data, at, read = b"", 0, 0
    while read < end.size or at < len(data):
        if len(data) - at < LONGEST and read < end.size:
            file.seek(end.start + read)
            more = file.read(min(AT_ONCE, end.size - read))
            if not more:
                raise DamagedError("cut off in the central directory")
            data, at, read = data[at:] + more, 0, read + len(more)
        if not data.startswith(ENTRY_BEGINS, at) or len(data) - at < CENTRAL.size:
            raise DamagedError("damaged: no header where one must be in the central directory")
        _, _, _, *fields, of_name, of_extra, of_comment, _, _, attributes, offset = CENTRAL.unpack_from(data, at)
        at += CENTRAL.size
        last = at + of_name + of_extra + of_comment
        if last > len(data):
            raise DamagedError("damaged: the central directory ends inside of a header")
        found = entry(Header(*fields), data[at : at + of_name], data[at + of_name : last - of_comment], offset, attributes)
        found.offset += end.shift
        at = last
        yield found


def local_entry(file: BinaryIO, at: int) -> Entry | None:
    """The member whose header is at ``at``, where there is one; the file is at its content then."""
    if at < 0:
        return None
    file.seek(at)
    data = file.read(LOCAL.size)
    if len(data) < LOCAL.size or not data.startswith(LOCAL_BEGINS):
        return None
    _, _, *fields, of_name, of_extra = LOCAL.unpack(data)
    names = file.read(of_name + of_extra)
    return entry(Header(*fields), names[:of_name], names[of_name:], at) if len(names) == of_name + of_extra else None
