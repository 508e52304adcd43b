"""An extension that wants to see every item that was scraped."""

from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured


class Listening:
    """Makes a file ``heard`` when the first comes. Off unless the setting ``LISTENING`` is on."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("LISTENING"):
            raise NotConfigured
        listening = cls()
        crawler.signals.connect(listening.item_scraped, signals.item_scraped)
        return listening

    def item_scraped(self, item: object) -> None:
        Path("heard").touch()
