"""A journal on disk."""

from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Self

import msgspec

from crawler.files.locking import owned
from crawler.runs.journal.entries import Entry, line_of, read_line

FORMAT = 1
BUFFER = 64 * 1024  # bytes that a kill may cost: the pages of some milliseconds


class RunningError(Exception):
    """Another process has the journal open."""


class Header(msgspec.Struct, array_like=True):
    """The first line: the command that the journal belongs to, in words, and the rules used for cleaning."""

    command: str
    rules: str
    format: int = FORMAT


class JournalFile:
    """One line per page, in the order of the pages. Nothing is ever changed; only the end is cut off and rewritten. The file
    stays locked until it is closed. All methods raise OSError."""

    def __init__(self, path: Path, file: BinaryIO, recorded: BinaryIO, before: Header | None) -> None:
        self.path = path
        self.before = before
        """The header of the previous run; None if there was none."""
        self._file = file
        self._recorded: BinaryIO | None = recorded
        self._pages = self._at = recorded.tell()
        """Where the first page begins, and the one read last."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a journal, creating it if needed. Raises :class:`RunningError` and OSError."""
        while True:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("ab", buffering=BUFFER)
            if owned(file):
                recorded = path.open("rb")
                return cls(path, file, recorded, read_line(recorded.readline(), Header))
            removed = not path.exists()
            file.close()
            if not removed:
                raise RunningError(path)

    def begin(self, header: Header) -> None:
        """Forget all pages and write ``header``."""
        self._file.truncate(0)
        self._stop_reading()
        self._file.writelines(line_of(header))
        self._file.flush()
        self._pages = self._file.tell()

    def next(self) -> Entry | None:
        """Return the next page of the previous run; None if there are no more. A torn end is not a page."""
        if self._recorded is None:
            return None
        self._at = self._recorded.tell()
        entry = read_line(self._recorded.readline(), Entry)
        if entry is None:
            self.cut()
        return entry

    def cut(self) -> None:
        """Delete what :meth:`next` returned last and everything after it."""
        self._file.truncate(self._at)
        self._stop_reading()

    def append(self, entry: Entry) -> None:
        """Append a page."""
        try:
            line = line_of(entry)
        except (ValueError, OverflowError, TypeError):  # the first for a lone surrogate
            line = line_of(Entry(entry.page, None))
        self._file.writelines(line)

    @property
    def has_pages(self) -> bool:
        """Whether there is anything to resume."""
        return self._file.tell() > self._pages

    def close(self, keep: bool) -> None:
        """Close the journal and remove it (with its folder, if that is empty) unless told to ``keep`` it."""
        if not keep:
            self.path.unlink(missing_ok=True)
            with suppress(OSError):
                self.path.parent.rmdir()
        self._stop_reading()
        self._file.close()

    def _stop_reading(self) -> None:
        if self._recorded is not None:
            self._recorded.close()
            self._recorded = None
