"""Local feeds that are folders, and appear under their name only when they are complete."""

import shutil
from pathlib import Path
from secrets import token_hex
from typing import IO, Any, cast

from scrapy import Spider

from crawler.extensions.local_feed import NAME_KEPT, LocalFeed

MARK = ".qingliu-feed"
"""A file in every folder that was written as a feed: no other folder is ever replaced."""


class Folder:
    """What an exporter of many files writes to, in place of a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.path.mkdir(parents=True)
        (path / MARK).touch()

    def add(self, name: str, content: bytes) -> bool:
        """Write the file ``name``; False where there is one already. Raises OSError."""
        try:
            with (self.path / name).open("xb") as file:
                file.write(content)
        except FileExistsError:
            return False
        return True


class FolderFeed(LocalFeed):
    """Storage of local feeds whose format is a file an item.

    Files are written into ``.NAME.XXXXXXXX.part/`` beside the feed, which takes its name when the run has finished; what was
    there is removed after that. Only an empty folder or one that was a feed before is replaced, and nothing is appended.
    """

    def open(self, spider: Spider) -> IO[bytes]:
        """The folder to write to, as exporters that want one know. Raises OSError."""
        if self._target.exists():
            self._refuse_to_replace(self._target)
        self._part = self._target.with_name(f".{self._target.name[:NAME_KEPT]}.{token_hex(4)}.part")
        return cast("IO[bytes]", Folder(self._part))

    def _refuse_to_replace(self, target: Path) -> None:
        if self.write_mode == "ab":
            raise FileExistsError(f"{target} is there, and nothing can be appended to a folder: use -O, or overwrite: true")
        if not target.is_dir() or (not (target / MARK).exists() and any(target.iterdir())):
            raise FileExistsError(f"{target} is there, and was not written as a feed: remove it, or choose another name")

    def store(self, file: Any) -> None:
        """Give the complete folder the feed's name. Raises OSError; the feed is then as it was."""
        assert self._part is not None  # noqa: S101 - it was opened
        if self._target.exists():
            before = self._part.with_suffix(".before")
            self._target.replace(before)
            try:
                self._part.replace(self._target)
            except OSError:
                before.replace(self._target)
                raise
            shutil.rmtree(before, ignore_errors=True)
        else:
            self._part.replace(self._target)
        self._part = None

    def discard(self) -> None:
        """Throw away what is not stored."""
        if self._part:
            shutil.rmtree(self._part, ignore_errors=True)
            self._part = None
