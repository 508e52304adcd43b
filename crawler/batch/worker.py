"""What a worker process does: the pages of one shard after the other, each outcome written down as it is known."""

import gc
import hashlib
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from crawler.archives import Limits, NoPagesError, SavedFile, SavedPage, Skipped
from crawler.batch import records
from crawler.batch.at_hand import AtHandFile
from crawler.batch.part import Part
from crawler.batch.records import Done, Kind, Record, Why
from crawler.batch.shard import KnownPage, Shard, ShardFile, member_name, page_digest
from crawler.cleaning import READ, Cleaner
from crawler.compressed import compress
from crawler.extensions.failures import kept
from crawler.items import Article
from crawler.journal import Dropped, Failed, PageRead
from crawler.terminal import encodable

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

DIED = "WorkerDiedError"
"""The error of a page at which workers die."""


class WorkerSetup(NamedTuple):
    """What a worker is started with. ``memory`` is how many bytes it may take; 0: as many as there are."""

    settings: dict[str, Any]
    site: str | None
    folder: Path
    memory: int
    keeps_failed: bool


class _Worker:
    """The state of this process."""

    setup: WorkerSetup
    cleaner: Cleaner
    limits: Limits
    is_stopping = False


def start_worker(setup: WorkerSetup) -> None:
    """Make this process a worker. SIGTERM has it stop after the page at hand; it ends at once when its parent is gone."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal, which all processes of it get
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if resource and setup.memory:
        resource.setrlimit(resource.RLIMIT_DATA, (setup.memory, setup.memory))
    gc.freeze()  # what is loaded stays
    _Worker.setup = setup
    _Worker.cleaner = Cleaner.of(setup.settings, setup.site)
    _Worker.limits = Limits(setup.settings["MAX_PAGE_BYTES"], setup.settings["MAX_COMPRESSION_RATIO"])


def do_shard(shard: Shard, fatal: dict[tuple[int, int, bool], str], at_hand: Path) -> bool:
    """Do what is left of ``shard``; False where it was to stop before the end. ``fatal`` places are passed by, for the reason.

    Raises OSError where the part cannot be written.
    """
    _Worker.cleaner.seconds.clear()
    part = Part.open(_Worker.setup.folder, shard.name)
    try:
        with AtHandFile(at_hand) as at:
            for number in range(part.files, len(shard.files)):
                walk = _FileWalk(shard, number, fatal, at)
                for record in walk.records(part.pages):
                    part.add(record)
                    if _Worker.is_stopping:
                        return False
                part.add(records.FileEnd(number))
                part.pages = 0
                if _Worker.is_stopping:
                    return False
        part.finish(dict(_Worker.cleaner.seconds))
    finally:
        part.close()
    return True


class _FileWalk:
    """The pages of one file."""

    def __init__(self, shard: Shard, number: int, fatal: dict[tuple[int, int, bool], str], at_hand: AtHandFile) -> None:
        self._shard, self._number, self._at_hand = shard, number, at_hand
        self._file: ShardFile = shard.files[number]
        self._fatal = {place[1:]: reason for place, reason in fatal.items() if place[0] == number}
        self._seen: Counter[str] = Counter()

    def records(self, done: int) -> Iterator[Record]:
        """What becomes of everything in the file but the first ``done``, which are on record."""
        file = SavedFile(self._file.path, self._file.file, NoPagesError(self._file.missing) if self._file.missing else None)
        found, page = iter(file.pages(_Worker.limits)), 0
        while True:
            if reason := self._fatal.get((page, True)):
                yield self._failed(self._file.path, reason)
                return
            self._at_hand.say(self._number, page, walking=True)
            one = next(found, None)
            if one is None:
                return
            name = member_name(one.path, self._file.path)
            nth = self._seen[name]
            self._seen[name] += 1
            if page >= done:
                self._at_hand.say(self._number, page, walking=False)
                yield self._record(one, name, nth, self._fatal.get((page, False)))
            page += 1

    def _record(self, found: SavedPage | Skipped, name: str, nth: int, fatal: str | None) -> Record:
        if isinstance(found, Skipped):
            return records.Skipped(self._number, found.kind)
        if fatal:
            return self._failed(found.path, fatal, nth)
        return self._done(found, self._file.known.get((name, nth)), nth)

    def _failed(self, path: str, reason: str, nth: int = 0) -> Record:
        known = self._file.known.get((member_name(path, self._file.path), nth))
        return records.Failed(self._number, nth, "changed" if known else "new", path, None, None, READ, DIED, reason)

    def _done(self, page: SavedPage, known: KnownPage | None, nth: int) -> Record:
        try:
            data = page.read()
        except Exception as error:  # whatever it is, one bad page costs one page
            why: Why = "changed" if known else "new"
            kind, reason = type(error).__name__, encodable(str(error))
            passing = isinstance(error, OSError | NoPagesError)
            return records.Failed(self._number, nth, why, page.path, None, None, READ, kind, reason, passing)
        read = PageRead(page.path, hashlib.sha256(data).hexdigest(), page.captured, page.modified, page.content_type)
        is_same = known is not None and known.digest == page_digest(read)
        if known and is_same and not self._shard.redo_all and known.site not in self._shard.redo:
            return records.Same(self._number, known.id)
        return self._cleaned(page, data, read, nth, "redone" if is_same else "changed" if known else "new")

    def _cleaned(self, page: SavedPage, data: bytes, read: PageRead, nth: int, why: Why) -> Done:
        outcome, site = _Worker.cleaner.clean(page, data)
        if isinstance(outcome, Dropped):
            return records.Dropped(self._number, nth, why, read, site, encodable(outcome.reason))
        if not isinstance(outcome, Failed):
            try:
                json = msgspec.json.encode(outcome.item)
            except (ValueError, OverflowError, TypeError) as error:  # a lone surrogate, a number that JSON has not
                outcome = Failed("export", type(error).__name__, str(error))
            else:
                kind: Kind = "article" if isinstance(outcome.item, Article) else "thread"
                digest = hashlib.blake2b(json, digest_size=16).digest()
                return records.Made(self._number, nth, why, read, kind, outcome.generic, site, compress(json), digest)
        name = kept(_Worker.setup.folder / "failed", data) if _Worker.setup.keeps_failed else None
        reason = encodable(outcome.reason)
        return records.Failed(self._number, nth, why, page.path, read, site, outcome.stage, outcome.error, reason, kept=name)


def _stop(number: int, frame: object) -> None:
    _Worker.is_stopping = True


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
