"""Scrapy's images pipeline, adapted to store the pictures of drafts unchanged and named by their content."""

import hashlib
import logging
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, NoReturn, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.pipelines.images import ImagesPipeline
from scrapy.signals import spider_closed
from twisted.python.failure import Failure

from crawler.fetching.pictures import STOPPED
from crawler.images.perceptual import Fingerprint
from crawler.images.pixels import NotAPictureError, read_picture
from crawler.images.stored.links import ContentStore, Fingerprints, Links, Stored, path_of
from crawler.images.stored.reasons import NoPictureError, reason_of
from crawler.images.stored.saved import SavedPictures, references
from crawler.items import Image, Item, bodies_of
from crawler.pages import Limits
from crawler.platforms.draft import Draft
from crawler.runs.phases import stop_run
from crawler.runs.resume import Journal
from crawler.runs.time_limit import PageTooSlowError, TimeLimit
from crawler.runs.verdict import FAILED_FEEDS, NEAR_COPIES, PICTURES_MISSING, PICTURES_STORED, is_end

logger = logging.getLogger(__name__)
OK = 200
NOT_SAVED = "not saved with the page"


class Wanted(NamedTuple):
    """The item for Scrapy's pipeline: URLs to fetch, and the outcome of each picture."""

    urls: list[str]
    outcomes: dict[str, Stored | str]


class PictureStorage(ImagesPipeline):
    """Scrapy's images pipeline with four differences.

    - Pictures that were saved with their page are taken from there; others are fetched only if ``IMAGES_FETCH`` allows it.
    - The bytes are stored unchanged, under their SHA-256. Scrapy converts every picture to JPEG, named by its URL.
    - An unavailable picture is counted by reason, in ``qingliu/pictures/missing/<reason>``, and is not a failure.
    - Pictures are decoded by :mod:`crawler.images.pixels`, within ``IMAGES_MAX_PIXELS`` and ``MAX_PAGE_SECONDS``.

    If the folder cannot be written to, the run is stopped, and its journal ends before the current page.
    """

    STORE_SCHEMES: ClassVar[Any] = {"": ContentStore, "file": ContentStore}
    store: ContentStore  # type: ignore[assignment]  # Scrapy says any store

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        super().__init__(str(Path(settings["IMAGES"]).absolute()), crawler=crawler)
        self._is_fetching = settings.getbool("IMAGES_FETCH")
        self._max_pixels = settings.getint("IMAGES_MAX_PIXELS")
        self._saved = SavedPictures(self.store.folder, Limits.of(settings))
        self._fingerprints = Fingerprints(self.store, self._max_pixels)
        self._links = Links(self.store, self._fingerprints)
        self._time_limit = TimeLimit.of(settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        storage = cls(crawler)
        crawler.signals.connect(storage.spider_closed, spider_closed)
        return storage

    async def stored(self, draft: Draft) -> dict[str, Stored]:
        """The available pictures of ``draft``, by the ``url`` of their image. The draft is not modified."""
        images = {image.url: image for body in draft.bodies for image in body.owner.images}
        wanted = Wanted([], {url: self._from_beside(draft, image) for url, image in images.items()})
        wanted.urls.extend(url for url, outcome in wanted.outcomes.items() if self._is_fetching and isinstance(outcome, str))
        await self.process_item(wanted)
        stored = {url: outcome for url, outcome in wanted.outcomes.items() if isinstance(outcome, Stored)}
        self._links.add(stored.values())
        for outcome in wanted.outcomes.values():
            self.crawler.stats.inc_value(PICTURES_MISSING + outcome if isinstance(outcome, str) else PICTURES_STORED)
        return stored

    def fingerprint_of(self, picture: Stored) -> Fingerprint | None:
        """The fingerprint by which ``picture`` is compared."""
        return self._fingerprints.of(picture)

    def recall(self, item: Item) -> None:
        """Count and link the pictures of an item that the previous run finished."""
        for body in bodies_of(item):
            for image in body.images:
                self.crawler.stats.inc_value(
                    PICTURES_STORED if image.sha256 else PICTURES_MISSING + "missing in the previous run"
                )
                known = [image.sha256, *image.near_copies] if image.sha256 else []
                self._links.add(filter(None, map(self._known, known)))

    def spider_closed(self, reason: str) -> None:
        """If the run is complete, write which of its pictures are near-copies."""
        self._saved.close()
        try:
            if is_end(reason):
                self.crawler.stats.set_value(NEAR_COPIES, self._links.write())
        except OSError as error:
            logger.error("The list of near-copies could not be written: %s", error)
            self.crawler.stats.inc_value(FAILED_FEEDS + type(self).__name__)

    def get_media_requests(self, item: Wanted, info: Any) -> list[Request]:
        """A request for each URL, in order."""
        return [Request(url) for url in item.urls]

    def media_to_download(self, request: Request, info: Any, *, item: Any = None) -> None:
        """Always download: whether a picture is stored cannot be known from its URL."""

    async def media_downloaded(self, response: Response, request: Request, info: Any, *, item: Any = None) -> Any:
        """Store a fetched picture. Raises :class:`NoPictureError`, NotAPictureError, PageTooSlowError and OSError."""
        if response.status != OK:
            raise NoPictureError(f"status {response.status}")
        return self._kept(response.body)

    def media_failed(self, failure: Failure, request: Request, info: Any) -> NoReturn:
        """Raise :class:`NoPictureError` with the reason."""
        error = failure.value
        if isinstance(error, OSError):
            self._give_up(error)
        elif STOPPED in str(error):
            self._end_journal()
        raise NoPictureError(reason_of(error)) from error

    def item_completed(self, results: Any, item: Wanted, info: Any) -> Wanted:
        """Record the outcome of each URL."""
        for url, (is_stored, outcome) in zip(item.urls, results, strict=True):
            item.outcomes[url] = outcome if is_stored else reason_of(outcome.value)
        return item

    def _from_beside(self, draft: Draft, image: Image) -> Stored | str:
        """The picture as saved with its page, or the reason why it is missing."""
        if draft.file is None:
            return NOT_SAVED
        try:
            data = self._saved.find(draft.page.path, draft.file, references(draft.bodies, image))
            return NOT_SAVED if data is None else self._kept(data)
        except (NotAPictureError, PageTooSlowError) as error:
            return reason_of(error)
        except OSError as error:
            self._give_up(error)
            return reason_of(error)

    def _kept(self, data: bytes) -> Stored:
        """Decode a picture and store it. Raises NotAPictureError, PageTooSlowError and OSError."""
        picture = self._time_limit.run(read_picture, data, self._max_pixels)
        path, sha256 = path_of(data, picture.media_type), hashlib.sha256(data).hexdigest()
        self.store.persist_file(path, BytesIO(data), None)
        self._fingerprints.remember(sha256, picture.fingerprint)
        dhash = picture.fingerprint.dhash if picture.fingerprint else None
        return Stored(path, sha256, len(data), picture.media_type, picture.width, picture.height, dhash)

    def _known(self, sha256: str) -> Stored | None:
        try:
            return self._kept(self.store.find(sha256))
        except (OSError, NotAPictureError, PageTooSlowError):
            return None

    def _give_up(self, error: OSError) -> None:
        """Stop the run, which can be resumed here when there is space again."""
        logger.error("Pictures cannot be stored: %s", error)
        self._end_journal()
        stop_run(self.crawler, "pictures_not_writable")

    def _end_journal(self) -> None:
        if journal := self.crawler.get_extension(Journal):
            journal.end()
