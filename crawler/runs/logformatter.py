"""Logs single items in Scrapy: one line for failures, nothing for successes."""

import logging
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from crawler.runs.terminal import printable


def path_of(item: Any) -> str:
    """Return the path of the page that ``item`` (usually a draft) is made from."""
    page = getattr(item, "page", None)
    return str(getattr(page, "path", "an item without a page"))


class PageLogFormatter(LogFormatter):
    """Names the page and the reason, and never dumps an item."""

    def scraped(  # type: ignore[override]  # None means that nothing is logged
        self, item: Any, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult | None:
        return None

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        level = super().dropped(item, exception, response, spider)["level"]
        return {"level": level, "msg": "Dropped %s: %s", "args": (printable(path_of(item)), printable(str(exception)))}

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        reason = f"{type(exception).__name__}: {exception}"
        return {"level": logging.ERROR, "msg": "Failed %s: %s", "args": (printable(path_of(item)), printable(reason))}
