"""Processes a shard in a worker: from its files to its part and to the rows of the history."""

from collections.abc import Callable
from pathlib import Path

from crawler.items.schema import FROM_JSON
from crawler.runs.batch.file_walk import Desk, FileWalk
from crawler.runs.batch.page_rows import PageRows
from crawler.runs.batch.part import Part
from crawler.runs.batch.records import Counted, Done, FileEnd, ItemNotes, Made, Record
from crawler.runs.batch.shard import TURN, Shard

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
                self._add(record, desk)
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

    def _add(self, record: Record, desk: Desk) -> None:
        self._part.add(record)
        self._note(record)
        if isinstance(record, Done) and isinstance(record.outcome, Made):
            self._uncounted += 1

    def _count(self, desk: Desk) -> None:
        """Write down the counts of the items since the last time."""
        if self._uncounted:
            self._part.add(desk.notes.line())
            desk.notes, self._uncounted = ItemNotes(), 0
