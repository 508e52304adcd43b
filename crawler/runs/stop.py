"""The end of a run that has no sense any more."""

from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro


def stop_run(crawler: Crawler, reason: str) -> None:
    """Have the run close after the page at hand, with ``reason`` as its ``finish_reason``; at once, and more often than once."""
    deferred_from_coro(crawler.engine.close_spider_async(reason=reason))
