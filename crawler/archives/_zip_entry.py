"""A member of a zip, as its headers describe it."""

import struct
from typing import NamedTuple
from zipfile import ZipInfo

from crawler.archives._names import zip_name
from crawler.archives._times import unix_time, zip_time

IS_ELSEWHERE = 0xFFFFFFFF
"""A size or offset that does not fit 32 bits is in the extra field."""
UTF_8 = 0x800
ZIP_64, UNIX_TIME = 0x0001, 0x5455  # kinds of extra fields
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


def entry(header: Header, name: bytes, extra: bytes, offset: int) -> ZipInfo:
    """The member that ``header`` describes, to be read by zipfile. Its name is :func:`zip_name`'s, as it stands."""
    day, time = header.date, header.time
    moment = ((day >> 9) + 1980, day >> 5 & 15, day & 31, time >> 11, time >> 5 & 63, (time & 31) * 2)
    info = ZipInfo("", moment)
    info.filename = zip_name(name, bool(header.flags & UTF_8))
    info.flag_bits, info.compress_type, info.extra = header.flags, header.method, extra
    info.CRC = header.crc
    wide = extra_field(extra, ZIP_64)
    values = iter(struct.unpack(f"<{len(wide) // 8}Q", wide[: len(wide) // 8 * 8]))
    info.file_size, info.compress_size, info.header_offset = (
        next(values, value) if value == IS_ELSEWHERE else value for value in (header.size, header.packed, offset)
    )
    return info


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


def modified(info: ZipInfo) -> str | None:
    """When a member was last changed: its Unix time where it has one, else its time without a zone."""
    stamp = extra_field(info.extra, UNIX_TIME)
    exact = unix_time(struct.unpack_from("<l", stamp, 1)[0]) if len(stamp) >= 5 and stamp[0] & 1 else None
    return exact or zip_time(info.date_time)
