"""Local feeds, files and folders, that appear under their name only when they are complete."""

import os
import shutil
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import IO, Any, cast

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedStorageProtocol, FileFeedStorage

from crawler.files.atomic_file import AtomicFile, fsync, hidden_prefix
from crawler.files.extras import load_component
from crawler.files.scratch import ScratchFolder

MARK = ".qingliu-feed"
"""A file in every folder that was written as a feed: no other folder is ever replaced."""
BEFORE = ".before"
"""How the name of a feed ends while another takes its place."""


class LocalFeed(FileFeedStorage):
    """Storage of the ``file`` scheme: an :class:`AtomicFile`.

    With ``overwrite: False`` (``-o``) what the feed held is copied first. Of two runs that write one feed at the same time the
    second is refused: the items of one of them would be gone.
    """

    staging: Path | None = None
    """Where it is written until it is complete; None: beside it."""

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        super().__init__(uri, feed_options=feed_options)
        self._feed = AtomicFile(Path(self.path), self.staging)

    @classmethod
    def from_crawler(cls, crawler: Crawler, uri: str, *, feed_options: dict[str, Any]) -> FeedStorageProtocol:
        """The storage of a local feed: that of its format where it has one (a folder), else this one."""
        exporter = crawler.settings.getwithbase("FEED_EXPORTERS").get(feed_options["format"])
        storage: type[FeedStorageProtocol] = getattr(load_component(exporter or object), "storage", cls)
        return storage(uri, feed_options=feed_options)

    def open(self, spider: Spider) -> IO[bytes]:
        """The file to write to. Raises OSError."""
        return self._feed.open(append=self.write_mode == "ab", alone=True)

    def store(self, file: IO[bytes]) -> None:
        """Give the complete ``file`` the feed's name. Raises OSError; the feed is then as it was."""
        self._feed.store()

    def discard(self) -> None:
        """Throw away what is not stored."""
        self._feed.discard()


class Folder(ScratchFolder):
    """What an exporter of many files writes to, in place of a file."""

    def __init__(self, parent: Path, prefix: str) -> None:
        super().__init__(parent, prefix, MARK, alone=True)

    def add(self, name: str, content: bytes) -> bool:
        """Write the file ``name``; False where there is one already. Raises OSError."""
        try:
            with (self.path / name).open("xb") as file:
                file.write(content)
        except FileExistsError:
            return False
        return True

    def sync(self) -> None:
        """Have the disk hold all files, for good. Raises OSError."""
        for entry in os.scandir(self.path):
            fsync(Path(entry.path))
        fsync(self.path)


class FolderFeed(LocalFeed):
    """Storage of local feeds whose format is a file an item.

    Files are written into ``.NAME.XXXXXXXX.part/`` beside the feed, which takes its name when the run has finished; what was
    there is removed after that. Only an empty folder or one that was a feed before is replaced, and nothing is appended. What a
    killed run left is removed by the next one that writes the same feed.
    """

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        super().__init__(uri, feed_options=feed_options)
        self._target = Path(os.path.realpath(self.path))
        self._folder: Folder | None = None

    def open(self, spider: Spider) -> IO[bytes]:
        """The folder to write to, as exporters that want one know. Raises OSError."""
        self.discard()  # an exporter that did not begin may try again
        self._folder = Folder(self._target.parent, hidden_prefix(self._target.name))
        self._recover()
        if self._target.exists():
            self._refuse_to_replace(self._target)
        return cast("IO[bytes]", self._folder)

    def _recover(self) -> None:
        """Give the feed back its name where a run was killed while it replaced it; what it left after that is removed."""
        for before in self._target.parent.glob(f"{escape(hidden_prefix(self._target.name))}????????{BEFORE}"):
            with suppress(OSError):
                if self._target.exists():
                    shutil.rmtree(before)
                else:
                    before.replace(self._target)

    def _refuse_to_replace(self, target: Path) -> None:
        if self.write_mode == "ab":
            raise FileExistsError(f"{target} is there, and nothing can be appended to a folder: use -O, or overwrite: true")
        if not target.is_dir() or (not (target / MARK).exists() and any(target.iterdir())):
            raise FileExistsError(f"{target} is there, and was not written as a feed: remove it, or choose another name")

    def store(self, file: Any) -> None:
        """Give the complete folder the feed's name. Raises OSError; the feed is then as it was."""
        assert self._folder is not None  # noqa: S101 - it was opened
        part = self._folder.path
        self._folder.sync()
        if self._target.exists():
            before = part.with_suffix(BEFORE)
            self._target.replace(before)
            try:
                part.replace(self._target)
            except OSError:
                before.replace(self._target)
                raise
            shutil.rmtree(before, ignore_errors=True)
        else:
            part.replace(self._target)
        fsync(self._target.parent)
        self._folder.release()
        self._folder = None

    def discard(self) -> None:
        """Throw away what is not stored."""
        if self._folder:
            self._folder.remove()
            self._folder = None
