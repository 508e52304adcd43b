"""The downloader for replays that fetch pictures."""

import ipaddress
from typing import Any, Self

from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.utils.defer import deferred_from_coro, maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached

from crawler.runs.offline import end_the_wait
from crawler.scrapy_internals.downloads import QueueingDownloader

STOPPED = "the run was stopped"
PRIVATE = "on a private host"


class PictureDownloader(QueueingDownloader):
    """Scrapy's own, with two differences.

    - It never holds the spider back: the spider waits for its items.
    - When the run is stopped it forgets what it has not asked for yet.
    """

    def needs_backout(self) -> bool:
        return False

    def turn_to(self, slot: Slot) -> None:
        engine = self.crawler.engine
        if engine is not None and engine.needs_backout():  # nothing but the end of the run makes it
            while slot.queue:
                slot.queue.popleft()[1].errback(IgnoreRequest(STOPPED))

    def close(self) -> None:
        super().close()
        deferred_from_coro(end_the_wait(self.crawler))


class PublicHosts:
    """Downloader middleware, the one nearest to the downloader, because of which a saved page cannot make a run ask hosts of the
    own network (loopback, private and link-local addresses), by name or by address, unless ``IMAGES_FROM_PRIVATE_HOSTS`` is set.
    Where there is a proxy between, no name is looked up."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if crawler.settings.getbool("IMAGES_FROM_PRIVATE_HOSTS"):
            raise NotConfigured
        return cls()

    async def process_request(self, request: Request) -> None:
        """Raises IgnoreRequest for a private host; whatever a name resolves to first is what Scrapy then connects to."""
        if urlparse_cached(request).scheme != "file":
            await _refuse_private(request)


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
