"""How inputs are changed: by libFuzzer, and by what knows how they are made, so that damage lies behind the sums as well."""

import bz2
import gzip
import lzma
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BytesIO
from random import Random
from tarfile import BLOCKSIZE
from zlib import crc32

import atheris

from crawler.pages import Limits
from crawler.pages._packing import packing_of
from crawler.pages._streams import ForwardStream
from tests.made_archives import zipped, zstd_compress

Mutator = Callable[[bytes, int, Random], bytes]
"""An input, the bytes that may come of it at most, and where chance comes from."""
Packer = Callable[[bytes], bytes]
COMPRESSORS: tuple[Packer, ...] = (gzip.compress, bz2.compress, partial(lzma.compress, preset=0), zstd_compress)
CODECS = ("utf-8", "gb18030", "big5", "utf-16", "utf-16-be", "utf-8-sig", "shift_jis", "latin-1")
RECORD = re.compile(rb"(?=WARC/1\.[01]\r\n)")
LENGTH = re.compile(rb"(Content-Length: )\d+", re.IGNORECASE)
CHECKSUM_OF_TAR = slice(148, 156)
MOST = Limits(page_bytes=1 << 20)


def plain(data: bytes, longest: int, random: Random) -> bytes:
    """Bits, bytes, words and pieces of other inputs, as libFuzzer changes them."""
    return bytes(atheris.Mutate(data, longest))


def text(data: bytes, longest: int, random: Random) -> bytes:
    """The same, or a piece repeated, or everything in another charset."""
    return random.choice((plain, plain, plain, plain, _repeated, _recoded))(data, longest, random)


def compressed(inner: Mutator) -> Mutator:
    """``inner`` on what was compressed, which is compressed again."""

    def mutate(data: bytes, longest: int, random: Random) -> bytes:
        unpacked = _unpacked(data)
        if unpacked is None or random.random() < 0.2:
            return inner(data, longest, random) if unpacked is None else plain(data, longest, random)
        return random.choice(COMPRESSORS)(inner(unpacked, longest, random))[:longest]

    return mutate


def summed(right: Callable[[bytes], bytes]) -> Mutator:
    """As libFuzzer changes it, mostly with the sums or lengths made right again."""

    def mutate(data: bytes, longest: int, random: Random) -> bytes:
        changed = plain(data, longest, random)
        return right(changed)[:longest] if random.random() < 0.7 else changed

    return mutate


def right_tar(data: bytes) -> bytes:
    blocks = [bytearray(data[at : at + BLOCKSIZE]) for at in range(0, len(data), BLOCKSIZE)]
    for block in blocks:
        if block[257:262] == b"ustar" and len(block) == BLOCKSIZE:
            block[CHECKSUM_OF_TAR] = b"%06o\0 " % (sum(block[:148]) + sum(block[156:]) + 8 * ord(" "))
    return b"".join(blocks)


def right_warc(data: bytes) -> bytes:
    return b"".join(map(_right_record, RECORD.split(data)))


def right_journal(data: bytes) -> bytes:
    return b"\n".join(b"%08x " % crc32(line[9:]) + line[9:] if line else line for line in data.split(b"\n"))


def zip_members(data: bytes, longest: int, random: Random) -> bytes:
    """One member of a zip changed, or libFuzzer's change to the whole."""
    members: dict[str, bytes] = {}
    with suppress(Exception), zipfile.ZipFile(BytesIO(data)) as archive:  # whatever is damaged stays as it is
        members = {name: archive.read(name) for name in archive.namelist()[:20]}
    if not members or random.random() < 0.6:
        return plain(data, longest, random)
    name = random.choice(list(members))
    members[name] = text(members[name], longest, random)
    return zipped(members, random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)))[
        :longest
    ]


def _right_record(record: bytes) -> bytes:
    head, _, block = record.partition(b"\r\n\r\n")
    block = block.removesuffix(b"\r\n\r\n")
    return LENGTH.sub(rb"\g<1>%d" % len(block), head, count=1) + b"\r\n\r\n" + block + b"\r\n\r\n"


def _unpacked(data: bytes) -> bytes | None:
    if not packing_of(data):
        return None
    with suppress(Exception):  # whatever is damaged stays as it is
        return MOST.read(ForwardStream(BytesIO(data), MOST))
    return None


def _repeated(data: bytes, longest: int, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    piece = data[start : start + random.choice((1, 8, 40, 200))] or b"<"
    times = random.randrange(max(2, (longest - len(data)) // len(piece)))
    return (data[:start] + piece * times + data[start:])[:longest]


def _recoded(data: bytes, longest: int, random: Random) -> bytes:
    return data.decode(random.choice(CODECS[:3]), "ignore").encode(random.choice(CODECS), "ignore")[:longest]
