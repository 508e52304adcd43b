"""Walks the pages of one file and records what a worker makes of them, and which it is at, in a place that outlives it."""

import hashlib
import os
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import NamedTuple, Self

import msgspec

from crawler.pages import Found, Limits, Lost, NoPagesError, SavedFile, SavedPage, Skipped
from crawler.runs.batch import records
from crawler.runs.batch.records import Done, ItemNotes, Made, Record, Why
from crawler.runs.batch.shard import KnownPage, Shard, ShardFile, member_name, page_digest
from crawler.runs.cleaning import READ, Cleaner
from crawler.runs.failures import kept
from crawler.runs.journal.entries import CleanArticle, CleanThread, Failed, PageRead
from crawler.runs.ready_items import compared_as_bytes
from crawler.runs.terminal import encodable

FORMAT = struct.Struct("<qqq?")
DIED = "WorkerDiedError"
"""The error of a page on which workers die."""


class AtHand(NamedTuple):
    """The current page: ``file`` is the file's number in the shard, ``page`` that of the page in it; ``walking`` while it is
    being searched for."""

    pid: int
    file: int
    page: int
    walking: bool

    @property
    def place(self) -> tuple[int, int, bool]:
        return self[1:]


class AtHandFile:
    """The file in which a worker records its current page before starting on it, in one small write that survives a kill."""

    def __init__(self, path: Path) -> None:
        self._pid = os.getpid()
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)

    @classmethod
    def read(cls, path: Path) -> AtHand | None:
        """Return what a worker wrote last; None if it has not started."""
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        return AtHand(*FORMAT.unpack(data)) if len(data) == FORMAT.size else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        os.close(self._file)

    def say(self, file: int, page: int, walking: bool) -> None:
        """Record the current page. Raises OSError."""
        os.pwrite(self._file, FORMAT.pack(self._pid, file, page, walking), 0)


@dataclass(slots=True)
class Desk:
    """What a worker needs to process a shard. ``fatal`` places are skipped, for the given reason; ``failed`` is the folder for
    failed pages."""

    cleaner: Cleaner
    limits: Limits
    at_hand: AtHandFile
    fatal: dict[tuple[int, int, bool], str]
    failed: Path | None
    compares: bool = False
    """Whether the fields by which items are compared are wanted."""
    notes: ItemNotes = field(default_factory=ItemNotes)


class FileWalk:
    """The pages of file ``number`` of a shard."""

    def __init__(self, shard: Shard, number: int, desk: Desk) -> None:
        self._shard, self._number, self._desk = shard, number, desk
        self._file: ShardFile = shard.files[number]
        self._fatal = {place[1:]: reason for place, reason in desk.fatal.items() if place[0] == number}
        self._seen: Counter[str] = Counter()

    def records(self, done: int) -> Iterator[Record]:
        """Yield the records of what the shard takes of the file except the first ``done``, which are already recorded."""
        shard = self._file
        file = SavedFile(shard.path, shard.file, shard.archive, shard.instead, shard.reason)  # type: ignore[arg-type]
        found = iter(file.pages(self._desk.limits))
        for page in count():
            takes = self._shard.takes(page)
            if reason := self._fatal.get((page, True)):
                if takes:
                    yield self._failed(self._file.path, reason)
                return
            self._desk.at_hand.say(self._number, page, walking=True)
            one = next(found, None)
            if one is None:
                return
            name = member_name(one.path, self._file.path)
            nth = self._seen[name]
            self._seen[name] += 1
            if takes and done:
                done -= 1
            elif takes:
                self._desk.at_hand.say(self._number, page, walking=False)
                yield self._record(one, name, nth, self._fatal.get((page, False)))

    def _record(self, found: Found, name: str, nth: int, fatal: str | None) -> Record:
        if isinstance(found, Skipped):
            return records.Skipped(self._number, found.kind)
        if isinstance(found, Lost):
            return records.Lost(self._number, encodable(found.path), encodable(found.reason), found.pages, found.size)
        if fatal:
            return self._failed(found.path, fatal, nth)
        return self._done(found, self._file.known.get((name, nth)), nth)

    def _failed(self, path: str, reason: str, nth: int = 0) -> Record:
        known = self._file.known.get((member_name(path, self._file.path), nth))
        return self._unread(path, known, nth, Failed(READ, DIED, reason))

    def _unread(self, path: str, known: KnownPage | None, nth: int, why_not: Failed, may_pass: bool = False) -> Done:
        page = PageRead(path, "", None, None)
        return Done(self._number, nth, "changed" if known else "new", page, None, why_not, may_pass)

    def _done(self, page: SavedPage, known: KnownPage | None, nth: int) -> Record:
        try:
            data = page.read()
        except Exception as error:  # whatever it is, one bad page costs one page
            failed = Failed(READ, type(error).__name__, encodable(str(error)))
            return self._unread(page.path, known, nth, failed, isinstance(error, OSError | NoPagesError))
        sha256 = hashlib.sha256(data).hexdigest()
        read = PageRead(page.path, sha256, page.captured, page.modified, page.content_type, page.url)
        is_same = known is not None and known.digest == page_digest(read)
        if known and is_same and not self._shard.redo_all and known.site not in self._shard.redo:
            return records.Same(self._number, known.id)
        return self._cleaned(page, data, read, nth, "redone" if is_same else "changed" if known else "new")

    def _cleaned(self, page: SavedPage, data: bytes, read: PageRead, nth: int, why: Why) -> Done:
        outcome, site = self._desk.cleaner.clean(page, data)
        written = self._made(outcome) if isinstance(outcome, CleanArticle | CleanThread) else outcome
        if isinstance(written, Made):
            return Done(self._number, nth, why, read, site, written)
        if folder := self._desk.failed if isinstance(written, Failed) else None:
            kept(folder, data)
        written.reason = encodable(written.reason)
        return Done(self._number, nth, why, read, site, written, is_kept=folder is not None)

    def _made(self, clean: CleanArticle | CleanThread) -> Made | Failed:
        """Return the item as JSON, unless it cannot be encoded."""
        try:
            json = msgspec.json.encode(clean.item)
        except (ValueError, OverflowError, TypeError) as error:  # a lone surrogate, a number that JSON has not
            return Failed("export", type(error).__name__, str(error))
        self._desk.notes.add(clean.item)
        digest = hashlib.blake2b(json, digest_size=16).digest()
        compared = compared_as_bytes(clean.item) if self._desk.compares else b""
        return Made(clean.item.type, msgspec.Raw(json), digest, compared)
