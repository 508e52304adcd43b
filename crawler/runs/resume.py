"""Resuming runs: each page's outcome is written to a journal as soon as it is known, and reused by the next run."""

import hashlib
import logging
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import msgspec
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured

from crawler.feeds.setup import without_password
from crawler.items import Item
from crawler.pages import SavedPage
from crawler.runs import signals
from crawler.runs.journal.entries import Dropped, EncodedItem, Entry, Failed, Outcome, PageRead, clean
from crawler.runs.journal.file import Header, JournalFile, RunningError
from crawler.runs.rules_version import plain, rules_version
from crawler.runs.terminal import encodable, printable
from crawler.runs.verdict import RESUMED, is_stored

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Page:
    """A page whose outcome is not known yet, or that waits for an earlier page to be written first."""

    read: PageRead
    is_recorded: bool
    outcome: Outcome | EncodedItem | None = None


class Journal(signals.Listener):
    """Keeps the journal of a run in the folder ``JOURNAL_DIR`` (empty: off), one file per command.

    With ``RESUME=1``, pages that the previous run finished are not cleaned again, provided that they are the same pages in the
    same order and were cleaned by the same rules. The journal is removed when everything is stored.
    """

    is_off_when_checking = True

    def __init__(self, crawler: Crawler) -> None:
        self.folder = Path(crawler.settings.get("JOURNAL_DIR") or "")
        if self.folder == Path():
            raise NotConfigured
        super().__init__(crawler)
        self.kept: Path | None = None
        """The journal, as long as there is one to resume from."""
        self._file: JournalFile | None = None
        self._is_writable = True
        self._awaited: deque[Page] = deque()

    def open(self) -> None:
        """Open the journal of this command, before its first page. Raises CloseSpider if the same command is already running."""
        command = self._command()
        path = self.folder / f"{self.crawler.spidercls.name}-{hashlib.sha256(command.encode()).hexdigest()[:16]}.journal"
        header = Header(command, rules_version(self.crawler.settings))
        try:
            self._file = JournalFile.open(path)
            self.kept = path
            if not self._goes_on(self._file, header):
                self._file.begin(header)
        except RunningError as error:
            logger.error("The same command is already running, and its journal %s is in use: nothing is done", path)
            raise CloseSpider("already_running") from error
        except OSError as error:
            self._give_up(error)

    def _command(self) -> str:
        """What identifies a command: spider, arguments, feeds (without passwords) and working directory."""
        spider = self.crawler.spider
        arguments = {name: value for name, value in vars(spider).items() if isinstance(value, str)}
        feeds = {without_password(str(uri)): options for uri, options in self.crawler.settings.getdict("FEEDS").items()}
        return plain([self.crawler.spidercls.name, arguments, feeds, str(Path.cwd())])

    def _goes_on(self, file: JournalFile, header: Header) -> bool:
        resume = self.crawler.settings.getbool("RESUME")
        if file.before is None:
            if resume:
                logger.info("There is no journal of this command: all pages are cleaned")
        elif not resume:
            logger.info("A run of this command was stopped, and RESUME=1 would have continued it: all pages are cleaned again")
        elif file.before != header:
            logger.warning("Rules, libraries or settings have changed since the stopped run: all pages are cleaned again")
        else:
            return True
        return False

    def recall(self, page: SavedPage, data: bytes) -> Outcome | None:
        """The outcome of a page in the resumed run, or None if it has to be cleaned. To be called for every page, in order."""
        read = PageRead(page.path, hashlib.sha256(data).hexdigest(), page.captured, page.modified, page.content_type, page.url)
        entry = self._recorded(read)
        self._awaited.append(Page(read, is_recorded=entry is not None))
        if entry is None or entry.outcome is None:
            return None
        self.crawler.stats.inc_value(RESUMED)
        return entry.outcome

    def _recorded(self, read: PageRead) -> Entry | None:
        if self._file is None or not self._is_writable:
            return None
        try:
            entry = self._file.next()
            if entry and entry.page != read:
                logger.warning("%s differs from the page recorded here: cleaning again from here on", printable(read.path))
                self._file.cut()
                entry = None
        except OSError as error:
            self._give_up(error)
            return None
        return entry

    def page_dropped(self, path: str, reason: str) -> None:
        self._became(path, Dropped(encodable(reason)))

    def page_failed(self, path: str, stage: str, error: str, reason: str) -> None:
        self._became(path, Failed(stage, error, encodable(reason)))

    def item_finished(self, item: Item) -> None:
        """Record an item that has passed the last stage."""
        self._became(item.page.path, clean(item))

    def item_ready(self, path: str, kind: str, json: bytes) -> None:
        """Do the same for the item of the page ``path``, which exists only as JSON."""
        self._became(path, (kind, msgspec.Raw(json)))

    def _became(self, path: str, outcome: Outcome | EncodedItem) -> None:
        """Record the outcome of a page, unless it could not be read, and write all pages that do not wait for an earlier one."""
        page = next((page for page in self._awaited if page.outcome is None and page.read.path == path), None)
        if page is None:
            return
        page.outcome = outcome
        while self._awaited and (done := self._awaited[0]).outcome is not None:
            self._awaited.popleft()
            if not done.is_recorded:
                self._write(Entry(done.read, done.outcome))  # type: ignore[arg-type]  # what is read again is an outcome

    def _write(self, entry: Entry) -> None:
        try:
            if self._file and self._is_writable:
                self._file.append(entry)
        except OSError as error:
            self._give_up(error)

    def end(self) -> None:
        """Write nothing more: a run that resumes here starts with the current page."""
        self._is_writable = False

    def _give_up(self, error: OSError) -> None:
        if self._is_writable:
            logger.warning("The journal is no longer written, RESUME=1 would continue from here: %s", error)
        self._is_writable = False

    def engine_stopped(self) -> None:
        """Close the journal, and remove it if there is nothing left to resume."""
        if self._file is None:
            return
        keep = self._file.has_pages and not is_stored(self.crawler.stats.get_stats())
        try:
            self._file.close(keep)
        except OSError as error:
            self._give_up(error)
        self._file, self.kept = None, self.kept if keep else None
