"""An extension that holds a run at a page of which there is no item, until the test goes on or is over."""

import os
import signal
import time
from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler

from crawler.runs import signals

PAGE = "040.txt"


class HeldAtAPage:
    """At :data:`PAGE` the run goes on when there is a file of the name that the setting ``PROGRESS_HELD_UNTIL`` gives, and is
    interrupted before as often as ``PROGRESS_INTERRUPTED`` says."""

    def __init__(self, until: Path, interrupted: int) -> None:
        self.until, self.interrupted = until, interrupted

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        held = cls(Path(crawler.settings["PROGRESS_HELD_UNTIL"]), crawler.settings.getint("PROGRESS_INTERRUPTED"))
        crawler.signals.connect(held.wait, signals.page_dropped)
        crawler.signals.connect(held.wait, signals.page_failed)
        return held

    def wait(self, path: str) -> None:
        if path.endswith(PAGE):
            for _ in range(self.interrupted):
                signal.raise_signal(signal.SIGINT)
            parent = os.getppid()
            while not self.until.exists() and os.getppid() == parent:
                time.sleep(0.01)
