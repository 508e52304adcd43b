"""The feeds that a run wrote, for its report."""

from pathlib import Path

from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedSlot

from crawler.feeds.setup import without_password
from crawler.feeds.storages.local import LocalFeed
from crawler.runs.batch.report import FeedWritten
from crawler.runs.verdict import FAILED_FEEDS, Stats, total


class FeedsWritten:
    """Records every feed that ``crawler`` closes. Must be created before the crawler starts."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._closed: list[FeedWritten] = []
        crawler.signals.connect(self.feed_closed, scrapy_signals.feed_slot_closed)

    def feed_closed(self, slot: FeedSlot) -> None:
        path = Path(slot.storage.path) if isinstance(slot.storage, LocalFeed) else None
        size = path.stat().st_size if path and path.is_file() else None
        uri = without_password(slot.uri)
        self._closed.append(FeedWritten(uri=uri, format=slot.format, items=slot.itemcount, bytes=size, stored=True))

    def rows(self, stats: Stats) -> list[FeedWritten]:
        """Return the feeds that were closed and those that were discarded; feeds without items are in neither."""
        rows = {feed.uri: feed for feed in self._closed}
        lost = total(stats, FAILED_FEEDS) > 0
        for uri, options in self._crawler.settings.getdict("FEEDS").items() if lost else ():
            name = without_password(str(uri))
            rows.setdefault(name, FeedWritten(uri=name, format=options["format"], items=0, bytes=None, stored=False))
        return [*rows.values()]
