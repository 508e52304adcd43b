"""The pages of a crawl and what becomes of them: recalled from the journal, made by processes or by this one."""

import logging
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing

from scrapy.exceptions import CloseSpider

from crawler.pages import Found, NoPagesError, SavedPage
from crawler.runs.cleaning import READ, Cleaner, PageData, in_time
from crawler.runs.jobs import ProcessesError, Seen, Share, Work, undone, with_outcomes
from crawler.runs.journal.entries import Failed
from crawler.runs.processes import BYTES_AT_ONCE, Processes
from crawler.runs.ready_items import Became
from crawler.runs.resume import Journal

AT_ONCE = 16
"""Pages that are cleaned together."""
logger = logging.getLogger(__name__)


class PageOutcomes:
    """Does the ``work`` on pages, in several processes or with ``cleaner`` in this one, except on those in the ``journal``. Calls
    ``open_state`` once the processes have begun, as they need none of what it opens."""

    def __init__(
        self, work: Work, cleaner: Cleaner, journal: Journal | None = None, open_state: Callable[[], None] | None = None
    ) -> None:
        self._work, self._cleaner, self._journal = work, cleaner, journal
        self._open_state = open_state or (lambda: None)
        self._processes: Processes | None = None

    async def of(self, found: Iterable[Found]) -> AsyncGenerator[Seen]:
        """What is ``found``, in order, with an outcome for each page: those left to this process are cleaned together. If there
        are no pages, the error is logged. Raises CloseSpider if the processes cannot go on."""
        waiting, size = list[Seen](), 0
        async with aclosing(self._by_processes(found)) as all_seen:
            async for seen in all_seen:
                waiting.append(seen)
                size += len(seen.data or b"")
                if len(waiting) == AT_ONCE or size >= BYTES_AT_ONCE or seen.outcome:
                    for each in with_outcomes(waiting, in_time(self._cleaned, undone(waiting))):
                        yield each
                    waiting, size = [], 0
        for each in with_outcomes(waiting, in_time(self._cleaned, undone(waiting))):
            yield each

    async def end(self) -> None:
        """Wait until the processes are gone."""
        if self._processes:
            await self._processes.end()

    async def _by_processes(self, found: Iterable[Found]) -> AsyncGenerator[Seen]:
        try:
            self._processes = Processes(Share.of(self._work.settings), self._work, self._open_state)
            async with aclosing(self._processes.done(map(self._read, found))) as done:
                async for each in done:
                    yield each
        except NoPagesError as error:
            logger.error("%s", error)
        except ProcessesError as error:
            logger.error("No further page is replayed: %s", error)
            raise CloseSpider("workers_failed") from error

    def _read(self, found: Found) -> Seen:
        """The bytes of a page, and its outcome if that is known already."""
        if not isinstance(found, SavedPage):
            return Seen(found)
        try:
            data = found.read()
        except Exception as error:  # whatever it is, one bad page costs one page
            return Seen(found, None, Failed(READ, type(error).__name__, str(error)))
        return Seen(found, data, self._journal.recall(found, data) if self._journal else None)

    def _cleaned(self, pages: Sequence[PageData]) -> list[Became]:
        if self._work.begins:
            return [*self._cleaner.begin_together(pages)]
        return [cleaned.outcome for cleaned in self._cleaner.clean_together(pages)]
