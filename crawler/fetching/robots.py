"""Obeys robots.txt for every request."""

import asyncio
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler, load_object

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser

SERVER_ERROR = 500


class RobotsUnreachableError(Exception):
    """A page must not be fetched because its site's robots.txt is unavailable (RFC 9309)."""


class ObeyRobots(RobotsTxtMiddleware):
    """Scrapy's own, except that it asks for each robots.txt itself.

    - Where robots.txt cannot be had, or is answered with a server error, its site is not fetched: raises
      :class:`RobotsUnreachableError`. Scrapy takes both for leave.
    - All requests that wait for the same robots.txt are held to it; Scrapy 2.19 holds only the first.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._parser: type[RobotParser] = load_object(crawler.settings["ROBOTSTXT_PARSER"])
        self._answers: dict[str, asyncio.Future[RobotParser | None]] = {}

    async def robot_parser(self, request: Request) -> "RobotParser | None":
        site = urlparse_cached(request)
        if site.netloc not in self._answers:
            self._answers[site.netloc] = asyncio.ensure_future(self._ask(f"{site.scheme}://{site.netloc}/robots.txt"))
        return await asyncio.shield(self._answers[site.netloc])

    async def _ask(self, url: str) -> "RobotParser | None":
        self.crawler.stats.inc_value("robotstxt/request_count")
        request = Request(url, priority=self.DOWNLOAD_PRIORITY, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK)
        try:
            response = await self.crawler.engine.download_async(request)
        except IgnoreRequest:
            return None
        except Exception as error:
            raise RobotsUnreachableError(f"robots.txt: {type(error).__name__}: {error}") from error
        self.crawler.stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if response.status >= SERVER_ERROR:
            raise RobotsUnreachableError(f"robots.txt: status {response.status}")
        return build_from_crawler(self._parser, self.crawler, response.body)


class DecodeRobots(HttpCompressionMiddleware):
    """Scrapy's middleware for decompressing bodies, only for robots.txt; other bodies are not read."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        return super().process_response(request, response) if request.meta.get("dont_obey_robotstxt") else response
