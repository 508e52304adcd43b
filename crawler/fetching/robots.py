"""robots.txt, obeyed by every request."""

from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser

SERVER_ERROR = 500


class RobotsUnreachableError(Exception):
    """Whether a page may be fetched cannot be known, because its site's robots.txt cannot be had. RFC 9309: then it may not."""


class ObeyRobots(RobotsTxtMiddleware):
    """Scrapy's own, with two differences.

    - Of requests that wait for the same robots.txt, Scrapy 2.19 holds only the first to it: the Deferred that all of them
      await has lost its result after that. Here each of them looks the result up.
    - Where robots.txt cannot be had, or is answered with a server error, its site is not fetched: raises
      :class:`RobotsUnreachableError`. Scrapy takes both for leave.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._unreachable: dict[str, str] = {}

    async def robot_parser(self, request: Request) -> "RobotParser | None":
        await super().robot_parser(request)
        netloc = urlparse_cached(request).netloc
        if netloc in self._unreachable:
            raise RobotsUnreachableError(self._unreachable[netloc])
        return self._parsers[netloc]  # type: ignore[return-value]  # no Deferred any more: it has been waited for

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= SERVER_ERROR:
            self._robots_error(RobotsUnreachableError(f"robots.txt: status {response.status}"), netloc)
        else:
            await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if not isinstance(exc, IgnoreRequest):
            known = isinstance(exc, RobotsUnreachableError)
            self._unreachable[netloc] = str(exc) if known else f"robots.txt: {type(exc).__name__}: {exc}"
        super()._robots_error(exc, netloc)


class DecodeRobots(HttpCompressionMiddleware):
    """Scrapy's own, which decodes bodies, for robots.txt alone; nobody reads the others."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        return super().process_response(request, response) if request.meta.get("dont_obey_robotstxt") else response
