"""An extension that kills its run at a moment of settling."""

import os
import signal
from collections.abc import Callable
from typing import Any, Self

from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.runs import signals
from crawler.state.store import Store

MOMENTS = ("before add", "after add", "after add_same", "before finish", "after finish", "item 3", "closing", "stopped")
"""Methods of a store, before or after they are called; an item that is sent on; the signals of the spider and the engine."""


class KilledWhenSettling:
    """Kills the process at ``KILLED``, one of :data:`MOMENTS`. Off unless the setting says one."""

    def __init__(self, crawler: Crawler) -> None:
        when, _, what = str(crawler.settings["KILLED"]).partition(" ")
        self._left = 0
        if when in ("before", "after"):
            setattr(Store, what, _killing(getattr(Store, what), when == "before"))
        elif when == "item":
            self._left = int(what)
            crawler.signals.connect(self._item_settled, signals.item_settled)
        else:
            ends = {"closing": scrapy_signals.spider_closed, "stopped": scrapy_signals.engine_stopped}
            crawler.signals.connect(kill, ends[when])

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings["KILLED"]:
            raise NotConfigured
        return cls(crawler)

    def _item_settled(self) -> None:
        self._left -= 1
        if not self._left:
            kill()


def _killing(method: Callable[..., Any], before: bool) -> Callable[..., Any]:
    def called(*arguments: Any) -> Any:
        found = None if before else method(*arguments)
        kill()
        return found

    return called


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
