"""Cleans pages one by one in a process that can be ended, for callers without an event loop."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from crawler.pages import SavedPage
from crawler.runs.cleaning_pool import Workers
from crawler.runs.jobs import Work
from crawler.runs.ready_items import Became


@contextmanager
def guarded_cleaning(work: Work) -> Iterator[Callable[[SavedPage, bytes], Became]]:
    """Return a function that returns the outcome of a page, with a time limit that works in any thread and for any code. Raises
    :class:`crawler.runs.jobs.ProcessesError` if no process can be started."""
    with asyncio.Runner() as runner:
        workers = runner.run(Workers.started(1, work))
        try:
            yield lambda page, data: runner.run(workers.cleaned([(page._replace(load=None), data)]))[0]
        finally:
            runner.run(workers.end())
