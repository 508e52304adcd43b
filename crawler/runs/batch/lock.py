"""One run at a time."""

import os
import socket
from pathlib import Path
from typing import Self

import msgspec

from crawler.files.locking import owned


class Holder(msgspec.Struct):
    """The holder of a lock; ``since`` is an instant with an offset."""

    pid: int
    host: str
    since: str


class AlreadyRunningError(Exception):
    """Another process holds the lock. The message names it and says since when."""


class RunLock:
    """A lock that the system releases when its process ends, for whatever reason. Raises AlreadyRunningError and OSError."""

    def __init__(self, path: Path, now: str) -> None:
        self.path, self._now = path, now

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("a+b")
        if not owned(self._file):
            self._file.close()
            raise AlreadyRunningError(f"already running: {self._holder()}")
        self._file.truncate(0)
        self._file.write(msgspec.json.encode(Holder(os.getpid(), socket.gethostname(), self._now)))
        self._file.flush()
        return self

    def __exit__(self, *_: object) -> None:
        self._file.truncate(0)
        self._file.close()

    def _holder(self) -> str:
        try:
            holder = msgspec.json.decode(self.path.read_bytes(), type=Holder)
        except (OSError, msgspec.MsgspecError):
            return "another process, which has just begun"
        return f"process {holder.pid} on {holder.host} has {self.path} since {holder.since}"
