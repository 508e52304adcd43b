"""Failed pages kept aside."""

import logging
import os
from io import FileIO
from pathlib import Path
from typing import Self

import msgspec
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler import signals
from crawler.extensions.verdict import FAILED_FEEDS, PAGES, URLS

logger = logging.getLogger(__name__)


class Failures:
    """Writes every failed page to the JSON Lines file that the setting ``FAILED_PAGES_FEED`` names (empty: off).

    A line is ``{page, stage, error, reason}``. The file is made, with its folder, at the first failure and at any moment
    holds every failure so far. It replaces the one of the run before; a run that saw pages and failed none removes that.
    """

    def __init__(self, crawler: Crawler) -> None:
        path = crawler.settings.get("FAILED_PAGES_FEED")
        if not path or "SCRAPY_CHECK" in os.environ:
            raise NotConfigured
        self.crawler = crawler
        self.path = Path(path)
        self._file: FileIO | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        failures = cls(crawler)
        crawler.signals.connect(failures.page_failed, signals.page_failed)
        crawler.signals.connect(failures.engine_stopped, scrapy_signals.engine_stopped)
        return failures

    def page_failed(self, path: str, stage: str, error: str, reason: str) -> None:
        """Write a line. When that cannot be done, it is counted as a feed that could not be stored."""
        record = {"page": path, "stage": stage, "error": error, "reason": reason}
        try:
            self._open().write(msgspec.json.encode({name: _encodable(value) for name, value in record.items()}) + b"\n")
        except OSError:
            logger.exception("A failed page is not kept aside")
            self.crawler.stats.set_value(FAILED_FEEDS + type(self).__name__, 1)

    def _open(self) -> FileIO:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("wb", buffering=0)
        return self._file

    def engine_stopped(self) -> None:
        if self._file is not None:
            self._file.close()
        elif self.crawler.stats.get_value(PAGES) or self.crawler.stats.get_value(URLS):
            self.path.unlink(missing_ok=True)


def _encodable(text: str) -> str:
    """``text`` with the bytes of a file name that is no UTF-8 as ``\\udcXX``."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
