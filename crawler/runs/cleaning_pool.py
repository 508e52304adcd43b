"""Processes that clean pages, with replacements for those that die."""

import asyncio
import logging
import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from signal import Signals
from typing import Any, Self

from crawler.runs.child_process import PRELOADED, context_of_children, sendable, signals_held, without_main
from crawler.runs.cleaning import READ, PageData
from crawler.runs.cleaning_process import STAGE_BYTES, clean_pages, is_alive, outcome_of, start_cleaning
from crawler.runs.jobs import ProcessesError, Work
from crawler.runs.journal.entries import Failed
from crawler.runs.ready_items import Became
from crawler.runs.time_limit import PageTooSlowError, too_slow

logger = logging.getLogger(__name__)
TRIES = 2
"""A page fails when this many processes have died on it."""
DIED = "WorkerDiedError"
STARTS = 3
"""How many processes in a row may die before starting on a page."""
LIMIT = "MAX_PAGE_SECONDS"
OUT_OF_TIME = -int(getattr(Signals, "SIGPROF", 0))
CANNOT_START = (OSError, ImportError, pickle.PicklingError, AttributeError, TypeError)
"""The system starts no process, it has no semaphores, or a setting cannot be sent."""


class Workers:
    """``count`` processes that clean pages, replaced when they die."""

    def __init__(self, pool: "CleaningPool", count: int, work: Work) -> None:
        self._count, self._work = count, work
        self._pool: CleaningPool | None = pool
        self._starting, self._by_itself = asyncio.Lock(), asyncio.Lock()

    @classmethod
    async def started(cls, count: int, work: Work) -> Self:
        """Start processes that can do this work. Raises :class:`ProcessesError`."""
        work = work._replace(settings=sendable(work.settings))
        return cls(await CleaningPool.alive(count, work), count, work)

    async def cleaned(self, pages: list[PageData]) -> list[Became]:
        """Return the outcomes of ``pages``, even if processes die.

        If processes died twice, or one died because a page takes too long, the pages are cleaned one by one by a separate
        process.
        """
        for _ in range(TRIES):
            pool = await self._alive()
            try:
                return await pool.clean(pages)
            except BrokenProcessPool:
                if self._pool is pool:
                    self._pool = None
                    logger.warning("A process that cleans pages died: another one continues")
                if await pool.ran_out_of_time():
                    break
        async with self._by_itself:
            return await self._one_by_one(pages)

    async def _alive(self) -> "CleaningPool":
        async with self._starting:
            self._pool = self._pool or await CleaningPool.alive(self._count, self._work)
            return self._pool

    async def _one_by_one(self, pages: list[PageData]) -> list[Became]:
        """Return the outcomes of ``pages``, cleaned one at a time by a single process."""
        outcomes: list[Became] = []
        deaths, pool = 0, await CleaningPool.alive(1, self._work)
        try:
            while len(outcomes) < len(pages):
                try:
                    outcomes += await pool.clean([pages[len(outcomes)]])
                    deaths = 0
                except BrokenProcessPool:
                    deaths += 1
                    if (failed := await self._failed(pool, deaths)) is not None:
                        outcomes.append(failed)
                        deaths = 0
                    pool = await CleaningPool.alive(1, self._work)
        finally:
            await pool.end()
        return outcomes

    async def _failed(self, pool: "CleaningPool", deaths: int) -> Failed | None:
        """The failure of the page on which ``deaths`` processes died, the last one in ``pool``; None if it is tried again."""
        if await pool.ran_out_of_time():
            return Failed(pool.stage, PageTooSlowError.__name__, too_slow(self._work.settings.getfloat(LIMIT)))
        return Failed(READ, DIED, f"{TRIES} processes died at it") if deaths == TRIES else None

    async def end(self) -> None:
        """Wait until the processes are gone; their current work takes only a moment."""
        if self._pool:
            await self._pool.end()


class CleaningPool:
    """``count`` processes. If one dies, all end, and their current work raises BrokenProcessPool."""

    def __init__(self, count: int, work: Work) -> None:
        context = context_of_children(PRELOADED)  # at once: a thread would wait for its turn while this one cleans pages
        self.count, self.forks = count, context.get_start_method() == "fork"
        self._processes: list[BaseProcess] = []
        self._ending: asyncio.Task[None] | None = None
        self._stage = context.Array("c", STAGE_BYTES, lock=False) if count == 1 else None
        self._executor = ProcessPoolExecutor(count, context, start_cleaning, (work, self._stage))

    @classmethod
    async def alive(cls, count: int, work: Work) -> Self:
        """Start processes that can clean pages. Raises :class:`ProcessesError`."""
        for _ in range(STARTS):
            try:
                pool = cls(count, work)
                # a server may take a second, in which others go on; a fork made by a thread would not have its locks
                begun = pool._forked() if pool.forks else await asyncio.to_thread(pool._start)
                await asyncio.gather(*map(asyncio.wrap_future, begun))
            except BrokenProcessPool:
                await pool.end()
            except asyncio.CancelledError:
                await pool.end()
                raise
            except CANNOT_START as error:
                raise ProcessesError(str(error)) from error
            else:
                return pool
        raise ProcessesError("processes die before they begin with a page")

    def _forked(self) -> list[Future[bool]]:
        with signals_held():
            return self._start()

    def _start(self) -> list[Future[bool]]:
        others = set(active_children())
        begun = [self._submit(is_alive) for _ in range(self.count)]
        self._processes = [process for process in active_children() if process not in others]
        return begun

    def _submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        with without_main():
            return self._executor.submit(work, *given)

    async def clean(self, pages: Sequence[PageData]) -> list[Became]:
        """Return the outcomes of ``pages``. Raises BrokenProcessPool when a process dies."""
        return list(map(outcome_of, await asyncio.wrap_future(self._submit(clean_pages, pages))))

    async def ran_out_of_time(self) -> bool:
        """After a process has died, return whether that was because a page exceeded the time limit."""
        await self.end()  # who waits for them elsewhere has read what they died of
        return OUT_OF_TIME in [process.exitcode for process in self._processes]

    @property
    def stage(self) -> str:
        """The stage that the only process was in."""
        return self._stage.value.decode() if self._stage else ""

    async def end(self) -> None:
        """Wait until the processes are gone; their current work takes only a moment."""
        if self._ending is None:
            self._ending = asyncio.create_task(asyncio.to_thread(self._executor.shutdown, cancel_futures=True))
        await asyncio.shield(self._ending)
