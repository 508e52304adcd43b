"""Hands the outcomes of pages to Scrapy: items to its item pipelines or past them to the feeds, all others to those who count."""

from typing import Any

from scrapy.crawler import Crawler

from crawler.items import Item
from crawler.pages import Lost, SavedPage, Skipped
from crawler.platforms.draft import Draft
from crawler.runs import signals
from crawler.runs.cleaning import Begun
from crawler.runs.duplicates import Duplicates
from crawler.runs.item_processor import ItemProcessor
from crawler.runs.item_shortcut import ItemShortcut
from crawler.runs.jobs import Seen
from crawler.runs.journal.entries import CleanArticle, CleanThread, Dropped, Failed
from crawler.runs.ready_items import Became, ReadyItem, makes_ready
from crawler.runs.verdict import PAGES, SKIPPED


class OutcomeDelivery:
    """Delivers the outcomes of a crawl whose spider is open. Its pages have been through the first ``stages``; if
    ``others_follow``, they go through these as Scrapy's item pipelines, and no item can go past them.

    ``readies`` says whether items can, as JSON, and ``compares`` whether these are compared.
    """

    def __init__(self, crawler: Crawler, stages: int, others_follow: bool) -> None:
        self._crawler, self._stages = crawler, stages
        self._shortcut = None if others_follow else ItemShortcut.of(crawler)
        self.readies = self._shortcut is not None
        self.compares = self._shortcut is not None and self._shortcut.compares
        self._ready = makes_ready(self.compares)
        duplicates = crawler.get_extension(Duplicates)
        if duplicates and self._shortcut and self._shortcut.writes_json():
            duplicates.shortcut = self._shortcut

    def item_of(self, seen: Seen) -> Draft | Item | None:
        """Return what goes to Scrapy's item pipelines of what was found, if anything; what is no page is counted."""
        found, data, outcome = seen
        if isinstance(found, SavedPage):
            self._crawler.stats.inc_value(PAGES)
            if outcome and self._shortcut:
                outcome = self._ready(outcome)
            return self._of_page(outcome, found, data) if outcome else None
        if isinstance(found, Skipped):
            self._crawler.stats.inc_value(SKIPPED + found.kind)
        else:
            self._tell(signals.pages_lost, found, reason=found.reason, pages=found.pages, size=found.size)
        return None

    def close(self) -> None:
        """Count the items that went past the item pipelines and are not counted yet; must be called at the end."""
        if self._shortcut:
            self._shortcut.count()

    def _of_page(self, outcome: Became, page: SavedPage, data: bytes | None) -> Draft | Item | None:
        """Return the item or draft of a page; if it has none, report the reason."""
        if isinstance(outcome, Dropped):
            self._tell(signals.page_dropped, page, reason=outcome.reason)
        elif isinstance(outcome, Failed):
            why = {"stage": outcome.stage, "error": outcome.error, "reason": outcome.reason}
            self._tell(signals.page_failed, page, **why, data=data)
        elif isinstance(outcome, ReadyItem) and self._shortcut:
            self._shortcut.take(page.path, outcome)
        elif isinstance(outcome, Begun):
            return self._begun(outcome.item, page, data)
        elif isinstance(outcome, CleanArticle | CleanThread):
            return outcome.item
        return None

    def _begun(self, item: Any, page: SavedPage, data: bytes | None) -> Draft | Item:
        if isinstance(item, Draft):
            item.saved, item.file = data, page.file
        processor = self._crawler.engine.scraper.itemproc
        if isinstance(processor, ItemProcessor):
            processor.note_begun(item, self._stages)
        begun: Draft | Item = item
        return begun

    def _tell(self, signal: object, page: SavedPage | Lost, **what: str | bytes | int | None) -> None:
        self._crawler.signals.send_catch_log(signal, path=page.path, **what)
