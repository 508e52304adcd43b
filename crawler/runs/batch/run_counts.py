"""What a report says about a run, counted while it runs."""

import hashlib
from collections import Counter
from pathlib import Path

from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedSlot

from crawler.feeds.setup import without_password
from crawler.feeds.storages.local import LocalFeed
from crawler.items import Item
from crawler.items.flags import FLAGS
from crawler.pages.losses import Losses
from crawler.runs import signals
from crawler.runs.batch.report import FeedWritten, FlagCount, ItemCount, LeftOut, SamplePage
from crawler.runs.item_counts import ItemCounts
from crawler.runs.terminal import encodable

SAMPLES = 10


class Tally:
    """Listens to the signals of a crawl, whose failed pages are kept in the folder ``kept_in``, if anywhere."""

    def __init__(self, kept_in: str | None = None) -> None:
        self._kept_in = kept_in
        self.counts = ItemCounts()
        self.failures: dict[str, LeftOut] = {}
        self.losses: dict[str, LeftOut] = {}
        self.drops: dict[str, LeftOut] = {}
        self.feeds: list[FeedWritten] = []

    def listen(self, crawler: Crawler) -> None:
        """Connect to ``crawler``, before it starts."""
        for receiver, signal in (
            (self.item_settled, signals.item_settled),
            (self.items_counted, signals.items_counted),
            (self.page_dropped, signals.page_dropped),
            (self.page_failed, signals.page_failed),
            (self.pages_lost, signals.pages_lost),
            (self.feed_closed, scrapy_signals.feed_slot_closed),
        ):
            crawler.signals.connect(receiver, signal)

    def item_settled(self, item: Item) -> None:
        self.counts.add(item)

    def items_counted(self, counts: ItemCounts) -> None:
        self.counts.update(counts)

    def page_dropped(self, path: str, reason: str) -> None:
        _add(self.drops, reason.partition(":")[0], path, reason)

    def page_failed(self, path: str, stage: str, error: str, reason: str, data: bytes | None) -> None:
        kept = f"{self._kept_in}/{hashlib.sha256(data).hexdigest()}" if self._kept_in and data is not None else None
        _add(self.failures, f"{stage}: {error}", path, reason, kept)

    def pages_lost(self, path: str, reason: str, pages: int | None, size: int) -> None:
        _add(self.losses, reason, path, str(Losses().plus(pages, size)), pages=pages or 0)

    def feed_closed(self, slot: FeedSlot) -> None:
        path = Path(slot.storage.path) if isinstance(slot.storage, LocalFeed) else None
        size = path.stat().st_size if path and path.is_file() else None
        uri = without_password(slot.uri)
        self.feeds.append(FeedWritten(uri=uri, format=slot.format, items=slot.itemcount, bytes=size, stored=True))

    def item_counts(self) -> list[ItemCount]:
        """Largest first."""
        rows = [ItemCount(site=site, type=kind, day=day, items=count) for (site, kind, day), count in self.counts.items.items()]
        return sorted(rows, key=lambda row: (-row.items, row.site, row.type, row.day or ""))

    def flag_counts(self) -> list[FlagCount]:
        """In the order of the schema, largest first."""
        rows = [FlagCount(flag=flag, site=site, items=count) for (flag, site), count in self.counts.flags.items()]
        return sorted(rows, key=lambda row: (FLAGS.index(row.flag), -row.items, row.site))

    def removals(self) -> Counter[str]:
        """How often every rule took something out."""
        counts: Counter[str] = Counter()
        for (rule, _), removals in self.counts.removed.items():
            counts[rule] += removals
        return counts

    def sites(self) -> Counter[str]:
        """Items of every site."""
        counts: Counter[str] = Counter()
        for (site, _, _), items in self.counts.items.items():
            counts[site] += items
        return counts


def ordered(left_out: dict[str, LeftOut]) -> list[LeftOut]:
    return sorted(left_out.values(), key=lambda one: (-one.pages, one.kind))


def _add(to: dict[str, LeftOut], kind: str, path: str, reason: str, kept: str | None = None, pages: int = 1) -> None:
    found = to.setdefault(kind, LeftOut(kind=kind, pages=0, samples=[]))
    found.pages += pages
    if len(found.samples) < SAMPLES:
        found.samples.append(SamplePage(path=encodable(path), reason=encodable(reason), kept=kept))
