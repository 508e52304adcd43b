"""Pages in tar archives, compressed or not."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from tarfile import BLOCKSIZE, TarInfo

from crawler.pages._kinds import passed_over
from crawler.pages._members import InArchive, in_member
from crawler.pages._names import NameDecoder, member_path
from crawler.pages._page import ArchiveError, DamagedError, Limits, Lost, PageTooLargeError, Skipped, unreadable
from crawler.pages._parts import as_parts, is_part, may_be_part, page_of_parts
from crawler.pages._streams import ForwardStream
from crawler.pages._tar_headers import Headers, Member, blocks, damaged_member, is_sparse, pass_to_header
from crawler.pages._times import unix_time
from crawler.pages._unpacking import CHUNK
from crawler.pages._window import Window

NO_PAGES = {
    "directory": TarInfo.isdir,
    "symbolic link": TarInfo.issym,
    "hard link": TarInfo.islnk,
    "device": TarInfo.isdev,
    "sparse file": is_sparse,
}
PAGES_KEPT = 1000
"""Names of the last pages, beside which there may be folders of their parts."""
WITH_CONTENT = frozenset({b"0", b"\0", b"7"})


def pages(stream: ForwardStream, path: str, file: Path, limits: Limits) -> Iterator[InArchive]:
    """The pages of the tar archive ``stream``, shown as ``path``, in its order, and what in it is no page.

    Where a header is damaged, or the compression of the archive, reading goes on at the next header.
    """
    try:
        yield from _Tar(stream, path, file, limits).found()
    except ArchiveError as error:  # a decompression bomb
        yield Lost(path, str(error))


class _Tar:
    def __init__(self, stream: ForwardStream, path: str, file: Path, limits: Limits) -> None:
        self._window, self._path, self._file, self._limits = Window(stream), path, file, limits
        self._stream, self._headers, self._names = stream, Headers(self._window), NameDecoder()
        self._pages: deque[bytes] = deque(maxlen=PAGES_KEPT)
        self._zeros = 0
        """Blocks of zeros before this place: two or more are the end of an archive, behind which another may stand."""

    def found(self) -> Iterator[InArchive]:
        window = self._window
        while True:
            if not window.has(BLOCKSIZE):
                if window.gap is None:
                    break
                yield Lost(self._path, window.gap.reason, None, window.gap.size)
                window.pass_gap()
                if window.has(BLOCKSIZE) and not window.data.startswith(bytes(BLOCKSIZE)):
                    window.at = -1
                    pass_to_header(window)
            elif not window.data[window.at : window.at + BLOCKSIZE].strip(b"\0"):
                window.at += BLOCKSIZE
                self._zeros += 1
            else:
                yield from self._member()
        if not self._zeros:
            yield Lost(self._path, "cut off: the end of the archive is missing", None, window.rest())

    def _member(self) -> Iterator[InArchive]:
        zeros, self._zeros = self._zeros, 0
        member = self._headers.member()
        if member:
            if zeros == 1:
                yield Lost(self._path, "damaged: zeros where a header must be", None, BLOCKSIZE)
            yield from self._content(member)
        else:
            yield from self._damaged(zeros)

    def _damaged(self, zeros: int) -> Iterator[InArchive]:
        member, reason = damaged_member(self._window), "damaged: the checksum of its header is wrong"
        if member:
            self._window.at += BLOCKSIZE + blocks(member.size)
            if member.info.type in WITH_CONTENT:
                yield unreadable(self._shown(member), self._file, DamagedError(reason))
            else:
                yield Lost(self._path, reason, 0, BLOCKSIZE)
            return
        size = pass_to_header(self._window)
        if zeros > 1 and not self._window.rest():
            self._zeros = zeros  # something that is no archive behind the end of one
        else:
            yield Lost(self._path, "damaged: no header where one must be", None, size)

    def _shown(self, member: Member) -> str:
        name = member.info.name.encode("utf-8", "surrogateescape")
        self._names.learn(name)
        return member_path(self._path, self._names.decode(name))

    def _content(self, member: Member) -> Iterator[InArchive]:
        shown, window, info, size = self._shown(member), self._window, member.info, member.size
        kind = next((kind for kind, holds in NO_PAGES.items() if holds(info)), None) or passed_over(info.name)
        if kind or size > self._limits.page_bytes:
            if info.type in WITH_CONTENT or is_sparse(info):
                self._pass(blocks(size))
            yield Skipped(shown, kind) if kind else unreadable(shown, self._file, PageTooLargeError(self._limits))
        elif window.has(size):
            data = window.data[window.at : window.at + size]
            window.at += min(blocks(size), window.rest())
            found = in_member(data, shown, self._file, self._limits, unix_time(info.mtime), self._stream.growth)
            yield from as_parts(found) if self._is_part(info.name.encode("utf-8", "surrogateescape")) else found
        else:
            there = window.rest()
            window.at = len(window.data)
            reason = window.gap.reason if window.gap else "cut off"
            yield unreadable(shown, self._file, DamagedError(f"{reason}: {there:,} of {size:,} bytes are there"))

    def _is_part(self, name: bytes) -> bool:
        if page := page_of_parts(name):
            self._pages.append(page)
        return may_be_part(name) and is_part(name, self._pages)

    def _pass(self, size: int) -> None:
        while size and self._window.has(1):
            self._window.has(min(size, CHUNK))
            step = min(size, self._window.rest())
            self._window.at += step
            size -= step
