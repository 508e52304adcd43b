"""Stops a run that there is no point in continuing."""

from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro


def stop_run(crawler: Crawler, reason: str) -> None:
    """Close the run after the current page, with ``reason`` as its ``finish_reason``. Returns at once; may be called
    repeatedly."""
    deferred_from_coro(crawler.engine.close_spider_async(reason=reason))
