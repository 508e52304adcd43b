"""The spider that fetches pages and keeps them in a WARC."""

from collections.abc import AsyncIterator, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

from scrapy import Request, Spider
from scrapy import signals as scrapy_signals
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import __version__
from crawler.fetching import CUT_SHORT
from crawler.fetching.recording import BadLine, RecordingError, SeenUrls, WarcFile, listed_urls
from crawler.fetching.recording_summary import FORBIDDEN, RECORDED, REPEATED, WARC_NOT_STORED
from crawler.fetching.settings import RECORDING
from crawler.runs import signals
from crawler.runs.replaced_pages import refused_outputs
from crawler.runs.verdict import URLS

FORBIDDEN_BY_ROBOTS = "Forbidden by robots.txt"  # Scrapy's words
BUILT_ON = ("Scrapy", "Twisted", "FastWARC")


class RecordSpider(Spider):
    """Fetches the URLs that a file lists, politely, and writes every exchange to a WARC.

    Arguments: ``urls`` is the list, one URL a line; ``warc`` the file to write, ``.warc.gz`` or ``.warc``; ``overwrite=1`` allows
    that one to be there already, if it was recorded. The WARC gets its name when all URLs were fetched, and is ``<warc>.part``
    until then.
    """

    name = "record"
    arguments = ("urls", "warc", "overwrite")
    custom_settings = RECORDING

    def __init__(self, urls: str = "", warc: str = "", overwrite: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls, self.warc, self.overwrite = Path(urls), Path(warc), overwrite not in {"", "0"}
        self.recording: WarcFile | None = None

    async def start(self) -> AsyncIterator[Request]:
        """A request for every URL, once. No more are made than can be sent, however long the list is."""
        try:
            self._prepare()
        except (RecordingError, OSError) as error:
            self.logger.error("Nothing is recorded: %s", error)
            return
        for request in self.requests():
            if self.crawler.engine.needs_backout():
                await self.crawler.signals.wait_for(scrapy_signals.scheduler_empty)
            yield request

    def requests(self) -> Iterator[Request]:
        """A request for every line that is a URL, and was not one before. Lines that are none are counted as failed."""
        seen = SeenUrls()
        for line in listed_urls(self.urls):
            try:
                if isinstance(line, BadLine):
                    raise ValueError(line.reason)
                request = Request(line.url, callback=self.recorded, errback=self.failed, cb_kwargs={"asked": line.url})
            except ValueError as error:
                self.crawler.stats.inc_value(URLS)
                self._fail(f"{self.urls}:{line.line}", "urls", "BadLine", str(error))
                continue
            is_new = seen.is_new(urldefrag(request.url).url)
            self.crawler.stats.inc_value(URLS if is_new else REPEATED)
            if is_new:
                yield request
        seen.close()

    def recorded(self, response: Response, asked: str) -> None:
        """Count a URL by what its last exchange, after all redirects, came to. The exchange is in the WARC already."""
        self.crawler.stats.inc_value(RECORDED + ("cut short" if CUT_SHORT in response.flags else f"status {response.status}"))

    def failed(self, failure: Failure) -> None:
        """Count a URL that has no last exchange. Raises CloseSpider where the WARC cannot be written."""
        if str(failure.value) == FORBIDDEN_BY_ROBOTS:
            self.crawler.stats.inc_value(FORBIDDEN)
            return
        asked = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]  # Scrapy sets it
        self._fail(asked, "fetch", type(failure.value).__name__, str(failure.value))
        if isinstance(failure.value, RecordingError):
            self.crawler.stats.set_value(WARC_NOT_STORED, str(failure.value))
            raise CloseSpider("warc_not_written")

    def closed(self, reason: str) -> None:
        """Give the WARC its name, unless the run was stopped before its end."""
        if self.recording is None:
            return
        try:
            if reason == "finished" or reason.startswith("closespider_"):
                self.recording.complete()
                self.logger.info("The WARC is %s", self.recording.target)
            else:
                self.recording.leave()
                self.logger.warning("What was recorded until now is in %s, which can be replayed", self.recording.part)
        except (RecordingError, OSError) as error:
            self.logger.error("The WARC is not stored: %s", error)
            self.crawler.stats.set_value(WARC_NOT_STORED, str(error))

    def _prepare(self) -> None:
        """Open the WARC, once it is known that there is a list. Raises RecordingError and OSError."""
        if self.urls == Path() or self.warc == Path():
            raise RecordingError("give -a urls=FILE and -a warc=FILE.warc.gz")
        if not self.urls.is_file():
            raise RecordingError(f"no such file: {self.urls}")
        self.urls.open("rb").close()
        for _, why in refused_outputs(self.settings, [], [str(self.urls)], [str(self.warc)]):
            raise RecordingError(why)
        about = {
            "software": " ".join([f"qingliu/{__version__}", *(f"{name}/{version(name)}" for name in BUILT_ON)]),
            "robots": "obey" if self.settings.getbool("ROBOTSTXT_OBEY") else "ignore",
            "http-header-user-agent": self.settings["USER_AGENT"],
        }
        self.recording = WarcFile.create(self.warc, about, self.overwrite)

    def _fail(self, path: str, stage: str, error: str, reason: str) -> None:
        self.crawler.signals.send_catch_log(signals.page_failed, path=path, stage=stage, error=error, reason=reason)
