"""Spiders that yield items made by hand."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import scrapy
from scrapy.exceptions import CloseSpider
from scrapy.http import Response

from crawler.items import Flag
from crawler.platforms.draft import Draft
from crawler.runs import signals
from crawler.runs.verdict import PAGES
from tests.made_items import made_draft

FLAGS: dict[str, list[Flag]] = {"generic": ["generic-site"], "silent": ["no-text", "no-headline", "generic-site"]}


class TinySpider(scrapy.Spider):
    """Does with each page what its name begins with."""

    name = "tiny"
    pages = ""

    async def start(self) -> AsyncIterator[Any]:
        for name in self.pages.split():
            if name == "wait":
                await asyncio.Event().wait()  # for ever
            for draft in self.replay(name):
                yield draft

    def replay(self, name: str) -> Iterator[Draft]:
        path = f"pages/{name}.txt"
        self.crawler.stats.inc_value(PAGES)
        if name.startswith("unread"):
            self.tell(signals.page_failed, path=path, stage="read", error="UnreadablePageError", reason="空\x1b[2J")
        elif name.startswith("skip"):
            self.tell(signals.page_dropped, path=path, reason="nothing to keep")
        elif name.startswith("boom"):
            raise RuntimeError("spider bug")
        elif name.startswith("enough"):
            raise CloseSpider("had_enough")
        elif not name.startswith("vanish"):
            draft = made_draft(name)
            draft.item.flags = FLAGS.get(name, [])
            yield draft

    def tell(self, signal: object, **about: str) -> None:
        self.crawler.signals.send_catch_log(signal, **about)


class CheckedSpider(scrapy.Spider):
    """Under contract."""

    name = "checked"
    site = "zaker"

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Draft]:
        """Gives an item.

        @saved_page
        @holds site=guancha len(images)=1 images.0.width=640 page.path=pages/a.txt url=None
        """
        assert response.url.endswith(".txt") and "/fixtures/zaker/" in response.url
        yield made_draft()


class BrokenPromiseSpider(CheckedSpider):
    """Under contracts that it does not hold."""

    name = "broken_promise"

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Draft]:
        """Gives another item than it says.

        @saved_page fixtures/zaker/004_1e31f1ecfa2aefb8.txt
        @holds site=zaker
        """
        yield made_draft()

    def parse_two(self, response: Response) -> Iterator[Draft]:
        """Gives two items.

        @saved_page
        @holds site=guancha
        """
        yield from (made_draft("a"), made_draft("b"))
