"""What a report says about a run, counted while it runs."""

import hashlib
from collections import Counter
from pathlib import Path

from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedSlot

from crawler import signals
from crawler.batch.report import FeedWritten, ItemCount, LeftOut, SamplePage
from crawler.extensions.feed_setup import without_password
from crawler.extensions.local_feed import LocalFeed
from crawler.items import Article, Item
from crawler.terminal import encodable

SAMPLES = 10


class Tally:
    """Listens to the signals of a crawl, whose failed pages are kept in the folder ``kept_in``, if anywhere."""

    def __init__(self, kept_in: str | None = None) -> None:
        self._kept_in = kept_in
        self.items: Counter[tuple[str, str, str | None]] = Counter()
        self.having: Counter[str] = Counter()
        """Items with a ``date``, an ``author``, a ``source``; and ``articles``, which alone have a source."""
        self.removals: Counter[str] = Counter()
        self.failures: dict[str, LeftOut] = {}
        self.drops: dict[str, LeftOut] = {}
        self.feeds: list[FeedWritten] = []

    def listen(self, crawler: Crawler) -> None:
        """Connect to ``crawler``, before it starts."""
        # TODO(integration): signals.item_settled, once duplicates are settled at the end of a run
        settled = getattr(signals, "item_settled", scrapy_signals.item_scraped)
        for receiver, signal in (
            (self.item_settled, settled),
            (self.page_dropped, signals.page_dropped),
            (self.page_failed, signals.page_failed),
            (self.feed_closed, scrapy_signals.feed_slot_closed),
        ):
            crawler.signals.connect(receiver, signal)

    def item_settled(self, item: Item) -> None:
        day = item.date_published[:10] if item.date_published else None
        self.items[item.site, item.type, day] += 1
        self.having["date"] += day is not None
        if isinstance(item, Article):
            self.having["articles"] += 1
            self.having["author"] += bool(item.credits)
            self.having["source"] += item.source is not None
        else:
            self.having["author"] += bool(item.posts and item.posts[0].author)
        self.removals.update(removal.rule for removal in item.removed)

    def page_dropped(self, path: str, reason: str) -> None:
        _add(self.drops, reason.partition(":")[0], path, reason)

    def page_failed(self, path: str, stage: str, error: str, reason: str, data: bytes | None) -> None:
        kept = f"{self._kept_in}/{hashlib.sha256(data).hexdigest()}" if self._kept_in and data is not None else None
        _add(self.failures, f"{stage}: {error}", path, reason, kept)

    def feed_closed(self, slot: FeedSlot) -> None:
        path = Path(slot.storage.path) if isinstance(slot.storage, LocalFeed) else None
        size = path.stat().st_size if path and path.is_file() else None
        uri = without_password(slot.uri)
        self.feeds.append(FeedWritten(uri=uri, format=slot.format, items=slot.itemcount, bytes=size, stored=True))

    def item_counts(self) -> list[ItemCount]:
        """Largest first."""
        rows = [ItemCount(site=site, type=kind, day=day, items=count) for (site, kind, day), count in self.items.items()]
        return sorted(rows, key=lambda row: (-row.items, row.site, row.type, row.day or ""))

    def sites(self) -> Counter[str]:
        """Items of every site."""
        counts: Counter[str] = Counter()
        for (site, _, _), items in self.items.items():
            counts[site] += items
        return counts


def ordered(left_out: dict[str, LeftOut]) -> list[LeftOut]:
    return sorted(left_out.values(), key=lambda one: (-one.pages, one.kind))


def _add(to: dict[str, LeftOut], kind: str, path: str, reason: str, kept: str | None = None) -> None:
    found = to.setdefault(kind, LeftOut(kind=kind, pages=0, samples=[]))
    found.pages += 1
    if len(found.samples) < SAMPLES:
        found.samples.append(SamplePage(path=encodable(path), reason=encodable(reason), kept=kept))
