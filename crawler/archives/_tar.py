"""Pages in tar archives, compressed or not."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tarfile import BLOCKSIZE, NUL, TarFile, TarInfo

from crawler.archives._kinds import passed_over
from crawler.archives._limits import Limits, PageTooLargeError
from crawler.archives._members import page_of
from crawler.archives._names import member_path
from crawler.archives._page import ArchiveError, SavedPage, Skipped, unreadable
from crawler.archives._streams import ForwardStream
from crawler.archives._times import unix_time

NO_PAGES = {
    "directory": TarInfo.isdir,
    "symbolic link": TarInfo.issym,
    "hard link": TarInfo.islnk,
    "device": TarInfo.isdev,
    "sparse file": TarInfo.issparse,
}


def pages(stream: ForwardStream, path: str, file: Path, limits: Limits) -> Iterator[SavedPage | Skipped]:
    """The pages of the tar archive ``stream``, shown as ``path``, in its order, and what in it is no page.

    Raises :class:`ArchiveError`, tarfile.TarError and what ``stream`` raises; before that, everything that was readable came.
    """
    for member in _members(stream):
        shown = member_path(path, member.name)
        kind = next((kind for kind, holds in NO_PAGES.items() if holds(member)), None) or passed_over(member.name)
        if kind:
            yield Skipped(shown, kind)
        elif member.size > limits.page_bytes:
            yield unreadable(shown, file, PageTooLargeError(limits))
        else:
            data = stream.read(member.size)
            if len(data) < member.size:
                stream.drain()
                raise ArchiveError(f"cut off in {member.name}: {len(data):,} of {member.size:,} bytes are there")
            yield page_of(BytesIO(data), shown, file, limits, unix_time(member.mtime))


def _members(stream: ForwardStream) -> Iterator[TarInfo]:
    """Every member; ``stream`` is at its content then."""
    archive = TarFile(fileobj=stream)  # type: ignore[arg-type]  # all that it asks for is there
    while member := archive.next():
        archive.members.clear()  # type: ignore[attr-defined]  # or all of them would be remembered
        yield member
    last = stream.last
    stream.drain()
    if last != NUL * BLOCKSIZE:  # tarfile takes anything else for the end as well
        cut_off = len(last) < BLOCKSIZE
        raise ArchiveError("cut off: the end of the archive is missing" if cut_off else "damaged: no header where one must be")
