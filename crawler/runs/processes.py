"""Pages cleaned by several processes, in the order in which they were found, and with the same outcomes as by one."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from scrapy.settings import BaseSettings

from crawler.pages import SavedPage
from crawler.runs.child_process import PRELOADED, sendable
from crawler.runs.cleaning import READ
from crawler.runs.cleaning_process import PageData, clean_pages, is_alive, outcome_of, start_cleaning
from crawler.runs.jobs import ProcessesError, Seen
from crawler.runs.journal import Failed, Outcome

logger = logging.getLogger(__name__)
PAGES_AT_ONCE = 32
BYTES_AT_ONCE = 1024 * 1024
"""What a process is sent at once: enough that sending takes little of its time, and no more than is lost when it dies."""
TRIES = 2
"""So many processes may die at one page, then it has failed."""
STARTS = 3
"""So many may die in a row before they begin with a page."""
DIED = "WorkerDiedError"


class Processes:
    """``count`` processes that clean pages as ``settings`` say, which are started with the first page that is to be cleaned."""

    def __init__(self, count: int, settings: BaseSettings, site: str | None = None) -> None:
        self.count = count
        self._given = sendable(settings), site
        self._pool: ProcessPoolExecutor | None = None
        self._alone = asyncio.Lock()

    async def done(self, seen: Iterable[Seen]) -> AsyncGenerator[Seen]:
        """The same, in the same order, with an outcome for each page that has bytes and none yet.

        Raises :class:`ProcessesError`. No more is asked of ``seen`` than the processes have to do in a moment.
        """
        begun: deque[asyncio.Task[list[Seen]]] = deque()
        try:
            for together in _together(seen):
                begun.append(asyncio.create_task(self._outcomes(together)))
                await asyncio.sleep(0)  # it begins
                if len(begun) > 2 * self.count:
                    for each in await begun.popleft():
                        yield each
            while begun:
                for each in await begun.popleft():
                    yield each
        finally:
            for task in begun:
                task.cancel()
            if self._pool:  # what it has at hand is a moment's work
                await asyncio.to_thread(self._pool.shutdown, cancel_futures=True)

    async def _outcomes(self, together: Sequence[Seen]) -> list[Seen]:
        undone = {
            at: (page._replace(load=None), data)  # what loads a page cannot be sent
            for at, (page, data, outcome) in enumerate(together)
            if isinstance(page, SavedPage) and data is not None and outcome is None
        }
        became = dict(zip(undone, await self._cleaned([*undone.values()]) if undone else (), strict=True))
        return [each._replace(outcome=became.get(at, each.outcome)) for at, each in enumerate(together)]

    async def _cleaned(self, pages: list[PageData]) -> list[Outcome]:
        """What becomes of ``pages``, though processes die; where two did, pages are cleaned one by one by one of their own."""
        for _ in range(TRIES):
            self._pool = pool = self._pool or self._started(self.count)
            try:
                return await _sent(pool, pages)
            except BrokenProcessPool:
                logger.warning("A process that cleans pages died: another goes on")
                if self._pool is pool:
                    self._pool = None
        async with self._alone:
            return await self._one_by_one(pages)

    async def _one_by_one(self, pages: list[PageData]) -> list[Outcome]:
        """What becomes of ``pages``, of which one at a time is with the only process that there is for them."""
        outcomes: list[Outcome] = []
        deaths, pool = 0, await self._alive()
        while len(outcomes) < len(pages):
            try:
                outcomes += await _sent(pool, [pages[len(outcomes)]])
                deaths = 0
            except BrokenProcessPool:
                deaths += 1
                if deaths == TRIES:
                    outcomes.append(Failed(READ, DIED, f"{TRIES} processes died at it"))
                    deaths = 0
                pool = await self._alive()
        pool.shutdown(wait=False, cancel_futures=True)
        return outcomes

    async def _alive(self) -> ProcessPoolExecutor:
        """One process that can clean a page. Raises :class:`ProcessesError`."""
        for _ in range(STARTS):
            pool = self._started(1)
            try:
                await asyncio.get_running_loop().run_in_executor(pool, is_alive)
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
            else:
                return pool
        raise ProcessesError("processes die before they begin with a page")

    def _started(self, count: int) -> ProcessPoolExecutor:
        context = get_context("forkserver")
        context.set_forkserver_preload(PRELOADED)
        return ProcessPoolExecutor(count, context, start_cleaning, self._given)


async def _sent(pool: ProcessPoolExecutor, pages: list[PageData]) -> list[Outcome]:
    return list(map(outcome_of, await asyncio.get_running_loop().run_in_executor(pool, clean_pages, pages)))


def _together(seen: Iterable[Seen]) -> Iterator[list[Seen]]:
    """Parts of it that one process is sent at once."""
    together: list[Seen] = []
    size = 0
    for each in seen:
        together.append(each)
        size += len(each.data or b"")
        if len(together) >= PAGES_AT_ONCE or size >= BYTES_AT_ONCE:
            yield together
            together, size = [], 0
    if together:
        yield together
