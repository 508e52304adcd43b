"""The downloader middleware that writes the WARC."""

from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

from crawler.fetching import CUT_SHORT
from crawler.fetching.recording import RecordingError
from crawler.fetching.recording_summary import EXCHANGES
from crawler.fetching.wire import EXCHANGE


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
