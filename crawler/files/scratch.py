"""Folders for the temporary files of a run: locked while it runs, removed by the next run if it was killed."""

import shutil
from contextlib import nullcontext, suppress
from glob import escape
from pathlib import Path
from secrets import token_hex
from typing import IO

from crawler.files.locking import alone_in, owned

ENDING = ".part"


class InUseError(BlockingIOError):
    """Another run is writing the same files."""


class ScratchFolder:
    """A new folder ``<parent>/<prefix>XXXXXXXX.part``, which exists until :meth:`remove`.

    Folders with the same prefix left by killed runs are removed first. If one is in use and this one is to be ``alone``,
    InUseError is raised. Raises OSError.
    """

    def __init__(self, parent: Path, prefix: str, mark: str = ".lock", alone: bool = False) -> None:
        with alone_in(parent) if alone else nullcontext():  # otherwise it may be a folder shared by all users, such as /tmp
            in_use = remove_leftovers(parent, prefix, mark)
            if in_use and alone:
                raise InUseError(f"another run is writing it, in {in_use.parent}")
            self._mark = self._make(parent / f"{prefix}{token_hex(4)}", mark, 0o777 if alone else 0o700)

    def _make(self, path: Path, mark: str, mode: int) -> IO[bytes]:
        """Create a new folder with a locked mark; it is renamed to ``.part`` only once it has that."""
        path.mkdir(mode)
        file = (path / mark).open("xb")
        owned(file)
        self.path = path.rename(f"{path}{ENDING}")
        return file

    def release(self) -> None:
        """Release the lock that marks the folder as in use, and keep the folder."""
        self._mark.close()

    def remove(self) -> None:
        """Remove the folder with its contents; calling it again does nothing."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._mark.close()


def remove_leftovers(parent: Path, prefix: str, mark: str = "") -> Path | None:
    """Remove files with this prefix, or folders with a ``mark``, that nobody is writing; return a file or mark in use, if any."""
    in_use = None
    for each in parent.glob(f"{escape(prefix)}????????{ENDING}{mark and '/' + mark}"):
        with suppress(OSError), each.open("rb") as file:
            if not owned(file):
                in_use = each
            elif mark:
                shutil.rmtree(each.parent, ignore_errors=True)
            else:
                each.unlink()
    return in_use
