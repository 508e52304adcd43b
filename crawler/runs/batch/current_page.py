"""Records which page a worker is processing, in a place that outlives the worker."""

import os
import struct
from pathlib import Path
from typing import NamedTuple, Self

FORMAT = struct.Struct("<qqq?")


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
