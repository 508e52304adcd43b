"""The downloader for replays that fetch pictures."""

import ipaddress
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro, maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached

from crawler.runs.offline import end_the_wait

STOPPED = "the run was stopped"
PRIVATE = "on a private host"


class PictureDownloader(Downloader):
    """Scrapy's downloader with three differences.

    - Saved pages cannot make it access hosts in the local network (loopback, private and link-local addresses), by name or by
      address, unless ``IMAGES_FROM_PRIVATE_HOSTS`` is set. If a proxy is used, names are not resolved.
    - It never holds the spider back: the spider waits for its items.
    - When the run is stopped, it drops the requests that it has not sent yet.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._is_private_allowed = self.settings.getbool("IMAGES_FROM_PRIVATE_HOSTS")

    async def _enqueue_request(self, request: Request) -> Response:
        """Raise IgnoreRequest for a private host; Scrapy then connects to the address that the name resolved to here."""
        if not self._is_private_allowed and urlparse_cached(request).scheme != "file":
            await _refuse_private(request)
        return await super()._enqueue_request(request)

    def needs_backout(self) -> bool:
        return False

    def _process_queue(self, slot: Slot) -> None:
        if self._is_stopping():
            while slot.queue:
                slot.queue.popleft()[1].errback(IgnoreRequest(STOPPED))
        super()._process_queue(slot)

    def _is_stopping(self) -> bool:
        engine = self.crawler.engine
        return engine is not None and engine._slot is not None and engine._slot.closing is not None

    def close(self) -> None:
        super().close()
        deferred_from_coro(end_the_wait(self.crawler))


async def _refuse_private(request: Request) -> None:
    host = urlparse_cached(request).hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        if request.meta.get("proxy"):
            return
        from twisted.internet import reactor

        resolver: Any = reactor
        address = ipaddress.ip_address(await maybe_deferred_to_future(resolver.resolve(host)))
    if not address.is_global:
        raise IgnoreRequest(PRIVATE)
