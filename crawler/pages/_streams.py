"""Archives as streams: decompressed on the way, read forwards only."""

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from crawler.pages._packing import packing_in
from crawler.pages._page import ArchiveError, DamagedError, Limits
from crawler.pages._unpacking import CHUNK, Gap, Members

HEAD = 512  # bytes: what tells one kind from another; a tar's header is as long
BEGINNINGS = 3
"""Where the first members are damaged, the beginnings of so many of the next may tell what a file holds."""


class GapError(DamagedError):
    """What follows in a stream is not there; it can be read further, behind the ``gap``."""

    def __init__(self, gap: Gap) -> None:
        super().__init__(gap.reason)
        self.gap = gap


class ForwardStream:
    """What ``raw`` holds, decompressed where it is compressed, from beginning to end.

    :meth:`read` raises :class:`GapError` where something is damaged, once, when all before it was read; and :class:`ArchiveError`
    when far more comes out than went in.
    """

    def __init__(self, raw: BinaryIO, limits: Limits) -> None:
        self._limits = limits
        packing = packing_in(raw)
        self._members = Members(raw, packing) if packing else None
        self._parts: Iterator[bytes | Gap] = self._members.parts() if self._members else iter(partial(raw.read, CHUNK), b"")
        self._ahead: list[bytes | Gap] = []
        """Parts that come next, the last first."""
        self.position = 0

    @property
    def growth(self) -> float:
        """How many bytes have come out so far for each that went in."""
        return self.position / self._members.taken if self._members else 1

    def beginnings(self) -> list[bytes]:
        """Its first bytes, at least 512 where there are so many, and those after the first gaps. They are read again."""
        seen: list[bytes | Gap] = []
        heads = [b""]
        while len(heads[-1]) < HEAD and (part := self._next()) is not None:
            seen.append(part)
            if isinstance(part, Gap):
                if len(heads) == BEGINNINGS:
                    break
                heads.append(b"")
            else:
                heads[-1] += part
        self._ahead += reversed(seen)
        return heads

    def read(self, size: int = CHUNK) -> bytes:
        """The next ``size`` bytes; fewer before a gap and at the end only."""
        if not 0 <= size <= self._limits.page_bytes + 2 * CHUNK:
            raise DamagedError(f"damaged: asks for {size:,} bytes at once")
        parts: list[bytes] = []
        missing = size
        while missing and (part := self._next()) is not None:
            if isinstance(part, Gap):
                if parts:
                    self._ahead.append(part)
                    break
                raise GapError(part)
            if len(part) > missing:
                self._ahead.append(part[missing:])
                part = part[:missing]
            parts.append(part)
            missing -= len(part)
        data = parts[0] if len(parts) == 1 else b"".join(parts)
        self.position += len(data)
        if self._members and self._limits.is_bomb(self._members.taken, self.position):
            raise ArchiveError(f"decompression bomb: more than MAX_COMPRESSION_RATIO = {self._limits.ratio} bytes a byte")
        return data

    def _next(self) -> bytes | Gap | None:
        return self._ahead.pop() if self._ahead else next(self._parts, None)


def unpacked(raw: BinaryIO, limits: Limits) -> bytes:
    """The content of a page that is compressed. Raises :class:`DamagedError` where a part is missing, and PageTooLargeError."""
    stream = ForwardStream(raw, limits)
    try:
        data = limits.read(stream)
        while stream.read():  # to the end, which shows whether it is there
            pass
    except GapError as error:
        raise DamagedError(str(error)) from error
    return data
