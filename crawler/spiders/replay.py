"""The spider that replays saved pages of any site."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from scrapy import Spider
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.content.web_url import is_web_url
from crawler.fetching.settings import PICTURES
from crawler.files.own_files import WRITTEN, OwnFiles
from crawler.items import Item
from crawler.pages import Found, Limits, Lost, NoPagesError, SavedPage, Skipped, count_pages, named, saved_files
from crawler.platforms.draft import Draft
from crawler.platforms.registry import draft_of
from crawler.readers import read_page
from crawler.runs import signals
from crawler.runs.cleaning import READ, Begun, Cleaner, PageData, in_time
from crawler.runs.duplicates import Duplicates
from crawler.runs.item_processor import ItemProcessor
from crawler.runs.item_shortcut import ItemShortcut
from crawler.runs.jobs import ProcessesError, Seen, Share, Work, undone, with_outcomes
from crawler.runs.journal.entries import CleanArticle, CleanThread, Dropped, Failed
from crawler.runs.offline import OFFLINE
from crawler.runs.processes import BYTES_AT_ONCE, Processes
from crawler.runs.ready_items import Became, ReadyItem, makes_ready
from crawler.runs.replaced_pages import refused_outputs
from crawler.runs.resume import Journal
from crawler.runs.stages import cleaner_of, first_stages
from crawler.runs.terminal import printable
from crawler.runs.verdict import PAGES, SKIPPED

PROJECT = Path(__file__).parents[2]
FIXTURES = "fixtures"
AT_ONCE = 16
"""Pages that are cleaned together, and those that become no item of Scrapy's between two turns of the event loop."""
COLUMNS = {"html": "HTML_COLUMN", "url": "URL_COLUMN", "captured": "CAPTURED_COLUMN"}
"""Argument → the setting that it sets."""


def set_columns(settings: BaseSettings, arguments: Mapping[str, Any]) -> None:
    """Apply the settings that ``arguments`` of a replay stand for."""
    for argument in COLUMNS.keys() & arguments:
        settings.set(COLUMNS[argument], arguments[argument], priority="cmdline")


class ReplaySpider(Spider):
    """Replays saved pages without making requests.

    Arguments: ``pages`` is a file, folder, glob, archive, table or list of such paths; the default is the project's
    ``fixtures/``. ``site`` keeps only the pages of the site of that name; pages of other sites are counted as dropped. ``html``,
    ``url`` and ``captured`` name columns of tables, like the settings ``HTML_COLUMN``, ``URL_COLUMN`` and ``CAPTURED_COLUMN``.
    Things that are not pages are counted in the stats ``qingliu/skipped/<kind>``. With the setting ``RESUME``, pages that the
    previous run finished are taken from its journal.
    """

    name = "replay"
    arguments = ("pages", "site", *COLUMNS)
    site: str | None = None
    own_pages = FIXTURES
    """The default for ``pages``, inside the project."""
    custom_settings = OFFLINE
    opens_state = True  # when processes that clean pages have begun
    cleaner: Cleaner
    """Cleans a page by all stages, or by the first: then it goes through the others as Scrapy's item pipelines."""
    _at_once = 0
    _processes: Processes | None = None
    shortcut: ItemShortcut | None = None
    """Takes items that are ready past Scrapy; None where somebody asks for items."""

    def __init__(self, pages: str | None = None, site: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.pages = pages
        self.site = site or self.site

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Create the spider, and apply the settings that its arguments stand for."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        set_columns(crawler.settings, kwargs)
        crawler.signals.connect(spider.end_processes, scrapy_signals.spider_closed)  # it is waited for; what start() does is not
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Enable a downloader for pictures if ``IMAGES`` names a folder and pictures may be fetched."""
        super().update_settings(settings)
        if settings.get("IMAGES") and settings.getbool("IMAGES_FETCH"):
            settings.setdict(PICTURES, priority="spider")
            settings.set("DOWNLOAD_MAXSIZE", settings.getint("IMAGES_MAX_BYTES"), priority="spider")

    async def start(self) -> AsyncIterator[Draft | Item]:
        """The drafts of all pages, in the order in which they are found, or finished items if the run is resumed. Raises
        CloseSpider if the same command is already running, or if an output would replace one of the pages."""
        self._refuse_outputs()
        self._prepare()
        if self._journal:
            self._journal.open()
        async with aclosing(self._done()) as all_seen:
            async for seen in all_seen:
                if self.crawler.engine.needs_backout() or not await self._has_room():  # the run is being stopped
                    return
                if (item := self._taken(seen)) is not None:
                    yield item
                else:
                    await self._pause()
        if self.shortcut:
            self.shortcut.count()
        if self._duplicates:
            await self._duplicates.settle()

    def _refuse_outputs(self) -> None:
        """Raise CloseSpider where an output would replace a page; a command line has been refused before."""
        place, base = self._place
        for _, why in refused_outputs(self.settings, [place if base is None else str(base / place)]):
            self.logger.error("%s", printable(why))
            raise CloseSpider("output_replaces_page")

    async def end_processes(self) -> None:
        """Wait until the processes are gone that clean pages."""
        if self._processes:
            await self._processes.end()

    async def _pause(self) -> None:
        """Let others have their turn, now and then: only there a signal that stops the run is heard."""
        self._at_once += 1
        if self._at_once >= AT_ONCE:
            self._at_once = 0
            await asyncio.sleep(0)

    def _prepare(self) -> None:
        self._journal, self._duplicates = self.crawler.get_extension(Journal), self.crawler.get_extension(Duplicates)
        self._most_items = self.settings.getint("CONCURRENT_ITEMS")
        first, others_follow = first_stages(self.settings)
        self.cleaner = cleaner_of(first, self.site)
        self.shortcut = None if others_follow else ItemShortcut.of(self.crawler)
        compares = self.shortcut is not None and self.shortcut.compares
        self._work = Work(first, self.site, others_follow, self.shortcut is not None, compares)
        self._ready = makes_ready(compares)
        if self._duplicates and self.shortcut and self.shortcut.writes_json():
            self._duplicates.shortcut = self.shortcut

    def _open_state(self) -> None:
        """Open what the items are compared with, once processes clean pages, which need none of it. Raises CloseSpider."""
        if self._duplicates:
            self._duplicates.open()

    async def _seen(self) -> AsyncGenerator[Seen]:
        """What is found, and what processes made of it. Raises CloseSpider where they cannot go on."""
        seen = map(self._read, self.saved_pages(Limits.of(self.settings)))
        try:
            self._processes = Processes(Share.of(self.settings), self._work, self._open_state)
            async with aclosing(self._processes.done(seen)) as done:
                async for each in done:
                    yield each
        except NoPagesError as error:
            self.logger.error("%s", error)
        except ProcessesError as error:
            self.logger.error("No further page is replayed: %s", error)
            raise CloseSpider("workers_failed") from error

    async def _done(self) -> AsyncGenerator[Seen]:
        """What is found, with an outcome for each page: those left to this process are cleaned together."""
        waiting, size = list[Seen](), 0
        async with aclosing(self._seen()) as all_seen:
            async for seen in all_seen:
                waiting.append(seen)
                size += len(seen.data or b"")
                if len(waiting) == AT_ONCE or size >= BYTES_AT_ONCE or seen.outcome:
                    for each in with_outcomes(waiting, in_time(self._outcomes, undone(waiting))):
                        yield each
                    waiting, size = [], 0
        for each in with_outcomes(waiting, in_time(self._outcomes, undone(waiting))):
            yield each

    def _outcomes(self, pages: Sequence[PageData]) -> list[Became]:
        if self._work.begins:
            return [*self.cleaner.begin_together(pages)]
        return [cleaned.outcome for cleaned in self.cleaner.clean_together(pages)]

    def _read(self, found: Found) -> Seen:
        """The bytes of a page, and what became of it where that is known already."""
        if not isinstance(found, SavedPage):
            return Seen(found)
        try:
            data = found.read()
        except Exception as error:  # whatever it is, one bad page costs one page
            return Seen(found, None, Failed(READ, type(error).__name__, str(error)))
        return Seen(found, data, self._journal.recall(found, data) if self._journal else None)

    def _taken(self, seen: Seen) -> Draft | Item | None:
        """What goes to Scrapy's item pipelines of what was found, if anything; what is no page is counted."""
        found, data, outcome = seen
        if isinstance(found, SavedPage):
            self.crawler.stats.inc_value(PAGES)
            if outcome and self.shortcut:
                outcome = self._ready(outcome)
            return self._told(outcome, found, data) if outcome else None
        if isinstance(found, Skipped):
            self.crawler.stats.inc_value(SKIPPED + found.kind)
        else:
            self._tell(signals.pages_lost, found, reason=found.reason, pages=found.pages, size=found.size)
        return None

    @cached_property
    def slips(self) -> list[str]:
        """What whoever typed the command may have forgotten; told before the first page and after the last."""
        told = []
        if self.pages is None:
            told.append(f"no pages= was given: these are the project's own, {self.own_pages}/ (-a pages=PATH replays yours)")
        if not self.settings.getdict("FEEDS"):
            told.append("NO FEED was asked for, so the items are written nowhere (-O FILE writes them)")
        return told

    async def _has_room(self) -> bool:
        """Wait until few enough items wait for their pictures. False where the run is stopped meanwhile."""
        engine, slot = self.crawler.engine, self.crawler.engine.scraper.slot
        while slot is not None and slot.itemproc_size >= self._most_items:
            await asyncio.sleep(0.01)
            if engine.needs_backout():
                return False
        return True

    def saved_pages(self, limits: Limits) -> Iterator[Found]:
        """This run's pages. Its own feeds and what it keeps are skipped, unless they are what was asked for by name."""
        own = OwnFiles(self.settings, self.settings.getdict("FEEDS"), named(self.pages) if self.pages else ())
        for found in saved_files(*self._place):
            if found.file in own:
                yield Skipped(found.path, WRITTEN)
            else:
                yield from found.pages(limits)

    def count_pages(self) -> Iterator[int | None]:
        """Counts that add up to the number of this run's pages; None where that cannot be known."""
        return count_pages(*self._place, Limits.of(self.settings))

    @property
    def _place(self) -> tuple[str, Path | None]:
        return (self.own_pages, PROJECT) if self.pages is None else (self.pages, None)

    def parse(self, response: Response) -> Iterator[Draft]:
        """The draft of one page that Scrapy fetched: for contracts, ``scrapy parse`` and ``scrapy shell``.

        @saved_page
        @holds schema_version=2
        """
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        url = response.url if is_web_url(response.url) else None
        document = read_page(response.url, response.body, content_type=content_type, url=url)
        yield draft_of(document, self.settings.getlist("SITE_MODULES"))

    def _told(self, outcome: Became, page: SavedPage, data: bytes | None) -> Draft | Item | None:
        """What goes to Scrapy's item pipelines: the item or draft of a page; if it has none, the reason is reported."""
        if isinstance(outcome, Dropped):
            self._tell(signals.page_dropped, page, reason=outcome.reason)
        elif isinstance(outcome, Failed):
            why = {"stage": outcome.stage, "error": outcome.error, "reason": outcome.reason}
            self._tell(signals.page_failed, page, **why, data=data)
        elif isinstance(outcome, ReadyItem) and self.shortcut:
            self.shortcut.take(page.path, outcome)
        elif isinstance(outcome, Begun):
            return self._begun(outcome.item, page, data)
        elif isinstance(outcome, CleanArticle | CleanThread):
            return outcome.item
        return None

    def _begun(self, item: Any, page: SavedPage, data: bytes | None) -> Draft | Item:
        if isinstance(item, Draft):
            item.saved, item.file = data, page.file
        processor = self.crawler.engine.scraper.itemproc
        if isinstance(processor, ItemProcessor):
            processor.note_begun(item, self.cleaner.stages)
        begun: Draft | Item = item
        return begun

    def _tell(self, signal: object, page: SavedPage | Lost, **what: str | bytes | int | None) -> None:
        self.crawler.signals.send_catch_log(signal, path=page.path, **what)
