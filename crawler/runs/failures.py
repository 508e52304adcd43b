"""Failed pages are listed in a file, and their bytes kept if wanted."""

import hashlib
import logging
import os
from pathlib import Path
from typing import IO, TypeAlias

import msgspec
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.files.atomic_file import AtomicFile, write_once
from crawler.runs import signals
from crawler.runs.cleaning import READ
from crawler.runs.phases import stop_run
from crawler.runs.terminal import encodable
from crawler.runs.verdict import FAILED_FEEDS, PAGES, URLS, is_end

Row: TypeAlias = dict[str, str | int | None]
logger = logging.getLogger(__name__)


class Failures(signals.Listener):
    """Writes every failed page to the JSON Lines file named by the setting ``FAILED_PAGES_FEED`` (empty: off).

    A line is ``{page, stage, error, reason}``. The file is stored when the run is complete, and replaces the one from the
    previous run; if pages were seen and none failed, that one is removed. For pages lost in an archive (``error`` is ``Lost``),
    ``page`` is the archive, ``lost`` the number of pages or null, and ``bytes`` the number of damaged bytes.

    With ``KEEP_FAILED_PAGES``, the page's bytes are saved in that folder under their SHA-256, and ``kept`` is the file's name, or
    null if the bytes could not be read or exceed ``MAX_PAGE_BYTES``.
    """

    is_off_when_checking = True

    def __init__(self, crawler: Crawler) -> None:
        path, folder = (crawler.settings.get(name) for name in ("FAILED_PAGES_FEED", "KEEP_FAILED_PAGES"))
        if not (path or folder):
            raise NotConfigured
        super().__init__(crawler)
        self.folder = Path(folder) if folder else None
        self._feed = AtomicFile(Path(path or os.devnull))
        self._file: IO[bytes] | None = None
        self._is_lost = False

    def page_failed(self, path: str, stage: str, error: str, reason: str, data: bytes | None = None) -> None:
        """Write a line; if that fails, stop the run."""
        record: Row = {"page": encodable(path), "stage": stage, "error": error, "reason": encodable(reason)}
        try:
            if self.folder:
                record["kept"] = kept(self.folder, data) if data is not None else None
        except OSError as full:
            self._give_up(full)
        else:
            self._write(record)

    def pages_lost(self, path: str, reason: str, pages: int | None, size: int) -> None:
        """Write a line; if that fails, stop the run."""
        self._write(
            {"page": encodable(path), "stage": READ, "error": "Lost", "reason": encodable(reason), "lost": pages, "bytes": size}
        )

    def _write(self, record: Row) -> None:
        try:
            self._file = self._file or self._feed.open()
            self._file.write(msgspec.json.encode(record) + b"\n")
        except OSError as full:
            self._give_up(full)

    def _give_up(self, error: OSError) -> None:
        if not self._is_lost:
            self._is_lost = True
            logger.error("Failed pages cannot be set aside: %s", error)
            self.crawler.stats.set_value(FAILED_FEEDS + type(self).__name__, 1)
            stop_run(self.crawler, "failed_pages_not_writable")

    def spider_closed(self, reason: str) -> None:
        """Store the file if the run is complete."""
        try:
            if is_end(reason) and not self._is_lost:
                self._feed.store()
                if self._file is None and self._saw_pages() and self._feed.path.is_file():
                    self._feed.path.unlink(missing_ok=True)
        except OSError as error:
            self._give_up(error)
        finally:
            self._feed.discard()

    def _saw_pages(self) -> bool:
        stats = self.crawler.stats
        return bool(stats.get_value(PAGES) or stats.get_value(URLS))


def kept(folder: Path, data: bytes) -> str:
    """Write ``data`` to a file in ``folder``, unless it is there already, and return the file's name. Raises OSError."""
    name = hashlib.sha256(data).hexdigest()
    write_once(folder / name, data)
    return name
