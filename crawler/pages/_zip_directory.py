"""The central directory of a zip, entry by entry: zipfile holds the whole of it in memory, a kilobyte for every member."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from crawler.pages._page import DamagedError
from crawler.pages._zip_end import ENTRY_BEGINS, End
from crawler.pages._zip_entry import Entry, Header, entry

CENTRAL = struct.Struct("<4s2H4H3L5H2L")
LOCAL = struct.Struct("<4sH4H3L2H")
LOCAL_BEGINS = b"PK\x03\x04"
AT_ONCE = 256 * 1024
LONGEST = CENTRAL.size + 3 * 0xFFFF


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
