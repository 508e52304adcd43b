"""The file of a shard: lines with checksums, renamed when it is complete, so that nothing in it is ever done twice."""

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO, Self

import msgspec

from crawler.files.atomic_file import fsync
from crawler.files.locking import owned
from crawler.runs.batch.records import Counted, FileEnd, Record, ShardEnd
from crawler.runs.batch.shard import TURN, Shard, done_path, part_path
from crawler.runs.journal.entries import checked_json, line_of

RECORDS: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)
WAIT = 10.0
"""Seconds during which a worker of a killed run may still hold a part."""


class PartInUseError(OSError):
    """Another process is writing the part."""


class Part:
    """A shard that is being done. ``files`` of it are done, and ``pages`` of the file after them. All methods raise OSError.

    A line is handed to the system as it is written: it is there when the process is killed. One that a power failure tore is cut
    off with all after it.
    """

    def __init__(self, folder: Path, name: str, file: BinaryIO, recall: Callable[[Record], object]) -> None:
        self.files = 0
        self.pages = 0
        self._folder, self._name, self._file = folder, name, file
        end = 0
        for record, after in _lines(file):
            end = after
            recall(record)
            if isinstance(record, FileEnd):
                self.files, self.pages = record.at + 1, 0
            elif not isinstance(record, Counted):
                self.pages += 1
        file.seek(end)
        file.truncate()

    @classmethod
    def open(cls, folder: Path, name: str, recall: Callable[[Record], object] = lambda _: None) -> Self:
        """Open a part, new or started earlier. Its existing records are passed to ``recall``. Raises PartInUseError."""
        until = time.monotonic() + WAIT
        while True:
            file = part_path(folder, name).open("a+b", buffering=0)
            if owned(file):
                file.seek(0)
                return cls(folder, name, file, recall)
            file.close()
            if time.monotonic() > until:
                raise PartInUseError(f"{part_path(folder, name)} is in use")
            time.sleep(0.05)

    def add(self, record: Record) -> None:
        self._file.write(b"".join(line_of(record)))

    def finish(self, seconds: dict[str, float]) -> None:
        """Rename the complete part to its final name, durably even if the power fails."""
        self.add(ShardEnd(seconds))
        os.fsync(self._file.fileno())
        part_path(self._folder, self._name).replace(done_path(self._folder, self._name))
        fsync(self._folder)
        self.close()

    def close(self) -> None:
        self._file.close()


def read_done(folder: Path, name: str) -> Iterator[Record]:
    """Return all records of a finished shard. Raises OSError, and ValueError if it is damaged."""
    with done_path(folder, name).open("rb") as file:
        last: Record | None = None
        for record, _ in _lines(file):
            last = record
            yield record
    if not isinstance(last, ShardEnd):
        raise ValueError(f"{done_path(folder, name)} is damaged")


def in_order(folder: Path, shards: Sequence[Shard]) -> Iterator[tuple[Shard, Record]]:
    """Yield the records of finished shards that share an archive, in the order of what is in it. Raises as :func:`read_done`."""
    waiting = deque((shard, _turns(read_done(folder, shard.name))) for shard in shards)
    while waiting:
        shard, turns = waiting.popleft()
        for turn in islice(turns, 1):
            yield from ((shard, record) for record in turn)
            waiting.append((shard, turns))


def _turns(records: Iterable[Record]) -> Iterator[Iterator[Record]]:
    """Yield the records of each turn, with the counts and the end that follow them."""
    pages = 0

    def turn_of(record: Record) -> int:
        nonlocal pages
        pages += not isinstance(record, Counted | FileEnd | ShardEnd)
        return max(0, pages - 1) // TURN

    return (turn for _, turn in groupby(records, turn_of))


def is_done(folder: Path, name: str) -> bool:
    """Whether a shard was finished by an earlier run and is intact; a damaged one is removed. Raises OSError."""
    try:
        for _ in read_done(folder, name):
            pass
    except FileNotFoundError:
        return False
    except ValueError:
        done_path(folder, name).unlink()
        return False
    return True


def _lines(file: BinaryIO) -> Iterator[tuple[Record, int]]:
    """Yield ``(record, where its line ends)`` for all lines before the first damaged one."""
    end = 0
    with os.fdopen(os.dup(file.fileno()), "rb") as lines:  # with a buffer
        for line in lines:
            json = checked_json(line)
            if json is None:
                return
            try:
                record = RECORDS.decode(json)
            except msgspec.ValidationError:  # an earlier version of this project wrote it
                return
            end += len(line)
            yield record, end
