"""Scrapy's downloads: their queues, their HTTP/1.1 connections, and the error for refused pictures."""

from typing import TYPE_CHECKING

from scrapy.core.downloader import Downloader, Slot
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.pipelines.media import _MediaRequestFiltered

if TYPE_CHECKING:
    from twisted.internet.interfaces import IAddress

Connection = _LenientHTTP11ClientProtocol
"""Scrapy's HTTP/1.1 connection."""
PictureRefusedError = _MediaRequestFiltered
"""The only error for a picture that Scrapy's media pipelines do not log with its traceback."""


class ConnectionHandler(HTTP11DownloadHandler):
    """Scrapy's own handler for ``http`` and ``https``, with connections of the class ``connection``."""

    def __init__(self, crawler: Crawler, connection: type[Connection] = Connection) -> None:
        super().__init__(crawler)

        class Connections(_LenientHTTP11ClientFactory):
            def buildProtocol(self, addr: "IAddress | None") -> Connection:  # noqa: N802 - Twisted's name
                return connection(self._quiescentCallback)

        self._pool._factory = Connections


class QueueingDownloader(Downloader):
    """Scrapy's own downloader, with a hook called when it turns to a queue."""

    def turn_to(self, slot: Slot) -> None:
        """Called before requests are taken out of ``slot.queue``."""

    def _process_queue(self, slot: Slot) -> None:
        self.turn_to(slot)
        super()._process_queue(slot)
