"""Obeys robots.txt for every request."""

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
    """A page must not be fetched because its site's robots.txt is unavailable (RFC 9309)."""


class ObeyRobots(RobotsTxtMiddleware):
    """Scrapy's middleware with two differences.

    - If several requests wait for the same robots.txt, Scrapy 2.19 applies it only to the first: the Deferred that all of them
      await has then lost its result. Here each request looks up the result.
    - If robots.txt is unavailable, or answered with a server error, the site is not fetched: raises
      :class:`RobotsUnreachableError`. Scrapy treats both as permission.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._unreachable: dict[str, str] = {}

    async def robot_parser(self, request: Request) -> "RobotParser | None":
        await super().robot_parser(request)
        netloc = urlparse_cached(request).netloc
        if netloc in self._unreachable:
            raise RobotsUnreachableError(self._unreachable[netloc])
        return self._parsers[netloc]  # type: ignore[return-value]  # no longer a Deferred: it has been awaited

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
    """Scrapy's middleware for decompressing bodies, only for robots.txt; other bodies are not read."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        return super().process_response(request, response) if request.meta.get("dont_obey_robotstxt") else response
