"""Folders for what a run writes on its way: locked while it lives, removed by the next run when it was killed."""

import shutil
from contextlib import nullcontext, suppress
from glob import escape
from pathlib import Path
from secrets import token_hex
from typing import IO

from crawler.files.locking import alone_in, owned

ENDING = ".part"


class InUseError(BlockingIOError):
    """Another run is writing the same at the same time."""


class ScratchFolder:
    """The new folder ``<parent>/<prefix>XXXXXXXX.part``, which lives until :meth:`remove`.

    Folders of the same prefix that killed runs have left are removed first. Where one is in use by a run that lives, and this one
    is to be ``alone``, InUseError is raised. Raises OSError.
    """

    def __init__(self, parent: Path, prefix: str, mark: str = ".lock", alone: bool = False) -> None:
        with alone_in(parent) if alone else nullcontext():  # elsewhere it may be a folder of all users, /tmp
            in_use = _remove_leftovers(parent, prefix, mark)
            if in_use and alone:
                raise InUseError(f"another run is writing it, in {in_use}")
            self._mark = self._make(parent / f"{prefix}{token_hex(4)}", mark, 0o777 if alone else 0o700)

    def _make(self, path: Path, mark: str, mode: int) -> IO[bytes]:
        """The locked mark of a new folder, which gets the name of one when it has it."""
        path.mkdir(mode)
        file = (path / mark).open("xb")
        owned(file)
        self.path = path.rename(f"{path}{ENDING}")
        return file

    def release(self) -> None:
        """Give up the lock by which others know that the folder is in use, and leave it."""
        self._mark.close()

    def remove(self) -> None:
        """Remove the folder with all that is in it; doing so twice does nothing."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._mark.close()


def _remove_leftovers(parent: Path, prefix: str, mark: str) -> Path | None:
    """Remove what nobody uses; one that somebody does."""
    in_use = None
    for each in parent.glob(f"{escape(prefix)}????????{ENDING}/{mark}"):
        with suppress(OSError), each.open("rb") as file:
            if owned(file):
                shutil.rmtree(each.parent, ignore_errors=True)
            else:
                in_use = each.parent
    return in_use
