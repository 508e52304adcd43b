"""Worker processes that process shards. If one dies, its current page is tried again."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from pathlib import Path

from crawler.runs.batch.file_walk import AtHand, AtHandFile
from crawler.runs.batch.part import is_done
from crawler.runs.batch.shard import Shard
from crawler.runs.batch.worker import WorkerSetup, do_shard, start_worker
from crawler.runs.child_process import start_server

logger = logging.getLogger(__name__)
TRIES = 2
"""A page fails when this many workers have died on it."""
STARTS = 3
"""If this many workers in a row die before starting on a page, no more are started."""
LOOK = 0.05
"""Seconds between two checks whether the run is being stopped."""
BEGINNING = 120.0
"""Seconds that a worker may take to start on a page, unless ``patience`` is longer."""
PRELOADED = ["scrapy.cmdline", "crawler.runs.batch.worker"]
"""What the process from which workers are forked has loaded. Not this process: it has threads and an event loop."""


class WorkersError(Exception):
    """Workers die before they start on a page, so the reason cannot be a page."""


class Workers:
    """``count`` worker processes. A worker that makes no progress for ``patience`` seconds is killed; 0: never."""

    def __init__(self, count: int, setup: WorkerSetup, patience: float, is_stopping: Callable[[], bool]) -> None:
        self.count, self.setup, self.patience, self.is_stopping = count, setup, patience, is_stopping
        self.deaths = 0
        self.found: set[str] = set()
        """The names of shards finished by an earlier process."""
        self._waiting: deque[tuple[Shard, asyncio.Future[bool]]] = deque()
        self._servers: list[asyncio.Task[None]] = []

    async def finished(self, shards: Sequence[Shard]) -> AsyncIterator[Shard]:
        """Yield the shards in order as they are finished, ending at the first unfinished one if the run is being stopped. Raises
        :class:`WorkersError`, and any other error that keeps a worker from writing."""
        loop = asyncio.get_running_loop()
        futures = [(shard, loop.create_future()) for shard in shards]
        for shard, future in futures:
            if is_done(self.setup.folder, shard.name):
                self.found.add(shard.name)
                future.set_result(True)
            else:
                self._waiting.append((shard, future))
        self._servers = [asyncio.create_task(self._serve(number)) for number in range(min(self.count, len(self._waiting)))]
        try:
            for shard, future in futures:
                if not await future:
                    return
                yield shard
        finally:
            await self.end()

    async def end(self) -> None:
        """Let the workers finish their current pages, and wait for them. May be called repeatedly."""
        while self._waiting:
            self._waiting.popleft()[1].cancel()
        self.is_stopping = lambda: True
        await asyncio.gather(*self._servers, return_exceptions=True)

    async def _serve(self, number: int) -> None:
        """Run one worker, and replace it when it dies."""
        with closing(_Slot(self, self.setup.folder / f"worker-{number}")) as slot:
            while self._waiting:
                shard, future = self._waiting.popleft()
                try:
                    done = await slot.do(shard)
                except Exception as error:
                    if not future.done():  # nobody may be waiting for it any more
                        future.set_exception(error)
                else:
                    if not future.done():
                        future.set_result(done)


class _Slot:
    """One worker process at a time, which does one shard at a time."""

    def __init__(self, workers: Workers, at_hand: Path) -> None:
        self._workers, self._at_hand = workers, at_hand
        self._executor: ProcessPoolExecutor | None = None
        self._process: BaseProcess | None = None

    async def do(self, shard: Shard) -> bool:
        """Process the shard, whatever happens to the worker; return False if the run is being stopped."""
        deaths: dict[tuple[int, int, bool], int] = {}
        fatal: dict[tuple[int, int, bool], str] = {}
        starts = 0
        while not self._workers.is_stopping():
            self._at_hand.unlink(missing_ok=True)
            try:
                if await self._try(shard, fatal):
                    return True
                self.close()  # somebody told the worker to stop
            except BrokenProcessPool as broken:
                self.close()
                self._workers.deaths += 1
                at = AtHandFile.read(self._at_hand)
                if at is None:
                    starts += 1
                    if starts >= STARTS:
                        raise WorkersError("workers die before they begin with a page") from broken
                    continue
                starts = 0
                deaths[at.place] = deaths.get(at.place, 0) + 1
                logger.warning("A worker died at %s, file %d: another one continues", shard.files[at.file].path, at.file)
                if deaths[at.place] >= TRIES:
                    fatal[at.place] = f"{TRIES} workers died at it"
        return False

    async def _try(self, shard: Shard, fatal: dict[tuple[int, int, bool], str]) -> bool:
        """Return the worker's answer. Raises BrokenProcessPool when it dies, OSError if it cannot write."""
        work = self._begun(shard, fatal)
        watch = _Watch(self._workers.patience)
        was_told = False
        while not work.done():
            await asyncio.wait({work}, timeout=LOOK)
            at = AtHandFile.read(self._at_hand)
            if self._workers.is_stopping() and not was_told and at and self._process:
                was_told = True
                self._process.terminate()  # after the page at hand
            if watch.is_over(at) and self._process:
                self._process.kill()
        return work.result()

    def _begun(self, shard: Shard, fatal: dict[tuple[int, int, bool], str]) -> asyncio.Future[bool]:
        """Pass the shard to the worker, starting one if there is none."""
        others = set(active_children())
        self._executor = self._executor or ProcessPoolExecutor(1, start_server(PRELOADED), start_worker, (self._workers.setup,))
        work = asyncio.get_running_loop().run_in_executor(self._executor, do_shard, shard, dict(fatal), self._at_hand)
        self._process = next(iter(set(active_children()) - others), self._process)
        return work

    def close(self) -> None:
        """Release the worker."""
        if self._executor:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


class _Watch:
    """Checks whether a worker has been at one place, or not started, for too long."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._at: AtHand | None = None
        self._since = time.monotonic()

    def is_over(self, at: AtHand | None) -> bool:
        if at != self._at:
            self._at, self._since = at, time.monotonic()
        patience = self._patience if at else max(self._patience, BEGINNING)
        return bool(self._patience and time.monotonic() - self._since > patience)
