"""The parts of a run, each processed by one worker: an archive, or some plain files in the order of the walk."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from crawler.pages import Limits, is_archive
from crawler.runs.journal.entries import PageRead

PLAIN_FILES = 200
"""The largest number of plain files in one shard."""


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


def shard_of(rules: str, files: list[ShardFile], redo: frozenset[str | None], redo_all: bool) -> Shard:
    """Return the shard of these files. The name depends on everything that its outcomes depend on; ``rules`` are those used to
    clean it."""
    known = [sorted((*key, page.id, page.digest.hex(), page.site or "") for key, page in file.known.items()) for file in files]
    parts = [rules, sorted(map(str, redo)), redo_all, [_identity(file) for file in files], known]
    return Shard(hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:16], files, redo, redo_all)


def _identity(file: ShardFile) -> list[object]:
    return [file.path, os.fsencode(file.file), file.signature]  # bytes: a name need not be text


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


def together_in_shards(files: Iterable[ShardFile], limits: Limits) -> Iterator[list[ShardFile]]:
    """Yield the files of each shard, in order: an archive alone, and :data:`PLAIN_FILES` other files."""
    together: list[ShardFile] = []
    for file in files:
        alone = _is_archive(file, limits)
        if together and (alone or len(together) == PLAIN_FILES):
            yield together
            together = []
        if alone:
            yield [file]
        else:
            together.append(file)
    if together:
        yield together


def _is_archive(file: ShardFile, limits: Limits) -> bool:
    try:
        return os.path.isfile(file.file) and is_archive(file.file, limits)  # noqa: PTH113
    except OSError:
        return False
