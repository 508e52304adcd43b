"""The members of a damaged zip, by the headers before them."""

import struct
import zlib
from collections.abc import Iterator
from io import SEEK_END
from typing import BinaryIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED

from crawler.content.patterns import regex
from crawler.pages._zip_directory import LOCAL, LOCAL_BEGINS, SIZES_FOLLOW, Entry, local_entry

METHODS = frozenset({ZIP_STORED, ZIP_DEFLATED, 9, ZIP_BZIP2, ZIP_LZMA, 20, 93, 95, 99})
NEXT = regex(rb"PK(?:\x03\x04|\x01\x02|\x05\x06|\x06\x06)")
"""What begins where a member has ended."""
DESCRIPTOR = b"PK\x07\x08"
SIZES = (struct.Struct("<3L"), struct.Struct("<L2Q"))
FIRST, CHUNK = 4 * 1024, 256 * 1024
"""Bytes in which something is looked for at once, where it is expected and where it is not."""


class Recovered(Iterator[Entry]):
    """The members of ``file`` whose headers are not at one of the offsets ``known``, as far as they can be found.

    A size that is not in the header is found by unpacking. One at whose end nothing begins is not believed, and the next header
    is looked for inside. ``last``: where the last member ended that is there as a whole.
    """

    def __init__(self, file: BinaryIO, known: set[int], most: int) -> None:
        self._file, self._known, self._most = file, known, most
        self._size = file.seek(0, SEEK_END)
        self.last = 0
        self._at = self._unpacked_in_vain = 0

    def __next__(self) -> Entry:
        while (at := self._found(LOCAL_BEGINS, self._at)) is not None:
            entry = local_entry(self._file, at)
            if entry is None or entry.method not in METHODS or not entry.name or b"\0" in entry.name:
                self._at = at + 1
                continue
            content = self._file.tell()
            is_measured = bool(entry.flags & SIZES_FOLLOW and not entry.packed and self._unpacked_in_vain <= 4 * self._size)
            if is_measured:
                self._measure(entry, content)
            end = self._end(entry, content)
            if is_measured and (end is None or not entry.packed):
                self._unpacked_in_vain += entry.packed or self._size - content
            self._at = end or content
            self.last = end or self.last
            if at not in self._known:
                return entry
        raise StopIteration

    def _found(self, wanted: bytes, at: int) -> int | None:
        size = FIRST
        while at < self._size:
            self._file.seek(at)
            data, size = self._file.read(size), CHUNK
            found = data.find(wanted)
            if found >= 0:
                return at + found
            at += max(1, len(data) - len(wanted) + 1)
        return None

    def _end(self, entry: Entry, content: int) -> int | None:
        """Where a member ends; None where nothing that can follow is there."""
        end = content + entry.packed
        if end > self._size:
            return None
        self._file.seek(end)
        behind = self._file.read(4 + SIZES[1].size + 4)
        if entry.flags & SIZES_FOLLOW:
            skipped = next((skip for skip in (0, 12, 16, 20, 24) if NEXT.match(behind, skip)), None)
            return None if skipped is None else end + skipped
        return end if NEXT.match(behind) or end == self._size else None

    def _measure(self, entry: Entry, content: int) -> None:
        """Find out the sizes and the checksum of a member that has them after its data."""
        self._file.seek(content)
        packed = self._inflated(entry) if entry.method == ZIP_DEFLATED else self._up_to_descriptor(content)
        self._file.seek(content + packed)
        behind = self._file.read(4 + SIZES[1].size).removeprefix(DESCRIPTOR)
        for sizes in SIZES:
            if len(behind) >= sizes.size:
                crc, size_packed, size = sizes.unpack_from(behind)
                if size_packed == packed:
                    entry.crc, entry.size = crc, size
                    break
        entry.packed = packed

    def _inflated(self, entry: Entry) -> int:
        """How many bytes a member of unknown size takes; its other size is that of what comes out."""
        inflate, packed = zlib.decompressobj(-zlib.MAX_WBITS), 0
        try:
            while (
                not inflate.eof
                and entry.size <= self._most
                and (data := inflate.unconsumed_tail or self._file.read(LOCAL.size * 500))
            ):
                before = len(inflate.unconsumed_tail)
                unpacked = inflate.decompress(data, CHUNK)
                packed += 0 if before else len(data)
                entry.size += len(unpacked)
                entry.crc = zlib.crc32(unpacked, entry.crc)
        except zlib.error:
            entry.crc ^= 1
        return max(0, packed - len(inflate.unused_data) - len(inflate.unconsumed_tail))

    def _up_to_descriptor(self, content: int) -> int:
        at = content
        while (found := self._found(DESCRIPTOR, at)) is not None:
            at = found
            self._file.seek(at + 4)
            behind = self._file.read(SIZES[1].size)
            if any(len(behind) >= sizes.size and sizes.unpack_from(behind)[1] == at - content for sizes in SIZES):
                return at - content
            at += 1
        return 0
