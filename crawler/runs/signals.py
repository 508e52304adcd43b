"""The signals that report the outcome of each page. The spider itself counts the pages, in the stat ``qingliu/pages``.

Names and arguments:

- ``page_dropped(path, reason)``: the page was read and deliberately left out.
- ``page_failed(path, stage, error, reason, data)``: no item could be made from the page. ``stage`` is where it failed (``read``,
  or the name of an item pipeline), ``error`` the name of the exception's class, ``reason`` its message, and ``data`` the bytes of
  the page, or None if they could not be read.

  The spider sends these two for its own stages; for item pipelines :class:`crawler.runs.accounting.Accounting` does.
- ``pages_lost(path, reason, pages, size)``: something in the archive ``path`` is not there any more, and nobody can name it:
  so many ``pages``, or None for an unknown number in ``size`` bytes.
- ``item_settled(item)``: the item goes to the feeds; whether it repeats another and which revision it is, is known.
  :class:`crawler.runs.duplicates.Duplicates` sends it for items that Scrapy says are scraped.
- ``items_counted(counts, samples)``: items of which these are the :class:`~crawler.runs.item_counts.ItemCounts` and, in a batch
  run, the :class:`~crawler.runs.batch.item_samples.ItemSamples` went to the feeds as JSON, where nobody but feeds of JSON Lines
  asks for more; there is no ``item_scraped`` and no ``item_settled`` of them.
- ``run_judged(verdict)``: the run is over, its feeds are closed and its numbers are in ``crawler.stats``.

A recording sends ``page_failed`` for its URLs: ``path`` is the URL or the line of the list, ``stage`` is ``fetch`` or ``urls``.
There is no signal for things in an archive that are not pages; the spider counts them in the stats ``qingliu/skipped/<kind>``.

``path`` is the item's ``page.path``. Reasons for dropping are counted by what precedes the first colon
(``duplicate: of 0123456789abcdef`` counts as ``duplicate``). All arguments are strings, except ``data``, the numbers, the item,
the counts and the :class:`~crawler.runs.verdict.Verdict`.
"""

import os
from typing import Self

from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

page_dropped = object()
page_failed = object()
pages_lost = object()
item_settled = object()
items_counted = object()
run_judged = object()
OWN = ("page_dropped", "page_failed", "pages_lost", "item_settled", "items_counted", "run_judged")
OF_SCRAPY = ("spider_opened", "item_scraped", "item_dropped", "item_error", "spider_closed", "engine_stopped", "feed_slot_closed")


class Listener:
    """An extension: methods that are called like a signal, one of these or of Scrapy, receive it. One that
    ``is_off_when_checking`` raises NotConfigured under ``scrapy check``."""

    is_off_when_checking = False

    def __init__(self, crawler: Crawler) -> None:
        if self.is_off_when_checking and "SCRAPY_CHECK" in os.environ:
            raise NotConfigured
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        listener = cls(crawler)
        for name in (*OWN, *OF_SCRAPY):
            if receiver := getattr(listener, name, None):
                crawler.signals.connect(receiver, globals().get(name) or getattr(scrapy_signals, name))
        return listener
