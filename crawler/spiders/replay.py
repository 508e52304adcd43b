"""The spider that replays saved pages of any site."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
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
from crawler.pages import Found, Limits, Skipped, count_pages, named, saved_files
from crawler.platforms.draft import Draft
from crawler.platforms.registry import draft_of
from crawler.readers import read_page
from crawler.runs.duplicates import Duplicates
from crawler.runs.jobs import Work
from crawler.runs.offline import OFFLINE
from crawler.runs.outcome_delivery import OutcomeDelivery
from crawler.runs.page_outcomes import PageOutcomes
from crawler.runs.replaced_pages import refused_outputs
from crawler.runs.resume import Journal
from crawler.runs.stages import cleaner_of, first_stages
from crawler.runs.terminal import printable

PROJECT = Path(__file__).parents[2]
FIXTURES = "fixtures"
BETWEEN_TURNS = 16
"""Pages that become no item of Scrapy's between two turns of the event loop."""
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
    _since_turn = 0
    _outcomes: PageOutcomes | None = None

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
        journal, duplicates = self.crawler.get_extension(Journal), self.crawler.get_extension(Duplicates)
        first, others_follow = first_stages(self.settings)
        cleaner = cleaner_of(first, self.site)
        delivery = OutcomeDelivery(self.crawler, cleaner.stages, others_follow)
        work = Work(first, self.site, others_follow, delivery.readies, delivery.compares)
        self._outcomes = PageOutcomes(work, cleaner, journal, duplicates.open if duplicates else None)
        if journal:
            journal.open()
        async with aclosing(self._outcomes.of(self.saved_pages(Limits.of(self.settings)))) as outcomes:
            async for each in outcomes:
                if self.crawler.engine.needs_backout() or not await self._has_room():  # the run is being stopped
                    return
                if (item := delivery.item_of(each)) is not None:
                    yield item
                else:
                    await self._pause()
        delivery.close()
        if duplicates:
            await duplicates.settle()

    def _refuse_outputs(self) -> None:
        """Raise CloseSpider where an output would replace a page; a command line has been refused before."""
        place, base = self._place
        for _, why in refused_outputs(self.settings, [place if base is None else str(base / place)]):
            self.logger.error("%s", printable(why))
            raise CloseSpider("output_replaces_page")

    async def end_processes(self) -> None:
        """Wait until the processes are gone that clean pages."""
        if self._outcomes:
            await self._outcomes.end()

    async def _pause(self) -> None:
        """Let others have their turn, now and then: only there a signal that stops the run is heard."""
        self._since_turn += 1
        if self._since_turn >= BETWEEN_TURNS:
            self._since_turn = 0
            await asyncio.sleep(0)

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
        engine, slot, most = self.crawler.engine, self.crawler.engine.scraper.slot, self.settings.getint("CONCURRENT_ITEMS")
        while slot is not None and slot.itemproc_size >= most:
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
