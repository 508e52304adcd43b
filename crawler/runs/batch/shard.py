"""The parts of a run, each processed by one worker: an archive, its turns in a large archive, or some plain files in the order
of the walk."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from crawler.pages import Limits, is_archive
from crawler.runs.journal.entries import PageRead

PLAIN_FILES = 200
"""The largest number of plain files in one shard."""
SHARED = 1024 * 1024
"""Bytes. A smaller archive is one shard: each worker that shares one walks through all of it."""
TURN = 50
"""Things that are found in an archive one after the other: one shard takes them, the next shard the next ones."""


class KnownPage(msgspec.Struct, array_like=True, frozen=True):
    """The record of a page. ``digest`` is empty if its bytes could not be read."""

    id: int
    digest: bytes
    site: str | None
    """The site file used for it; None if there was none."""


class ShardFile(msgspec.Struct, array_like=True, frozen=True):
    """A file of a shard, shown as ``path``. Its ``known`` pages are keyed by the rest of their path and a number."""

    path: str
    file: str
    signature: tuple[int, ...]
    archive: str = ""
    instead: str = ""
    reason: str = ""
    """This and the next two fields are those of :class:`crawler.pages.SavedFile`."""
    known: dict[tuple[str, int], KnownPage] = {}


class Shard(msgspec.Struct, array_like=True, frozen=True):
    """A shard; ``redo`` names the sites whose pages are cleaned again though unchanged, with None for pages without a site
    file."""

    name: str
    """16 hex digits: the same files in the same state, to be processed alike, have the same name."""
    files: list[ShardFile]
    redo: frozenset[str | None]
    redo_all: bool
    part: int = 0
    parts: int = 1
    """The shards that share the only file, and the number of this one among them, which takes every so many turns."""

    def takes(self, page: int) -> bool:
        """Whether what is found in a file after so many others belongs to this shard."""
        return page // TURN % self.parts == self.part


def shard_of(
    rules: str, files: list[ShardFile], redo: frozenset[str | None], redo_all: bool, part: int = 0, parts: int = 1
) -> Shard:
    """The shard of these files. Its name depends on all that its outcomes depend on; ``rules`` are those it is cleaned by."""
    known = [sorted((*key, page.id, page.digest.hex(), page.site or "") for key, page in file.known.items()) for file in files]
    read = [[file.path, os.fsencode(file.file), file.signature] for file in files]  # bytes: a name need not be text
    made_of = [rules, sorted(map(str, redo)), redo_all, read, known, part, parts]
    return Shard(hashlib.sha256(msgspec.json.encode(made_of)).hexdigest()[:16], files, redo, redo_all, part, parts)


def page_digest(read: PageRead) -> bytes:
    """Return 16 bytes that identify everything an item is made from except the path."""
    made_from: tuple[str | None, ...] = (read.sha256, read.captured, read.modified, read.content_type)
    if read.url and not read.path.endswith(read.url):  # of a record the path says it
        made_from += (read.url,)
    return hashlib.blake2b(msgspec.json.encode(made_from), digest_size=16).digest()


def member_name(path: str, file: str) -> str:
    """Return the part of a page's path after that of its file; empty if the file is the page itself."""
    return path.removeprefix(file)


def part_path(folder: Path, name: str) -> Path:
    return folder / f"{name}.part"


def done_path(folder: Path, name: str) -> Path:
    return folder / f"{name}.done"


def together_in_shards(files: Iterable[ShardFile], limits: Limits, workers: int = 1) -> Iterator[tuple[list[ShardFile], int]]:
    """Yield the files of each shard, in order, and by how many shards they are shared.

    An archive is alone, other files are :data:`PLAIN_FILES` together. An archive that is more than half of what a worker has to
    do with archives is shared by all ``workers``.
    """
    sized = [(file, _archive_size(file, limits)) for file in files]
    large = max(SHARED, sum(size for _, size in sized) / (2 * workers))
    together: list[ShardFile] = []
    for file, size in sized:
        if together and (size or len(together) == PLAIN_FILES):
            yield together, 1
            together = []
        if size:
            yield [file], workers if size > large else 1
        else:
            together.append(file)
    if together:
        yield together, 1


def _archive_size(file: ShardFile, limits: Limits) -> int:
    """Return the bytes of an archive; 0 for any other file."""
    try:
        is_one = os.path.isfile(file.file) and is_archive(file.file, limits)  # noqa: PTH113
        return os.path.getsize(file.file) if is_one else 0  # noqa: PTH202
    except OSError:
        return 0
