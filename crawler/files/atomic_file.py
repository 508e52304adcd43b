"""Files that appear under their name only when they are complete."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from secrets import token_hex
from typing import IO

from crawler.files.locking import alone_in, owned
from crawler.files.scratch import ENDING, InUseError, remove_leftovers

NAME_KEPT = 200  # bytes of the 255 that a file name may have


class AtomicFile:
    """A file that is written as ``.NAME.XXXXXXXX.part`` next to its target, or in the folder ``staging``, and renamed when it is
    stored.

    If the run is killed, the file stays as it was, and the next writer of the same file removes the ``.part``; one in use is
    locked. Anything but a regular file (``/dev/stdout``, a pipe) is written in place; links are followed. ``staging`` must be on
    the same disk, and its owner must clean it up.
    """

    def __init__(self, path: Path, staging: Path | None = None) -> None:
        self._staging = staging
        is_file = not os.path.exists(path) or os.path.isfile(path)  # noqa: PTH110, PTH113 - a Path raises for a long name
        self.path = (
            Path(os.path.realpath(path)) if is_file else path
        )  # a pipe at /dev/stdout has no name; a Path raises for loops
        self._part: Path | None = None
        self._file: IO[bytes] | None = None

    def open(self, append: bool = False, alone: bool = False) -> IO[bytes]:
        """Open the file for writing, with the mode of the existing file and, with ``append``, its content. Raises OSError;
        InUseError if it is to be ``alone`` and another run is writing the same file."""
        self.discard()  # an exporter that failed to start may try again
        if self.path.exists() and not self.path.is_file():
            self._file = self.path.open("ab" if append else "wb")
            return self._file
        self._file, self._part = self._new_part(alone)
        if self.path.exists():
            shutil.copymode(self.path, self._part)
            if append:
                with self.path.open("rb") as before:
                    shutil.copyfileobj(before, self._file)
                self._file.flush()  # SQLite opens it by its name
        return self._file

    def seal(self) -> None:
        """Close the file, which is to be renamed later: not all of many files can be open. Raises OSError."""
        if self._file and not self._file.closed:
            self._write_out(self._file, durable=True)
            self._file.close()

    def store(self, durable: bool = True) -> None:
        """Give the file its name; ``durable`` makes sure that it survives a power failure. Raises OSError."""
        if self._file is None:
            return
        if not self._file.closed:
            self._write_out(self._file, durable)
        if self._part:
            self._part.replace(self.path)
            self._part = None
            if durable:
                fsync(self.path.parent)
        self._file.close()

    def discard(self) -> None:
        """Discard whatever is not stored."""
        if self._part:
            self._part.unlink(missing_ok=True)
            self._part = None
        if self._file:
            with suppress(OSError):
                self._file.close()

    def _write_out(self, file: IO[bytes], durable: bool) -> None:
        file.flush()
        if durable and self._part:
            os.fsync(file.fileno())

    def _new_part(self, alone: bool) -> tuple[IO[bytes], Path]:
        folder, prefix = self.path.parent, hidden_prefix(self.path.name)
        folder.mkdir(parents=True, exist_ok=True)
        if self._staging:
            part = self._staging / f"{prefix}{token_hex(4)}{ENDING}"
            return part.open("xb"), part
        with alone_in(folder) if alone else nullcontext():  # a writer of several files may hold the folder already
            if remove_leftovers(folder, prefix) and alone:
                raise InUseError(f"another run is writing {self.path}")
            while True:
                part = folder / f"{prefix}{token_hex(4)}{ENDING}"
                file = part.open("xb")
                if owned(file):
                    return file, part
                file.close()  # another run removed it as a leftover, between the two lines above


@contextmanager
def replacing(path: Path, durable: bool = True) -> Iterator[IO[bytes]]:
    """A file that is at ``path`` when the block ends; what was there stays if the block raises. Raises OSError."""
    file = AtomicFile(path)
    try:
        yield file.open()
        file.store(durable)
    finally:
        file.discard()


def write_once(path: Path, content: bytes | memoryview) -> None:
    """Write a file that is named by its content, unless one with that name and size exists. Raises OSError."""
    if not path.is_file() or path.stat().st_size != len(content):
        with replacing(path, durable=False) as file:
            file.write(content)


def hidden_prefix(name: str) -> str:
    """The prefix of the hidden file or folder that becomes ``name`` when it is complete; short enough for any file system."""
    return f".{name.encode('utf-8', 'surrogateescape')[:NAME_KEPT].decode('utf-8', 'ignore')}."


def fsync(path: Path) -> None:
    """Flush a file or folder to disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
