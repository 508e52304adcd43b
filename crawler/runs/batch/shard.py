"""A part of a run that one worker does: an archive, or some plain files in the order of the walk."""

import hashlib
import os
from pathlib import Path

import msgspec

from crawler.runs.journal import PageRead


class KnownPage(msgspec.Struct, array_like=True, frozen=True):
    """What is on record of a page. ``digest`` is empty where its bytes could not be read."""

    id: int
    digest: bytes
    site: str | None
    """Its site's file; None where it had nothing to do with any."""


class ShardFile(msgspec.Struct, array_like=True, frozen=True):
    """A file of a shard, shown as ``path``. Pages of it that are ``known`` are so by the rest of their path and a number."""

    path: str
    file: str
    signature: tuple[int, ...]
    archive: str = ""
    instead: str = ""
    reason: str = ""
    """These three are those of :class:`crawler.pages.SavedFile`."""
    known: dict[tuple[str, int], KnownPage] = {}


class Shard(msgspec.Struct, array_like=True, frozen=True):
    """``redo`` names the sites whose pages are done though they have not changed, None among them for pages of no site's file."""

    name: str
    """16 hex digits: the same files as they are, to be done alike, have the same name."""
    files: list[ShardFile]
    redo: frozenset[str | None]
    redo_all: bool


def shard_of(rules: str, files: list[ShardFile], redo: frozenset[str | None], redo_all: bool) -> Shard:
    """The shard of these files. The name depends on all that its outcomes depend on; ``rules`` are those it is cleaned by."""
    known = [sorted((*key, page.id, page.digest.hex(), page.site or "") for key, page in file.known.items()) for file in files]
    parts = [rules, sorted(map(str, redo)), redo_all, [_identity(file) for file in files], known]
    return Shard(hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:16], files, redo, redo_all)


def _identity(file: ShardFile) -> list[object]:
    return [file.path, os.fsencode(file.file), file.signature]  # bytes: a name need not be text


def page_digest(read: PageRead) -> bytes:
    """16 bytes that stand for all that an item is made from, but for the path."""
    made_from: tuple[str | None, ...] = (read.sha256, read.captured, read.modified, read.content_type)
    if read.url and not read.path.endswith(read.url):  # of a record the path says it
        made_from += (read.url,)
    return hashlib.blake2b(msgspec.json.encode(made_from), digest_size=16).digest()


def member_name(path: str, file: str) -> str:
    """What the path of a page adds to that of its file; empty for a file that is the page itself."""
    return path.removeprefix(file)


def part_path(folder: Path, name: str) -> Path:
    return folder / f"{name}.part"


def done_path(folder: Path, name: str) -> Path:
    return folder / f"{name}.done"
