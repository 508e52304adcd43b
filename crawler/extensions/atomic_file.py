"""Files that appear under their name only when they are complete."""

import os
import shutil
from contextlib import suppress
from glob import escape
from pathlib import Path
from secrets import token_hex
from typing import IO

from crawler.locking import owned

NAME_KEPT = 50  # characters: a file name is at most 255 bytes, and a Chinese character is three


class AtomicFile:
    """A file that is written as ``.NAME.XXXXXXXX.part`` beside it, and renamed when it is stored.

    A run that is killed leaves the file as it was, and the ``.part``, which whoever writes the same file next removes: one
    in use is locked. What is no regular file (``/dev/stdout``, a pipe) is written in place; a link is followed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path if path.exists() and not path.is_file() else path.resolve()  # a pipe of /dev/stdout has no name
        self._part: Path | None = None
        self._file: IO[bytes] | None = None

    def open(self, append: bool = False) -> IO[bytes]:
        """What to write to. It has the mode of the file that is there, and with ``append`` its content. Raises OSError."""
        if self.path.exists() and not self.path.is_file():
            self._file = self.path.open("ab" if append else "wb")
            return self._file
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._remove_leftovers()
        self._file, self._part = self._new_part()
        if self.path.exists():
            shutil.copymode(self.path, self._part)
            if append:
                with self.path.open("rb") as before:
                    shutil.copyfileobj(before, self._file)
        return self._file

    def seal(self, durable: bool = True) -> None:
        """Close the file, which waits for its name: of many, not all can be open. Raises OSError."""
        if self._file and not self._file.closed:
            self._write_out(self._file, durable)
            self._file.close()

    def store(self, durable: bool = True) -> None:
        """Give what was written the file's name; ``durable`` is for good, even when the power fails. Raises OSError."""
        if self._file is None:
            return
        if not self._file.closed:
            self._write_out(self._file, durable)
        if self._part:
            self._part.replace(self.path)
            self._part = None
            if durable:
                _fsync_folder(self.path.parent)
        self._file.close()

    def discard(self) -> None:
        """Throw away what is not stored."""
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

    def _new_part(self) -> tuple[IO[bytes], Path]:
        while True:
            part = self.path.with_name(f"{self._prefix()}{token_hex(4)}.part")
            file = part.open("xb")
            if owned(file):
                return file, part
            file.close()  # another run took it for a leftover, between the two lines above

    def _remove_leftovers(self) -> None:
        for part in self.path.parent.glob(f"{escape(self._prefix())}????????.part"):
            with suppress(OSError), part.open("rb") as file:
                if owned(file):
                    part.unlink()

    def _prefix(self) -> str:
        return f".{self.path.name[:NAME_KEPT]}."


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
