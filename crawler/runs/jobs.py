"""How many processes clean pages, and what they receive and return. Their modules are imported only if there are several."""

import os
import threading
from collections.abc import Iterable
from typing import NamedTuple

from scrapy.settings import BaseSettings

from crawler.pages import Found, SavedPage
from crawler.runs.cleaning import PageData
from crawler.runs.ready_items import Became


class ProcessesError(Exception):
    """No process for cleaning pages can be started. The message says why."""


class Work(NamedTuple):
    """What pages are cleaned for: according to ``settings``, and only those of one ``site`` if given.

    It ``begins`` pages that go through other stages afterwards. Otherwise it ``readies`` items for a run that ``compares`` them
    or not, or returns them as they are.
    """

    settings: BaseSettings
    site: str | None = None
    begins: bool = False
    readies: bool = False
    compares: bool = False


class Seen(NamedTuple):
    """What was found and its outcome; for a page also its bytes, None if they could not be read."""

    found: Found
    data: bytes | None = None
    outcome: Became | None = None

    @property
    def is_undone(self) -> bool:
        """Whether this is a page that can be cleaned and is not yet."""
        return self.data is not None and self.outcome is None


def undone(seen: Iterable[Seen]) -> list[PageData]:
    """Return those pages, with their bytes."""
    return [
        (each.found, each.data) for each in seen if each.is_undone and isinstance(each.found, SavedPage) and each.data is not None
    ]


def with_outcomes(seen: Iterable[Seen], outcomes: Iterable[Became]) -> list[Seen]:
    """Return ``seen`` with the ``outcomes`` of its :func:`undone` pages."""
    became = iter(outcomes)
    return [each._replace(outcome=next(became)) if each.is_undone else each for each in seen]


class Share(NamedTuple):
    """How the work on pages is shared: among ``jobs`` processes, but only once ``few`` pages are waiting. Until then the calling
    process cleans them itself; with 0 it cleans none."""

    jobs: int
    few: int

    @classmethod
    def of(cls, settings: BaseSettings) -> "Share":
        """Return the values of ``JOBS`` (0: the number of cores available to this process) and ``JOBS_FROM``.

        If ``MAX_PAGE_SECONDS`` is set and this thread gets no signals, a separate process cleans all pages, because it can be
        aborted.
        """
        jobs = settings.getint("JOBS") or cores()
        is_guarded = not settings.getfloat("MAX_PAGE_SECONDS") or threading.current_thread() is threading.main_thread()
        return cls(jobs, settings.getint("JOBS_FROM") if is_guarded else 0)


def cores() -> int:
    """Return the number of cores available to this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
