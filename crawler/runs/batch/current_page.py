"""Which page a worker has at hand, written where it outlives the worker."""

import os
import struct
from pathlib import Path
from typing import NamedTuple, Self

FORMAT = struct.Struct("<qqq?")


class AtHand(NamedTuple):
    """``file`` is its number in the shard, ``page`` the number of what is found in it; ``walking``: it is being looked for."""

    pid: int
    file: int
    page: int
    walking: bool

    @property
    def place(self) -> tuple[int, int, bool]:
        return self[1:]


class AtHandFile:
    """The file in which a worker says so, before it begins with a page: one write of some bytes, which a kill does not undo."""

    def __init__(self, path: Path) -> None:
        self._pid = os.getpid()
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)

    @classmethod
    def read(cls, path: Path) -> AtHand | None:
        """What a worker wrote last; None where it has not begun."""
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
        """Raises OSError."""
        os.pwrite(self._file, FORMAT.pack(self._pid, file, page, walking), 0)
