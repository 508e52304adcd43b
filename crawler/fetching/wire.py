"""HTTP/1.1 downloads that keep every byte of request and response.

Scrapy's responses have lost the reason phrase, the order and case of header names, ``Transfer-Encoding`` and the chunks. Only the
connection has them, so they are kept there.
"""

import ipaddress
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _ScrapyAgent,
)
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future

from crawler.fetching.recording import Exchange

if TYPE_CHECKING:
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.web.iweb import IResponse

EXCHANGE = "qingliu_exchange"
"""The key in ``request.meta`` of the :class:`~crawler.fetching.recording.Exchange`, once there is a response."""


class RecordingHandler(HTTP11DownloadHandler):
    """Scrapy's handler, which also stores the exchange in ``request.meta``. For requests without a body."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = RecordingFactory

    async def download_request(self, request: Request) -> Response:
        agent = RecordingAgent(
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )
        with wrap_twisted_exceptions():
            return await maybe_deferred_to_future(agent.download_request(request))


class RecordingAgent(_ScrapyAgent):
    """Scrapy's agent, which knows both the request and, once its head has arrived, the response of the connection."""

    def _cb_bodyready(self, txresponse: Any, request: Request) -> Any:
        exchange = txresponse.exchange
        if request.meta.get("proxy"):
            exchange.ip = None
        request.meta[EXCHANGE] = exchange
        return super()._cb_bodyready(txresponse, request)


class RecordingProtocol(_LenientHTTP11ClientProtocol):
    """A connection that keeps what is sent and received in an exchange, and attaches that to the response."""

    exchange: Exchange | None = None

    def request(self, request: Any) -> "Deferred[IResponse]":
        sent = Sent()
        request.writeTo(sent)
        exchange = Exchange(request.absoluteURI.decode("ascii"), datetime.now(UTC), bytes(sent), ip=self._peer())
        self.exchange = exchange

        def attach(response: Any) -> Any:
            response.exchange = exchange
            return response

        return super().request(request).addCallback(attach)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        if self.exchange is not None and self._parser is not None:
            self.exchange.received += data
        super().dataReceived(data)  # type: ignore[no-untyped-call]

    def _peer(self) -> str | None:
        transport: Any = self.transport
        try:
            return str(ipaddress.ip_address(transport.getPeer().host))
        except (AttributeError, ValueError):
            return None


class RecordingFactory(_LenientHTTP11ClientFactory):
    """Makes :class:`RecordingProtocol` connections."""

    def buildProtocol(self, addr: "IAddress | None") -> RecordingProtocol:  # noqa: N802 - Twisted's name
        return RecordingProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class Sent(bytearray):
    """A minimal transport to which a request without a body can be written."""

    def writeSequence(self, parts: Iterable[bytes]) -> None:  # noqa: N802 - Twisted's name
        self.extend(b"".join(parts))
