"""An extension that holds a run at a page of which there is no item, until the test goes on."""

import time
from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler

from crawler.runs import signals

PAGE = "040.txt"
LONGEST = 120.0
"""Seconds for which it waits."""


class HeldAtAPage:
    """At :data:`PAGE` the run goes on when there is a file of the name that the setting ``PROGRESS_HELD_UNTIL`` gives."""

    def __init__(self, until: Path) -> None:
        self.until = until

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        held = cls(Path(crawler.settings["PROGRESS_HELD_UNTIL"]))
        crawler.signals.connect(held.wait, signals.page_dropped)
        crawler.signals.connect(held.wait, signals.page_failed)
        return held

    def wait(self, path: str) -> None:
        end = time.monotonic() + LONGEST
        while path.endswith(PAGE) and not self.until.exists() and time.monotonic() < end:
            time.sleep(0.01)
