"""HTTP/1.1 downloads that keep every byte of request and response, and the middleware that writes them to the WARC.

Scrapy's responses have lost the reason phrase, the order and case of header names, ``Transfer-Encoding`` and the chunks. Only the
connection has them, so they are kept there.
"""

import ipaddress
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Headers, Response

from crawler.fetching import CUT_SHORT
from crawler.fetching.recording import Exchange, RecordingError
from crawler.fetching.recording_summary import EXCHANGES
from crawler.scrapy_internals.downloads import Connection, ConnectionHandler

if TYPE_CHECKING:
    from twisted.internet.defer import Deferred
    from twisted.web.iweb import IResponse

EXCHANGE = "qingliu_exchange"
"""The key in ``request.meta`` of the :class:`~crawler.fetching.recording.Exchange`, once there is a response."""
MARK = "X-Qingliu-Exchange"
"""A header that is added to a response as Scrapy sees it: which of the ``answered`` exchanges it belongs to."""
answered: dict[bytes, Exchange] = {}


class RecordingHandler(ConnectionHandler):
    """Scrapy's handler, which also stores the exchange in ``request.meta``. For requests without a body."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler, RecordingConnection)
        crawler.signals.connect(_keep_exchange, signals.headers_received)


def _keep_exchange(headers: Headers, request: Request) -> None:
    """Scrapy tells both the request and the head of its response, at once when that has arrived."""
    exchange = answered.pop(headers[MARK] or b"")
    if request.meta.get("proxy"):
        exchange.ip = None
    request.meta[EXCHANGE] = exchange


class RecordingConnection(Connection):
    """A connection that keeps what is sent and received in an exchange, and marks the response with that."""

    exchange: Exchange | None = None

    def request(self, request: Any) -> "Deferred[IResponse]":
        sent = Sent()
        request.writeTo(sent)
        exchange = Exchange(request.absoluteURI.decode("ascii"), datetime.now(UTC), bytes(sent), ip=self._peer())
        self.exchange = exchange

        def mark(response: Any) -> Any:
            number = b"%d" % id(exchange)
            answered[number] = exchange
            response.headers.setRawHeaders(MARK, [number])
            return response

        return super().request(request).addCallback(mark)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        if self.exchange is not None and self.state != "QUIESCENT":
            self.exchange.received += data
        super().dataReceived(data)  # type: ignore[no-untyped-call]

    def _peer(self) -> str | None:
        transport: Any = self.transport
        try:
            return str(ipaddress.ip_address(transport.getPeer().host))
        except (AttributeError, ValueError):
            return None


class Sent(bytearray):
    """A minimal transport to which a request without a body can be written."""

    def writeSequence(self, parts: Iterable[bytes]) -> None:  # noqa: N802 - Twisted's name
        self.extend(b"".join(parts))


class RecordExchanges:
    """Writes every exchange to the spider's WARC. It is the middleware nearest to the downloader, so that responses are
    unmodified.

    A truncated response is requested again; only the last attempt is written, as ``WARC-Truncated: disconnect``. Raises
    :class:`RecordingError` if it cannot be written.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        exchange = request.meta.pop(EXCHANGE)
        spider: Any = self.crawler.spider  # only recording spiders have this middleware
        if CUT_SHORT in response.flags:
            if again := get_retry_request(request, spider=spider, reason="body cut short"):
                return again
            exchange.truncated = "disconnect"
        try:
            spider.recording.write(exchange)
        except OSError as error:
            raise RecordingError(f"the WARC cannot be written: {error}") from error
        self.crawler.stats.inc_value(EXCHANGES)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Discard a failed exchange, so that a later attempt does not use it."""
        request.meta.pop(EXCHANGE, None)
