"""The work of a worker process: the pages of one shard after the other, from its files to its part and to the rows of the
history, with each outcome written as soon as it is known."""

import gc
import signal
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from scrapy.settings import BaseSettings

from crawler.items.schema import FROM_JSON
from crawler.pages import Limits
from crawler.runs.batch.file_walk import AtHandFile, Desk, FileWalk
from crawler.runs.batch.page_rows import PageRows
from crawler.runs.batch.part import Part
from crawler.runs.batch.records import Counted, Done, FileEnd, ItemNotes, Made, Record
from crawler.runs.batch.shard import TURN, Shard, done_path
from crawler.runs.batch.store import Store
from crawler.runs.child_process import become_child
from crawler.runs.cleaning import Cleaner
from crawler.runs.stages import cleaner_of

COUNTED_AT_ONCE = 200
"""Items per line of counts, at most: a run that is stopped ends after one."""


class ShardWork:
    """Continues the part of ``shard`` in ``folder``. All methods raise OSError and sqlite3.Error."""

    def __init__(self, shard: Shard, folder: Path, rows: PageRows) -> None:
        self._shard, self._rows = shard, rows
        self._notes, self._uncounted = ItemNotes(), 0
        rows.replaces = False
        self._part = Part.open(folder, shard.name, self._recall)

    def close(self) -> None:
        self._rows.discard()  # they are in the part
        self._part.close()

    def _recall(self, record: Record) -> None:
        """Write the part's records to the history again: it is unknown how many were written before a worker died."""
        self._rows.replaces = True
        if isinstance(record, Counted):
            self._notes, self._uncounted = ItemNotes(), 0
        elif isinstance(record, Done) and isinstance(made := record.outcome, Made):
            self._notes.add(FROM_JSON[made.kind].decode(made.json))
            self._uncounted += 1
        self._note(record)

    def _note(self, record: Record) -> None:
        if isinstance(record, Done):
            self._rows.add(self._shard.files[record.at].path, record)

    def finish(self, desk: Desk, is_stopping: Callable[[], bool]) -> bool:
        """Process the rest; return False if asked to stop before the end."""
        desk.notes = self._notes
        self._count(desk)
        for number in range(self._part.files, len(self._shard.files)):
            walk = FileWalk(self._shard, number, desk)
            for place, record in enumerate(walk.records(self._part.pages), self._part.pages + 1):
                self._add(record)
                if self._uncounted == COUNTED_AT_ONCE or (self._shard.parts > 1 and place % TURN == 0):
                    self._count(desk)
                if is_stopping():
                    return False
            self._part.add(FileEnd(number))
            self._part.pages = 0
            if is_stopping():
                return False
        self._count(desk)
        self._rows.write()
        self._part.finish(dict(desk.cleaner.seconds))
        return True

    def _add(self, record: Record) -> None:
        self._part.add(record)
        self._note(record)
        if isinstance(record, Done) and isinstance(record.outcome, Made):
            self._uncounted += 1

    def _count(self, desk: Desk) -> None:
        """Write down the counts of the items since the last time."""
        if self._uncounted:
            self._part.add(desk.notes.line())
            desk.notes, self._uncounted = ItemNotes(), 0


try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


class WorkerSetup(NamedTuple):
    """The configuration of a worker. ``memory`` is how many bytes it may use; 0: no limit."""

    settings: BaseSettings
    site: str | None
    folder: Path
    memory: int
    compares: bool
    """Whether duplicates are looked for."""
    failed: Path | None
    """The folder for the bytes of failed pages; None if they are not kept."""
    store: Path
    job: int
    run: int


class _Worker:
    """The state of this process."""

    setup: WorkerSetup
    cleaner: Cleaner
    limits: Limits
    rows: PageRows
    is_stopping = False


def start_worker(setup: WorkerSetup) -> None:
    """Make this process a worker. SIGTERM makes it stop after the current page; it exits at once when its parent is gone."""
    become_child()
    signal.signal(signal.SIGTERM, _stop)
    if resource and setup.memory:
        resource.setrlimit(resource.RLIMIT_DATA, (setup.memory, setup.memory))
    gc.freeze()  # what is loaded stays
    _Worker.setup = setup
    _Worker.cleaner = cleaner_of(setup.settings, setup.site)
    _Worker.rows = PageRows(Store(setup.store), setup.job, setup.run)
    _Worker.limits = Limits.of(setup.settings)


def do_shard(shard: Shard, fatal: dict[tuple[int, int, bool], str], at_hand: Path) -> bool:
    """Process the rest of ``shard``; return False if asked to stop before the end. ``fatal`` places are skipped, for the given
    reason. Raises OSError if the part cannot be written, and sqlite3.Error if the history cannot."""
    if done_path(_Worker.setup.folder, shard.name).exists():  # by one that was killed before it could say so
        return True
    _Worker.cleaner.seconds.clear()
    with closing(ShardWork(shard, _Worker.setup.folder, _Worker.rows)) as work, AtHandFile(at_hand) as at:
        desk = Desk(_Worker.cleaner, _Worker.limits, at, fatal, _Worker.setup.failed, _Worker.setup.compares)
        return work.finish(desk, lambda: _Worker.is_stopping)


def _stop(number: int, frame: object) -> None:
    _Worker.is_stopping = True
