"""How many processes clean pages, and what they are given and give. Those are loaded only where there are several."""

import os
from typing import NamedTuple

from scrapy.settings import BaseSettings

from crawler.pages import Found
from crawler.runs.journal import Outcome


class ProcessesError(Exception):
    """No process can be started that cleans pages."""


class Seen(NamedTuple):
    """What was found; of a page its bytes, None where they could not be read, and what became of it."""

    found: Found
    data: bytes | None = None
    outcome: Outcome | None = None


def jobs_of(settings: BaseSettings) -> int:
    """How many processes the setting ``JOBS`` asks for; 0 are as many as there are cores for this one."""
    if jobs := settings.getint("JOBS", 1):
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
