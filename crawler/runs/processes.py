"""Cleans pages in several processes, in the order in which they were found, with the same outcomes as in one."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from crawler.runs.jobs import ProcessesError, Seen, Share, Work, undone, with_outcomes

if TYPE_CHECKING:
    from crawler.runs.cleaning_pool import Workers

logger = logging.getLogger(__name__)
PAGES_AT_ONCE = 32
BYTES_AT_ONCE = 1024 * 1024
"""Bytes sent to a process at once: enough to keep the overhead low, and not too much to lose when it dies."""
BYTES_A_PAGE = 5 * 1024
"""Bytes that count as one page when counting waiting pages: a large page is as much work as many small ones."""
LARGE = 1024 * 1024
"""Bytes. Pages of this size or more are cleaned by a process that can be ended: C code that ignores signals takes time in
proportion to its input."""


class Processes:
    """Processes that clean pages. They are started when as many pages wait as ``share`` says, or for a large one.

    ``prepare`` is called once, when the caller is about to get the first page: processes, if started, have work by then.
    """

    def __init__(self, share: Share, work: Work, prepare: Callable[[], object] = lambda: None) -> None:
        self._share, self._work, self._prepare = share, work, cache(prepare)
        self._is_limited = bool(work.settings.getfloat("MAX_PAGE_SECONDS"))
        self._workers: Workers | None = None
        self._starting: asyncio.Task[Workers] | None = None
        self._ending: asyncio.Task[None] | None = None
        self._is_alone = False
        """Whether no process can be started."""

    async def done(self, seen: Iterable[Seen]) -> AsyncGenerator[Seen]:
        """Yield ``seen`` in the same order, with outcomes for pages that have bytes but no outcome, except those left to the
        caller.

        Pages are left to the caller while few are waiting, and until the started processes can clean pages. If they never can,
        all pages are left to the caller and a warning says why. Raises :class:`ProcessesError` if they could at first but no
        longer can.

        Only as much of ``seen`` is consumed as can be processed in a moment. Afterwards the processes are released, and
        :meth:`end` waits until they are gone.
        """
        coming = iter(seen)
        first: list[Seen] = []
        try:
            for each in coming:
                if each.is_undone:
                    first = [each]
                    break
                self._prepare()
                yield each
            async for each in self._shared(first, coming):
                yield each
        finally:
            self._let_go()

    async def _shared(self, first: list[Seen], coming: Iterator[Seen]) -> AsyncGenerator[Seen]:
        many = self._are_many(first, coming)
        waiting = chain(first, coming)
        if many and (self._begin() or not self._share.few):
            await self._started()
        else:
            async for each in self._meanwhile(waiting, many):
                yield each
        async for each in self._by_all(waiting):
            yield each

    def _are_many(self, first: list[Seen], coming: Iterator[Seen]) -> bool:
        """Whether there is enough work for several processes; what was consumed to find out is added to ``first``."""
        few = self._share.few
        if not first or (self._share.jobs == 1 and few):
            return False
        size = 0
        for each in coming if few else ():
            first.append(each)
            size += len(each.data or b"")
            if len(first) > few or size > few * BYTES_A_PAGE:
                return True
        return not few

    async def _meanwhile(self, coming: Iterable[Seen], many: bool) -> AsyncGenerator[Seen]:
        """Yield what arrives before the processes are running; the caller is left the pages that are not large."""
        for each in coming:
            self._prepare()
            yield await self._large(each) if self._is_large(each) else each
            if many:
                await asyncio.sleep(0)  # to start them takes some turns of the event loop, between which they wait
                if self._workers or (self._starting and self._starting.done() and await self._started()):
                    return

    def _is_large(self, seen: Seen) -> bool:
        return self._is_limited and not self._is_alone and seen.is_undone and len(seen.data or b"") >= LARGE

    async def _large(self, seen: Seen) -> Seen:
        self._begin()
        return (await self._outcomes([seen]))[0] if await self._started() else seen

    def _begin(self) -> bool:
        """Start the processes unless they are started. Returns whether that takes a moment only."""
        from crawler.runs.child_process import can_fork  # which a small run need not load
        from crawler.runs.cleaning_pool import Workers

        if not self._starting and not self._workers:
            self._starting = asyncio.create_task(Workers.started(self._share.jobs, self._work))
        return can_fork()

    async def _started(self) -> bool:
        """Wait for processes that are being started; return whether there are any."""
        if self._starting:
            try:
                self._workers = await self._starting
            except ProcessesError as error:
                logger.warning("Pages are cleaned by one process, because no others can be started: %s", error)
                self._is_alone = True
            self._starting = None
        return self._workers is not None

    async def _by_all(self, coming: Iterable[Seen]) -> AsyncGenerator[Seen]:
        begun: deque[asyncio.Task[list[Seen]]] = deque()
        parts = map(asyncio.create_task, map(self._outcomes, _together(coming)))
        try:
            while True:
                begun.extend(islice(parts, 1 + 2 * self._share.jobs - len(begun)))
                if not begun:
                    return
                await asyncio.sleep(0)  # they begin
                self._prepare()
                for each in await begun.popleft():
                    yield each
        finally:
            for task in begun:
                task.cancel()

    async def _outcomes(self, together: Sequence[Seen]) -> list[Seen]:
        if self._workers is None:
            return list(together)
        pages = [(page._replace(load=None), data) for page, data in undone(together)]  # what loads a page cannot be sent
        return with_outcomes(together, await self._workers.cleaned(pages) if pages else ())

    async def end(self) -> None:
        """Release the processes and wait until they are gone. May be called repeatedly."""
        await asyncio.shield(self._let_go())

    def _let_go(self) -> asyncio.Task[None]:
        self._ending = self._ending or asyncio.create_task(self._end())
        return self._ending

    async def _end(self) -> None:
        if self._starting:
            await asyncio.wait({self._starting})
            await self._started()
        if self._workers:
            await self._workers.end()


def _together(seen: Iterable[Seen]) -> Iterator[list[Seen]]:
    """Split the work into parts that one process is sent at once."""
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
