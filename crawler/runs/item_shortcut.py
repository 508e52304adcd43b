"""A shortcut past Scrapy for items that are ready, used if nobody else needs the items."""

from itertools import chain
from typing import TYPE_CHECKING, Self

from pydispatch.dispatcher import getAllReceivers, liveReceivers  # type: ignore[import-untyped]
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler

from crawler.runs import signals
from crawler.runs.accounting import Accounting
from crawler.runs.duplicates import Duplicates
from crawler.runs.feed_exports import LosslessFeeds
from crawler.runs.item_counts import ItemCounts
from crawler.runs.ready_items import ReadyItem, compared_of, counted_of, settled
from crawler.runs.resume import Journal

if TYPE_CHECKING:
    from crawler.runs.settling.outcomes import Outcome

OWN = frozenset({Accounting, Duplicates, LosslessFeeds})
"""Receivers that need only an item's JSON, its counts, or the fields it is compared by."""
COUNTED_AT_ONCE = 200


def nobody_else_listens(crawler: Crawler, *wanted: object, but: frozenset[type] = OWN) -> bool:
    """Whether the signals ``wanted`` have no receivers ``but`` the project's own extensions that do not need the item."""
    listening = (receiver for signal in wanted for receiver in liveReceivers(getAllReceivers(crawler, signal)))
    return all(type(getattr(receiver, "__self__", None)) in but for receiver in listening)


class ItemShortcut:
    """The shortcut of a crawl whose spider is open. Items that take it have neither ``item_scraped`` nor ``item_settled``."""

    def __init__(self, crawler: Crawler, duplicates: Duplicates | None) -> None:
        self._crawler, self._duplicates = crawler, duplicates
        self._journal, self._feeds = crawler.get_extension(Journal), crawler.get_extension(LosslessFeeds)
        self._uncounted: list[bytes] = []
        self._marked = 0

    @classmethod
    def of(cls, crawler: Crawler) -> Self | None:
        """Return the shortcut of ``crawler``; None if somebody needs its items as they are scraped."""
        if not nobody_else_listens(crawler, scrapy_signals.item_scraped):
            return None
        duplicates = crawler.get_extension(Duplicates)
        compares = duplicates is not None and duplicates.policy.duplicates != "off"
        shortcut = cls(crawler, duplicates if compares else None)
        return shortcut if compares or shortcut.writes_json() else None

    @property
    def compares(self) -> bool:
        """Whether items wait until it is known what they repeat."""
        return self._duplicates is not None

    def writes_json(self) -> bool:
        """Whether nobody needs the items that go to the feeds, and the feeds need only their JSON."""
        is_enough = self._feeds is None or self._feeds.takes_json()
        return is_enough and nobody_else_listens(self._crawler, signals.item_settled)

    def take(self, path: str, item: ReadyItem) -> None:
        """Record the item of the page ``path``, and hold it or send it to the feeds."""
        if self._journal:
            self._journal.item_ready(path, item.kind, item.json)
        if self._duplicates:
            self._duplicates.hold(item.json, compared_of(item.compared), item.counts)
        else:
            self._send(item.json, item.counts)

    def settle(self, json: bytes, counts: bytes, outcome: "Outcome") -> None:
        """Send an item to the feeds once it is known what it repeats and which revision it is."""
        self._marked += outcome.duplicate_of is not None
        self._send(settled(json, outcome), counts)

    def _send(self, json: bytes, counts: bytes) -> None:
        if self._feeds:
            self._feeds.export_json(json)
        self._uncounted.append(counts)
        if len(self._uncounted) == COUNTED_AT_ONCE:
            self.count()

    def count(self) -> None:
        """Report the counts of the items since the last call; must be called at the end."""
        if self._uncounted:
            counts = ItemCounts(marked=self._marked)
            counts.count(chain.from_iterable(map(counted_of, self._uncounted)))
            self._crawler.signals.send_catch_log(signals.items_counted, counts=counts)
            self._uncounted, self._marked = [], 0
