"""Reports the outcomes of pages to the crawl of a batch run, by the same signals as a replay."""

from pathlib import Path
from typing import Any

import msgspec
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler

from crawler.items.schema import FROM_JSON
from crawler.runs import item_shortcut, signals
from crawler.runs.batch.item_samples import ItemSamples, SamplesTaken
from crawler.runs.batch.records import Counted, Done, Lost, Made, Record
from crawler.runs.duplicates import Duplicates
from crawler.runs.feed_exports import LosslessFeeds
from crawler.runs.item_counts import ItemCounts
from crawler.runs.journal.entries import Dropped
from crawler.runs.ready_items import compared_of
from crawler.runs.verdict import PAGES

OWN = item_shortcut.OWN | {SamplesTaken}


class Teller:
    """Reports pages to ``crawler``; the bytes of failed pages are in a folder. Must be created when the spider is open.

    An item is only decoded from its JSON if somebody wants it. If duplicates are not looked for and all feeds are JSON Lines of
    whole items, the feeds get the JSON, and the accounting the counts of many items at once; if duplicates are looked for, the
    JSON waits together with the fields to compare, encoded by the workers. That saves most of the time of this process, which all
    workers share a processor with.
    """

    def __init__(self, crawler: Crawler, failed: Path) -> None:
        self._crawler, self._failed = crawler, failed
        self._feeds = crawler.get_extension(LosslessFeeds)
        duplicates = crawler.get_extension(Duplicates)
        self._duplicates = duplicates.told_directly() if duplicates else None
        self._compares = self._duplicates is None or self._duplicates.policy.duplicates != "off"
        self._sends_items = not self._is_json_enough()
        self._holds_json = self._compares and self._nobody_else_listens(scrapy_signals.item_scraped)
        self.uncounted = 0
        """Items that went to the feeds but are not yet known to the accounting."""

    def _is_json_enough(self) -> bool:
        if self._compares or not self._nobody_else_listens(scrapy_signals.item_scraped, signals.item_settled):
            return False
        return self._feeds is None or self._feeds.takes_json()

    def _nobody_else_listens(self, *wanted: object) -> bool:
        return item_shortcut.nobody_else_listens(self._crawler, *wanted, but=OWN)

    def tell(self, record: Record) -> None:
        """Report a record, if it matters to others."""
        if isinstance(record, Done):
            self._crawler.stats.inc_value(PAGES)
            self._tell_done(record)
        elif isinstance(record, Lost):
            self._send(signals.pages_lost, path=record.path, reason=record.reason, pages=record.pages, size=record.size)
        elif isinstance(record, Counted) and not self._sends_items:
            self.uncounted = 0
            counts = msgspec.msgpack.decode(record.counts, type=ItemCounts)
            self._send(signals.items_counted, counts=counts, samples=msgspec.msgpack.decode(record.samples, type=ItemSamples))

    def _tell_done(self, record: Done) -> None:
        outcome, path = record.outcome, record.page.path
        if isinstance(outcome, Made):
            self._tell_made(outcome)
        elif isinstance(outcome, Dropped):
            self._send(signals.page_dropped, path=path, reason=outcome.reason)
        else:
            data = (self._failed / record.page.sha256).read_bytes() if record.is_kept else None
            about = {"stage": outcome.stage, "error": outcome.error, "reason": outcome.reason}
            self._send(signals.page_failed, path=path, **about, data=data)

    def _tell_made(self, made: Made) -> None:
        if not self._sends_items:
            self.uncounted += 1
            if self._feeds:
                self._feeds.export_json(bytes(made.json))
            return
        if self._holds_json and made.compared and self._duplicates:
            self._duplicates.hold(bytes(made.json), compared_of(made.compared))
            return
        item = FROM_JSON[made.kind].decode(made.json)
        if self._duplicates:
            self._duplicates.item_scraped(item)
        self._send(scrapy_signals.item_scraped, item=item, response=None, spider=self._crawler.spider)

    def _send(self, signal: object, **what: Any) -> None:
        self._crawler.signals.send_catch_log(signal, **what)
