"""Archives as streams: decompressed on the way, read forwards only."""

import bz2
import gzip
import io
import lzma
import sys
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, cast

from crawler.archives._limits import Limits
from crawler.archives._page import ArchiveError

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdFile as ZstdFile
else:
    from backports.zstd import ZstdFile as ZstdFile

HEAD = 512  # bytes: what tells one kind from another; a tar's header is as long
CHUNK = 64 * 1024
MOST_AT_ONCE = 1024 * 1024  # bytes: as much memory is taken for a read as is asked for


def _gzip(raw: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", gzip.GzipFile(fileobj=raw))


DECOMPRESSORS: Mapping[bytes, Callable[[BinaryIO], Any]] = {
    b"\x1f\x8b": _gzip,
    b"\xfd7zXZ\0": lzma.LZMAFile,
    b"\x28\xb5\x2f\xfd": ZstdFile,
    b"BZh": bz2.BZ2File,
}
"""By the first bytes of what they decompress. All of them check the sums and say when the end is missing."""


def is_compressed(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is compressed."""
    return head.startswith(tuple(DECOMPRESSORS))


class ForwardStream:
    """What ``raw`` holds, decompressed where it is compressed, from beginning to end.

    ``head`` is its first bytes, which are read again, and ``last`` what was read last. :meth:`read` raises :class:`ArchiveError`
    when far more comes out than went in, and what the decompressors raise: EOFError where the end is missing, and errors of
    many kinds for damage.
    """

    def __init__(self, raw: BinaryIO, limits: Limits) -> None:
        self._raw, self._limits = raw, limits
        magic = raw.read(HEAD)
        raw.seek(0)
        opened = (decompress(raw) for start, decompress in DECOMPRESSORS.items() if magic.startswith(start))
        self._inner: Any = next(opened, raw)
        self._position, self.last = 0, b""
        self._error: Exception | None = None
        self.head = self._rest_of_head = self._more(HEAD)

    def read(self, size: int = CHUNK) -> bytes:
        """The next ``size`` bytes; fewer at the end only."""
        if not 0 <= size <= self._limits.page_bytes + CHUNK:
            raise ArchiveError(f"asks for {size:,} bytes at once")
        data, self._rest_of_head = self._rest_of_head[:size], self._rest_of_head[size:]
        if len(data) < size:
            data += self._more(size - len(data))
        self._position += len(data)
        if self._inner is not self._raw and self._limits.is_bomb(self._raw.tell(), self._position):
            raise ArchiveError(f"decompression bomb: more than MAX_COMPRESSION_RATIO = {self._limits.ratio} bytes a byte")
        self.last = data
        return data

    def _more(self, size: int) -> bytes:
        """What comes before an error is given first, and the error when more is asked for."""
        if self._error:
            raise self._error
        data = b""
        try:
            while len(data) < size and (part := self._inner.read1(min(size - len(data), MOST_AT_ONCE))):
                data = data + part if data else part
        except Exception as error:  # decompressors raise many kinds
            self._error = error
            if not data:
                raise
        return data

    def tell(self) -> int:
        return self._position

    def seek(self, position: int, whence: int = io.SEEK_SET) -> int:
        """Go on to ``position``. Raises :class:`ArchiveError` for any that lies behind."""
        ahead = position - self._position
        if whence != io.SEEK_SET or ahead < 0:
            raise ArchiveError("cannot be read backwards")
        while ahead > 0 and (skipped := self.read(min(ahead, CHUNK))):
            ahead -= len(skipped)
        return self._position

    def drain(self) -> None:
        """Read to the end, which shows whether it is there."""
        while self.read():
            pass

    def close(self) -> None:
        """What was opened is closed by who opened it."""
