"""Local feeds that appear under their name only when they are complete."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import IO, Any

from scrapy import Spider
from scrapy.extensions.feedexport import FileFeedStorage

NAME_KEPT = 50  # characters: a file name is at most 255 bytes, and a Chinese character is three


class LocalFeed(FileFeedStorage):
    """Storage of the ``file`` scheme: writes ``.NAME.XXXXXXXX.part`` beside the feed, and renames it when it is stored.

    A run that is killed leaves the feed as it was, and the ``.part`` file. With ``overwrite: False`` (``-o``) what the feed
    held is copied first. A feed that is no regular file (``/dev/stdout``, a pipe) is written in place; a link is followed.
    """

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        super().__init__(uri, feed_options=feed_options)
        self._target = self._named(Path(self.path))
        self._part: Path | None = None
        self._file: IO[bytes] | None = None

    @staticmethod
    def _named(path: Path) -> Path:
        """Where a link leads; ``/dev/stdout`` leads to a pipe that has no name, and stays as it is."""
        return path if path.exists() and not path.is_file() else path.resolve()

    def open(self, spider: Spider) -> IO[bytes]:
        """The file to write to. Raises OSError."""
        if self._target.exists() and not self._target.is_file():
            self._file = super().open(spider)
            return self._file
        self._target.parent.mkdir(parents=True, exist_ok=True)
        part = self._target.with_name(f".{self._target.name[:NAME_KEPT]}.{token_hex(4)}.part")
        self._file, self._part = part.open("xb"), part
        if self._target.exists():
            self._inherit(part, self._file)
        return self._file

    def _inherit(self, part: Path, file: IO[bytes]) -> None:
        """Take over the mode of the feed that is there, and its content where this run appends to it."""
        shutil.copymode(self._target, part)
        if self.write_mode == "ab":
            with self._target.open("rb") as before:
                shutil.copyfileobj(before, file)

    def store(self, file: IO[bytes]) -> None:
        """Give the complete ``file`` the feed's name. Raises OSError; the feed is then as it was."""
        file.flush()
        if self._part:
            os.fsync(file.fileno())
            self._part.replace(self._target)
            self._part = None
        file.close()

    def discard(self) -> None:
        """Throw away what is not stored."""
        if self._part:
            self._part.unlink(missing_ok=True)
            self._part = None
        if self._file:
            with suppress(OSError):
                self._file.close()
