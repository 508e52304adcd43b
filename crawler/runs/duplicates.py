"""Duplicates and revisions: every item waits until all pages have been seen and it is known what it repeats."""

import asyncio
import logging
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from pydispatch.errors import DispatcherKeyError  # type: ignore[import-untyped]
from scrapy import Spider
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from crawler.items import Article, Thread
from crawler.runs import signals
from crawler.runs._corpus import corpus_items, files_there
from crawler.runs.duplicate_policy import Policy
from crawler.runs.phases import begin, stop_run
from crawler.runs.rules_version import plain
from crawler.runs.settling import SettlingError
from crawler.runs.verdict import UNSETTLED, is_end
from crawler.stories.compared import Compared

if TYPE_CHECKING:
    from crawler.runs.settling.outcomes import Outcome
    from crawler.runs.settling.settlement import Settlement
    from crawler.runs.settling.waiting_items import WaitingItems

logger = logging.getLogger(__name__)
ITEMS_AT_ONCE = 20


class Shortcut(Protocol):
    """Takes items as JSON to the feeds once it is known what they repeat; see :mod:`crawler.runs.item_shortcut`."""

    def settle(self, json: bytes, counts: bytes, outcome: "Outcome") -> None:
        """Send an item with its ``counts``."""

    def count(self) -> None:
        """Report the counts of all items that were sent."""


class StoppedError(Exception):
    """The run is being stopped."""


class Duplicates(signals.Listener):
    """Holds scraped items until all pages have been seen, then settles them: marks or drops duplicates and older revisions,
    stores the items in the ``STATE`` (empty: a temporary one) and sends ``item_settled`` for each, in the original order.

    A spider that knows when it is finished calls :meth:`settle`; otherwise it happens when the spider closes. One that
    ``opens_state`` calls :meth:`open` before its first page; otherwise it happens when the spider opens. With ``DUPLICATES=off``
    nothing is held or remembered. Raises ValueError for invalid settings.
    """

    is_off_when_checking = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.policy = Policy.of(crawler.settings)
        self._settlement: Settlement | None = None
        self._done = 0
        self._given: set[int] = set()
        """Places of items that are compared with, and not sent on."""
        self._is_closing = False
        self._failed = False
        self.shortcut: Shortcut | None = None
        """Given if nobody needs more."""

    def told_directly(self) -> Self:
        """Return this object to a caller that will call :meth:`item_scraped` itself; it no longer listens to the signal."""
        with suppress(DispatcherKeyError):  # where two do
            self.crawler.signals.disconnect(self.item_scraped, scrapy_signals.item_scraped)
        return self

    def spider_opened(self, spider: Spider) -> None:
        if not getattr(spider, "opens_state", False):
            self.open()

    def open(self) -> None:
        """Open the store. Calling it again does nothing. Raises CloseSpider if the store cannot be used."""
        if self.policy.duplicates == "off" or self._settlement:
            return
        from crawler.runs.settling.settlement import Settlement  # it loads a database, for which other processes need not wait

        if (corpus := self.crawler.settings.get("CORPUS")) and not files_there(corpus):
            logger.error("No page is replayed: the CORPUS %s does not exist", corpus)
            raise CloseSpider("corpus_not_usable")
        try:
            self._settlement = Settlement(self.crawler.settings.get("STATE") or "")
        except SettlingError as error:
            logger.error("No page is replayed: %s", error)
            raise CloseSpider("state_not_usable") from error

    def item_scraped(self, item: Any) -> None:
        """Hold ``item``, which has passed the last stage.

        An item that cannot be held is sent on as it is; the exporter will report why it cannot be written.
        """
        if self._settlement is None or not isinstance(item, Article | Thread):
            self._send(item)
            return
        try:
            self._settlement.add(item)
        except ValueError as error:
            logger.warning("%s is not compared with others: %s", item.page.path, error)
            self._send(item)
        except SettlingError as error:
            self._give_up(error)

    def hold(self, json: bytes, compared: Compared, counts: bytes = b"") -> None:
        """Hold an item that is encoded, and its ``counts``, as :meth:`item_scraped` would. Not with ``DUPLICATES=off``."""
        assert self._settlement is not None  # noqa: S101 - it is open
        try:
            self._settlement.hold(json, compared, counts)
        except SettlingError as error:
            self._give_up(error)

    def _send(self, item: Any) -> None:
        self.crawler.signals.send_catch_log(signals.item_settled, item=item, spider=self.crawler.spider)

    async def settle(self) -> None:
        """Wait for all items to pass the stages, then settle those that are held. Calling it again does nothing. Returns early if
        the run is being stopped; stops the run if the store fails."""
        slot = self.crawler.engine.scraper.slot
        while slot and not slot.is_idle():
            await asyncio.sleep(0.001)
        if self._settlement is None or self._failed or self._left == 0:
            return
        try:
            await self._hold_corpus(self._settlement)
            await self._settle_all(self._settlement)
        except StoppedError:
            pass
        except SettlingError as error:
            self._give_up(error)
        finally:
            if self.shortcut:
                self.shortcut.count()

    async def _hold_corpus(self, settlement: "Settlement") -> None:
        """Hold the items of the ``CORPUS``, which are compared with but not sent on."""
        if not (where := self.crawler.settings.get("CORPUS")):
            return
        unread = 0
        for item in corpus_items(where, self.crawler.settings):
            await self._pause()
            if item is None:
                unread += 1
            else:
                self._given.add(len(settlement.held))
                settlement.add(item)
        logger.info("Comparing with %s items of the CORPUS %s; %s of its pages are not items", len(self._given), where, unread)

    async def settled(self, reason: str) -> bool:
        """Whether all items are settled when the spider closes for ``reason``."""
        self._is_closing = True
        if is_end(reason):
            await self.settle()
        return not self._failed and self._left == 0

    @property
    def _left(self) -> int:
        """The number of items that are held and not settled."""
        return len(self._settlement.held) - self._done if self._settlement else 0

    async def _settle_all(self, settlement: "Settlement") -> None:
        for outcomes in settlement.outcomes(self._command(), self.policy.rank, partial(begin, self.crawler)):
            await self._pause()
            for outcome in outcomes:
                self._settle_one(settlement.held, outcome)
                if self._done % ITEMS_AT_ONCE == 1:  # after the first: it tells whether feeds can be written
                    await self._pause()

    def _settle_one(self, held: "WaitingItems", outcome: "Outcome") -> None:
        at = self._done
        self._done += 1
        if at in self._given:
            return
        if self.policy.revisions == "newest" and not outcome.is_newest:
            page = held.page(at)
            self._drop(page.path, f"older revision: of {page.id}")
        elif self.policy.duplicates == "drop" and outcome.duplicate_of:
            self._drop(held.page(at).path, f"duplicate: of {outcome.duplicate_of}")
        elif self.shortcut and (ready := held.item_and_counts(at)):
            self.shortcut.settle(*ready, outcome)
        else:
            item = held.item(at)
            item.duplicate_of = outcome.duplicate_of
            if outcome.revision >= item.revision:  # an exported item may have had more than are known here
                item.revision, item.revised_from = outcome.revision, outcome.revised_from
            self._send(item)

    def _drop(self, path: str, reason: str) -> None:
        self.crawler.signals.send_catch_log(signals.page_dropped, path=path, reason=reason)

    async def _pause(self) -> None:
        """Yield to the event loop. Raises StoppedError if the run is being stopped."""
        await asyncio.sleep(0)
        engine = self.crawler.engine
        if not engine.running or (engine.needs_backout() and not self._is_closing):
            raise StoppedError

    def _command(self) -> str:
        """What makes two runs the same: spider, arguments and working directory."""
        arguments = {name: value for name, value in vars(self.crawler.spider).items() if isinstance(value, str)}
        return plain([self.crawler.spidercls.name, arguments, str(Path.cwd())])

    def _give_up(self, error: SettlingError) -> None:
        if not self._failed:
            self._failed = True
            logger.error("Duplicates and revisions cannot be determined: %s", error)
            stop_run(self.crawler, "state_not_usable")

    async def spider_closed(self, reason: str) -> None:
        await self.settled(reason)
        if self._left:
            self.crawler.stats.set_value(UNSETTLED, self._left)

    def engine_stopped(self) -> None:
        """Close the store and release the items."""
        if self._settlement:
            self._settlement.close()
