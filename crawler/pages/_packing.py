"""How files are compressed."""

import bz2
import lzma
import re
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from crawler.content.patterns import regex
from crawler.files.compressed import zstd


class Gunzip:
    """Decompresses one member of a gzip file, with the interface of the other decompressors. zlib verifies its checksum."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self.needs_input = True

    def decompress(self, data: Any, max_length: int) -> bytes:
        tail = self._inner.unconsumed_tail
        unpacked = self._inner.decompress(tail + data if tail else data, max_length)
        self.needs_input = len(unpacked) < max_length and not self._inner.unconsumed_tail
        return unpacked

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data


class Packing(NamedTuple):
    """A way to compress. ``magic`` is what a file begins with, ``begins`` finds where a member may begin."""

    magic: bytes
    begins: re.Pattern[bytes]
    decompressor: Callable[[], Any]
    """A decompressor for one member. All of them verify the member's checksums, if it has any."""
    beside: re.Pattern[bytes] | None = None
    """How what stands between members begins."""

    def can_begin(self, data: bytes | memoryview) -> bool:
        """Whether a member can begin with ``data``."""
        try:
            self.decompressor().decompress(data, 64)
        except Exception:  # decompressors raise many kinds
            return False
        return True


PACKINGS = (
    Packing(b"\x1f\x8b\x08", regex(rb"\x1f\x8b\x08[\x00-\x1f]"), Gunzip),
    Packing(b"\xfd7zXZ\0", regex(rb"\xfd7zXZ\x00\x00"), lzma.LZMADecompressor),
    Packing(b"\x28\xb5\x2f\xfd", regex(rb"\x28\xb5\x2f\xfd"), zstd.ZstdDecompressor, regex(rb"[\x50-\x5f]\x2a\x4d\x18")),
    Packing(b"BZh91AY&SY", regex(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), bz2.BZ2Decompressor),
)
LZMA = Packing(
    b"]\0\0",
    regex(rb"\x5d\x00\x00[\x00-\xff]{2}(?:\xff{8}|[\x00-\xff]{5}\x00{3})\x00"),
    partial(lzma.LZMADecompressor, lzma.FORMAT_ALONE),
)
"""What xz has replaced: no name, but the usual properties, the length of a dictionary, a length or that none is known, and the
zero with which the range coder begins. It has no checksum; that its end is missing shows."""
BINARY = regex(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
"""What no text holds, unless a character is several bytes in its encoding."""
DICTIONARY = b"\x5d\x2a\x4d\x18"
"""Begins a WARC in Zstandard with a dictionary, in a frame of its own (IIPC, Zstandard Compressed WARC Files, 1.0)."""
LONGEST_DICTIONARY = 16 * 1024 * 1024
MAGICS = (b"\x1f\x8b", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"BZh")
ZSTD = 2
"""Its place in both."""
TRAINED = b"\x37\xa4\x30\xec"
"""Begins a dictionary that is more than bytes to refer to."""
TRIED = 4096
"""Bytes by which it is judged whether a member begins where it seems to."""


def packing_of(beginning: bytes) -> Packing | None:
    """How a file that begins with ``beginning`` is compressed, also where its first bytes are damaged; None where it is not."""
    for packing, magic, near in zip(PACKINGS, MAGICS, NEARLY, strict=True):
        if beginning.startswith(magic) or near.match(beginning):
            return packing
    if beginning.startswith(DICTIONARY):
        return PACKINGS[ZSTD]
    if LZMA.begins.match(beginning) and LZMA.can_begin(beginning[:TRIED]):
        return LZMA
    return _found_later(beginning) if beginning.startswith(bytes(16)) or may_be_packed(beginning) else None


def may_be_packed(beginning: bytes) -> bool:
    """Whether what begins so may be compressed data without its own beginning: neither text, nor a format that begins with its
    name or has fields of a fixed size."""
    if beginning[:32].isascii() or beginning[:4].isalnum() or not BINARY.search(beginning[:256]):
        return False
    return bytes(8) not in beginning[:512]


def packing_in(raw: BinaryIO) -> Packing | None:
    """How the file ``raw`` is compressed, which is at its beginning before and after, with the dictionary that it begins with."""
    beginning = raw.read(64 * 1024)
    raw.seek(0)
    if not beginning.startswith(DICTIONARY):
        return packing_of(beginning)
    data = raw.read(8 + min(int.from_bytes(beginning[4:8], "little"), LONGEST_DICTIONARY))[8:]
    raw.seek(0)
    try:
        data = zstd.ZstdDecompressor().decompress(data, LONGEST_DICTIONARY) if data.startswith(MAGICS[ZSTD]) else data
        dictionary = zstd.ZstdDict(data, is_raw=not data.startswith(TRAINED))
    except (zstd.ZstdError, ValueError):
        return PACKINGS[ZSTD]
    return PACKINGS[ZSTD]._replace(decompressor=partial(zstd.ZstdDecompressor, dictionary))


def nearly(magic: bytes) -> re.Pattern[bytes]:
    """What is ``magic`` but for one byte, or the whole of it."""
    parts = (re.escape(magic[:at]) + b"." + re.escape(magic[at + 1 :]) for at in range(len(magic)))
    return re.compile(b"|".join(parts), re.DOTALL)


NEARLY = tuple(nearly(packing.magic) for packing in PACKINGS)


def _found_later(beginning: bytes) -> Packing | None:
    """How the first member is compressed that begins in ``beginning``, whose first bytes are gone."""
    for packing in PACKINGS:
        for found in packing.begins.finditer(beginning):
            if packing.can_begin(beginning[found.start() : found.start() + TRIED]):
                return packing
    return None
