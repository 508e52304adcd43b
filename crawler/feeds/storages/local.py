"""Local feeds that appear under their name only when they are complete."""

from pathlib import Path
from typing import IO, Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedStorageProtocol, FileFeedStorage

from crawler.files.atomic_file import AtomicFile
from crawler.files.extras import load_component


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
