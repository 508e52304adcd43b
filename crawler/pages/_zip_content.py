"""What members of a zip hold."""

import os
import zlib
from collections.abc import Callable, Mapping
from io import BufferedReader, BytesIO, RawIOBase
from lzma import LZMAFile
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipExtFile, ZipInfo

from crawler.files.compressed import zstd
from crawler.pages._page import ArchiveError, DamagedError, Limits, PageTooLargeError
from crawler.pages._zip_directory import ENCRYPTED, SIZES_FOLLOW, Entry, local_entry

FILES: Mapping[int, Callable[[BinaryIO], object]] = {20: zstd.ZstdFile, 93: zstd.ZstdFile, 95: LZMAFile}
"""What unpacks the methods that zipfile does not know: Zstandard, by its number before 2020 as well, and xz."""
MOST_A_BYTE = 1032
"""Bytes that one byte can be unpacked to (DEFLATE)."""


class MisplacedError(DamagedError):
    """A member is not where the central directory says."""


def packed_content(file: BinaryIO, found: Entry, limits: Limits) -> bytes:
    """The bytes of a member as they are in the file, as far as they are there. Raises :class:`DamagedError`, ArchiveError,
    PageTooLargeError."""
    local = go_to_content(file, found)
    if found.size > limits.page_bytes:
        raise DamagedError("damaged: its size cannot be") if _lies(found, local) else PageTooLargeError(limits)
    if found.packed > max(found.size * 2, limits.page_bytes):
        raise DamagedError("damaged: its size cannot be")
    return file.read(found.packed)


def go_to_content(file: BinaryIO, found: Entry) -> Entry:
    """Go to the content of a member; the header before it. Raises :class:`MisplacedError` where that is not there, DamagedError
    where it contradicts, ArchiveError for what is encrypted."""
    local = local_entry(file, found.offset)
    if local is None:
        raise MisplacedError("damaged: no header where one must be")
    if local.method != found.method or (local.flags ^ found.flags) & ENCRYPTED:
        raise DamagedError("damaged: its two headers contradict each other")
    if found.flags & ENCRYPTED:
        raise ArchiveError("encrypted")
    return local


def _lies(found: Entry, local: Entry) -> bool:
    if found.method == ZIP_STORED:
        return found.size != found.packed
    if found.method == ZIP_DEFLATED and found.size > found.packed * MOST_A_BYTE:
        return True
    return not found.flags & SIZES_FOLLOW and local.size != found.size


def unpacked_content(found: Entry, packed: bytes) -> bytes:
    """What ``packed`` bytes of a member hold, up to one byte more than it says. Raises what decompressors raise."""
    if found.method == ZIP_STORED:
        return packed
    if found.method != ZIP_DEFLATED:
        return _by_zipfile(BytesIO(packed), found).read(found.size + 1)
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    data = inflate.decompress(packed, found.size + 1)
    if not inflate.eof and len(data) <= found.size and inflate.unconsumed_tail == b"":
        data += inflate.decompress(b"", 1)
    return data


def check(found: Entry, packed: bytes, data: bytes) -> None:
    """Raise :class:`DamagedError` where ``data``, which the ``packed`` bytes hold, is not what the member held."""
    if len(packed) < found.packed:
        raise DamagedError(f"cut off: {len(packed):,} of {found.packed:,} bytes are there")
    if len(data) != found.size:
        raise DamagedError(f"damaged: it is not as long as it says: {found.size:,} bytes")
    if zlib.crc32(data) != found.crc:
        raise DamagedError("damaged: its CRC-32 is of other bytes")


def opened(file: BinaryIO, found: Entry) -> BinaryIO:
    """The content of a member, unpacked on the way and not checked. The file may be read beside it. Raises as the first does."""
    go_to_content(file, found)
    part = BufferedReader(Part(file.fileno(), file.tell(), found.packed))
    return part if found.method == ZIP_STORED else _by_zipfile(part, found)


def _by_zipfile(packed: BinaryIO | BufferedReader, found: Entry) -> BinaryIO:
    if found.method in FILES:
        return cast("BinaryIO", FILES[found.method](packed))
    info = ZipInfo()
    info.compress_type, info.compress_size, info.file_size = found.method, found.packed, found.size + 1
    info.CRC = None  # type: ignore[assignment]  # is compared by who reads it
    return cast("BinaryIO", ZipExtFile(packed, "r", info))


class Part(RawIOBase):
    """``size`` bytes of an open file, from ``start`` on. Its own place in the file is not moved."""

    def __init__(self, descriptor: int, start: int, size: int) -> None:
        self._descriptor, self._start, self._size, self._at = descriptor, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = os.pread(self._descriptor, min(len(buffer), self._size - self._at), self._start + self._at)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = min(max(0, base + offset), self._size)
        return self._at


class Watched:
    """A file read forwards or again from its beginning, with the checksum of the data read and the error that ended it."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw, self._at = raw, 0
        self.size = self.crc = 0
        self.error: str | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._raw.read(size)
        except Exception as error:  # decompressors raise many kinds
            self.error = str(error)
            return b""
        if self._at + len(data) > self.size:
            new = data[self.size - self._at :]
            self.crc, self.size = zlib.crc32(new, self.crc), self.size + len(new)
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = self._raw.seek(offset, whence)
        return self._at

    def tell(self) -> int:
        return self._at

    def __enter__(self) -> "Watched":
        return self

    def __exit__(self, *_: object) -> None:
        self._raw.close()
