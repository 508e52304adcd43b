"""Pages cleaned one by one by a process that can be ended, for who has no event loop."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from crawler.pages import SavedPage
from crawler.runs.cleaning_pool import Workers
from crawler.runs.jobs import Work
from crawler.runs.ready_items import Became


@contextmanager
def guarded_cleaning(work: Work) -> Iterator[Callable[[SavedPage, bytes], Became]]:
    """A function that gives what becomes of a page, whose seconds are limited in any thread and in any code.

    Raises :class:`crawler.runs.jobs.ProcessesError` where no process can be started.
    """
    with asyncio.Runner() as runner:
        workers = runner.run(Workers.started(1, work))
        try:
            yield lambda page, data: runner.run(workers.cleaned([(page._replace(load=None), data)]))[0]
        finally:
            runner.run(workers.end())
