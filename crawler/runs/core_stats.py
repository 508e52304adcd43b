"""Scrapy's core stats at a lower price."""

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.extensions import corestats


class CoreStats(corestats.CoreStats):
    """Scrapy's own class, but not called for every item: the accounting, which counts items anyway, sets
    ``item_scraped_count``."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        stats = super().from_crawler(crawler)
        crawler.signals.disconnect(stats.item_scraped, signals.item_scraped)
        return stats
