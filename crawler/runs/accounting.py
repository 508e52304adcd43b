"""Closed accounting: the outcome of every page is counted."""

import hashlib
from typing import Self

from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.extensions import corestats
from twisted.python.failure import Failure

from crawler.items import Item
from crawler.platforms.draft import Draft
from crawler.runs import signals, verdict
from crawler.runs.item_counts import ItemCounts
from crawler.runs.left_out import LeftOutCounts, Losses
from crawler.runs.stages import stage_classes


class Accounting(signals.Listener):
    """Counts items, drops, failures and removals, and judges the run by these and by the pages that the spider counted.

    When the engine has stopped, the counts are in ``crawler.stats`` under the names in :mod:`crawler.runs.verdict`:
    ``qingliu/items/<site>/<type>``, ``qingliu/flags/<flag>/<site>``, ``qingliu/dropped/<reason>``,
    ``qingliu/failed/<stage>: <error>`` and ``qingliu/removed/<rule>/<image or text>``;
    ``qingliu/failed_paths/<stage>: <error>`` lists the first paths, and ``qingliu/failed_reasons/<stage>: <error>`` has the
    reason; ``qingliu/lost/pages`` and its like are
    :class:`~crawler.runs.left_out.Losses`, and ``qingliu/lost_paths/<reason>`` the first archives;
    ``qingliu/encoding_overruled/<declared>`` and ``qingliu/encoding_damaged/<encoding>`` count items whose page was not in an
    encoding that it declared, or held bytes that are no text. ``qingliu/verdict`` follows when everything is closed, and
    ``run_judged`` is sent. The report of a batch run is made of the same counts. Off under ``scrapy check``.
    """

    is_off_when_checking = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.counts = ItemCounts()
        self.dropped = LeftOutCounts()
        self.failed = LeftOutCounts()
        self.lost = LeftOutCounts()
        self.losses = Losses()
        self._lost_paths: dict[str, list[str]] = {}
        self._kept_in: str | None = crawler.settings.get("KEEP_FAILED_PAGES")

    def page_dropped(self, path: str, reason: str) -> None:
        self.dropped.add(reason.partition(":")[0], path, reason)

    def page_failed(self, path: str, stage: str, error: str, reason: str, data: bytes | None = None) -> None:
        kept = f"{self._kept_in}/{hashlib.sha256(data).hexdigest()}" if self._kept_in and data is not None else None
        self.failed.add(f"{stage}: {error}", path, reason, kept)

    def pages_lost(self, path: str, reason: str, pages: int | None, size: int) -> None:
        self.losses = self.losses.plus(pages, size)
        self.lost.add(reason, path, str(Losses().plus(pages, size)), pages=pages or 0)
        paths = self._lost_paths.setdefault(reason, [])
        if len(paths) < verdict.PATHS_KEPT and path not in paths:
            paths.append(path)

    def item_settled(self, item: Item) -> None:
        self.counts.add(item)

    def items_counted(self, counts: ItemCounts) -> None:
        self.counts.update(counts)

    def item_dropped(self, item: Draft, exception: BaseException) -> None:
        """Forward as ``page_dropped``."""
        reason = str(exception) or type(exception).__name__
        self.crawler.signals.send_catch_log(signals.page_dropped, path=item.page.path, reason=reason)

    def item_error(self, item: Draft, failure: Failure) -> None:
        """Forward as ``page_failed``, with the stage that raised."""
        error = failure.value
        self.crawler.signals.send_catch_log(
            signals.page_failed,
            path=item.page.path,
            stage=self._stage_of(error),
            error=type(error).__name__,
            reason=str(error),
            data=item.saved,
        )

    def came_to_something(self) -> bool:
        """Whether any page has yielded an item so far, including items already known."""
        return bool(self.counts.items) or any(reason in self.dropped for reason in verdict.REPEATS)

    def _write_counts(self) -> None:
        stats = self.crawler.stats
        stats.set_value(verdict.MARKED, self.counts.marked)
        for (site, kind, _), count in self.counts.items.items():
            stats.inc_value(f"{verdict.ITEMS}{site}/{kind}", count)
        for (rule, kind), count in self.counts.removed.items():
            stats.set_value(f"{verdict.REMOVED}{rule}/{kind}", count)
        for (flag, site), count in self.counts.flags.items():
            stats.set_value(f"{verdict.FLAGGED}{flag}/{site}", count)
        for prefix, counts in (
            (verdict.DROPPED, {kind: left_out.pages for kind, left_out in self.dropped.items()}),
            (verdict.OVERRULED, self.counts.overruled),
            (verdict.DAMAGED, self.counts.damaged),
            ("", verdict.failures(self.failed)),
            (verdict.LOST, self.losses._asdict() if self.losses.places else {}),
            (verdict.LOST_PATHS, self._lost_paths),
        ):
            for name, value in counts.items():
                stats.set_value(prefix + name, value)

    def spider_closed(self) -> None:
        """Set Scrapy's own item count before it logs the stats."""
        self.crawler.stats.set_value("item_scraped_count", sum(self.counts.items.values()))

    def engine_stopped(self) -> None:
        """Write the counts to ``crawler.stats`` and judge the run; by now all items are settled and the feeds closed."""
        self._write_counts()
        judged = verdict.judge(self.crawler.stats.get_stats())
        self.crawler.stats.set_value(verdict.VERDICT, judged)
        self.crawler.signals.send_catch_log(signals.run_judged, verdict=judged)

    def _stage_of(self, error: BaseException | None) -> str:
        """The name of the item pipeline that raised an exception, or ``pipelines``."""
        modules = {cls.__module__ for cls in stage_classes(self.crawler.settings)}
        traceback = error.__traceback__ if error else None
        while traceback:
            module = traceback.tb_frame.f_globals.get("__name__", "")
            if module in modules:
                return str(module).rpartition(".")[2]
            traceback = traceback.tb_next
        return "pipelines"


class CoreStats(corestats.CoreStats):
    """Scrapy's own, but not called for every item: the accounting, which counts them anyway, sets ``item_scraped_count``."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        stats = super().from_crawler(crawler)
        crawler.signals.disconnect(stats.item_scraped, scrapy_signals.item_scraped)
        return stats
