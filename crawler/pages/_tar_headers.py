"""The headers of a tar archive."""

import tarfile
from io import BytesIO
from tarfile import BLOCKSIZE, TarFile, TarInfo
from typing import NamedTuple

from crawler.content.patterns import regex
from crawler.pages._kinds import CHECK_SUM, tar_header
from crawler.pages._window import Window

EXTENDED = frozenset(
    {tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK}
)
"""Types of headers that say more about the next member."""
LONGEST = 1024 * 1024
"""Bytes of all headers of one member."""
OCTAL = regex(rb" {0,11}([0-7]{1,11})[\0 ]{0,11}")
SPARSE_NAME = regex(rb"\d GNU\.sparse\.name=([^\n\x00]{1,4096})\n")
MARK = regex(rb"ustar")


class Member(NamedTuple):
    """A member: what its headers say, and how many bytes of content follow them."""

    info: TarInfo
    size: int


class Headers:
    """Reads the headers of members from a window. What one of them says of all that follow is remembered."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._common: dict[str, str] = {}

    def member(self) -> Member | None:
        """The member whose headers are here, which are passed; None where they are damaged."""
        window, size = self._window, 0
        while size < LONGEST and window.has(size + BLOCKSIZE):
            info = tar_header(window.data[window.at + size : window.at + size + BLOCKSIZE])
            if info is None:
                return None
            size += BLOCKSIZE
            if info.type not in EXTENDED:
                return self._whole(info, size)
            size += blocks(info.size)
        return None

    def _whole(self, info: TarInfo, size: int) -> Member | None:
        window = self._window
        data = window.data[window.at : window.at + size]
        window.at += size
        if is_sparse(info):
            self._pass_sparse(data[-BLOCKSIZE:])
        if size == BLOCKSIZE and not self._common:
            return Member(info, info.size)
        try:
            archive = TarFile(fileobj=BytesIO(data), pax_headers=self._common, encoding="utf-8", errors="surrogateescape")
            full = archive.next()
            self._common = {name: value for name, value in archive.pax_headers.items() if name != "comment"}
            stored = int(full.pax_headers.get("size", info.size)) if full else info.size
        except (tarfile.TarError, ValueError, EOFError):
            if name := SPARSE_NAME.search(data):  # where its holes are stands in its content
                info.type, info.name = tarfile.GNUTYPE_SPARSE, _text(name[1])
            return Member(info, info.size)
        return Member(full or info, stored)

    def _pass_sparse(self, block: bytes) -> None:
        """Pass the blocks in which an old GNU header goes on."""
        is_extended = block[482:483] == b"\1"
        while is_extended and self._window.has(BLOCKSIZE):
            is_extended = self._window.data[self._window.at + 504 : self._window.at + 505] == b"\1"
            self._window.at += BLOCKSIZE


def is_sparse(info: TarInfo) -> bool:
    """Whether a member has holes, of which its content holds nothing: of an old GNU header nobody but its type says so."""
    return info.issparse() or info.type == tarfile.GNUTYPE_SPARSE


def damaged_member(window: Window) -> Member | None:
    """The member whose damaged header is here, as far as what is readable of it leads to where another header is."""
    block = window.data[window.at : window.at + BLOCKSIZE]
    info = TarInfo(_text(block[345:500]) + "/" * (block[345:346] not in {b"", b"\0"}) + _text(block[:100]))
    size = OCTAL.fullmatch(block[124:136])
    if size is None or not info.name:
        return None
    info.size, info.type = int(size[1], 8), block[156:157]
    behind = BLOCKSIZE + blocks(info.size)
    if info.size > LONGEST * 32 or not window.has(behind + BLOCKSIZE):
        return None
    following = window.data[window.at + behind : window.at + behind + BLOCKSIZE]
    return Member(info, info.size) if not following.strip(b"\0") or tar_header(following) else None


def pass_to_header(window: Window) -> int:
    """Go to the next header that is not damaged, or to where nothing is in sight; how many bytes that leaves out. Behind damage
    to a compressed archive it may stand anywhere."""
    begin, window.at = window.position, window.at + 1
    first = window.at - 1
    while True:
        found = _header_in(window.data, window.at, first)
        if found is not None:
            window.at = found
            return window.position - begin
        keep = max(window.at, len(window.data) - 2 * BLOCKSIZE)
        first += (keep - first) // BLOCKSIZE * BLOCKSIZE
        before, window.at = window.start, keep
        if not window.has(window.rest() + 1):
            window.at = len(window.data)
            return window.position - begin
        first -= window.start - before


def _header_in(data: bytes, at: int, first: int) -> int | None:
    """Where in ``data`` a header is: behind ``at`` where it says ``ustar``, else a number of blocks behind ``first``."""
    places = (match.start() - 257 for match in MARK.finditer(data))
    marked = next((place for place in places if place >= at and tar_header(data[place : place + BLOCKSIZE])), None)
    for place in range(first + BLOCKSIZE, marked or len(data), BLOCKSIZE):
        if CHECK_SUM.match(data, place + 148) and tar_header(data[place : place + BLOCKSIZE]):
            return place
    return marked


def blocks(size: int) -> int:
    """The bytes that ``size`` bytes of content take."""
    return -(-size // BLOCKSIZE) * BLOCKSIZE


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "surrogateescape")
