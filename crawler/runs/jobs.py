"""How many processes clean pages, and what they are given and give. Those are loaded only where there are several."""

import os
import threading
from typing import NamedTuple

from scrapy.settings import BaseSettings

from crawler.pages import Found
from crawler.runs.ready_items import Became


class ProcessesError(Exception):
    """No process can be started that cleans pages. The message says why."""


class Work(NamedTuple):
    """What pages are cleaned for: as ``settings`` say, and of one ``site`` where that is given.

    It ``begins`` with pages that go through other stages afterwards. Otherwise it ``readies`` items for a run that ``compares``
    them or not, or gives them as they are.
    """

    settings: BaseSettings
    site: str | None = None
    begins: bool = False
    readies: bool = False
    compares: bool = False


class Seen(NamedTuple):
    """What was found; of a page its bytes, None where they could not be read, and what became of it."""

    found: Found
    data: bytes | None = None
    outcome: Became | None = None


class Share(NamedTuple):
    """How the work on pages is shared: by as many processes as ``jobs``, but not before so many pages wait as ``few``.

    Until then the process that asks cleans them itself; with 0 it cleans none.
    """

    jobs: int
    few: int

    @classmethod
    def of(cls, settings: BaseSettings) -> "Share":
        """What ``JOBS`` (0: as many as there are cores for this process) and ``JOBS_FROM`` say. Where ``MAX_PAGE_SECONDS`` is
        set and this thread gets no signals, a process of its own can be broken off, and so it cleans all pages."""
        jobs = settings.getint("JOBS") or cores()
        is_guarded = not settings.getfloat("MAX_PAGE_SECONDS") or threading.current_thread() is threading.main_thread()
        return cls(jobs, settings.getint("JOBS_FROM") if is_guarded else 0)


def cores() -> int:
    """How many there are for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
