"""The work of a worker process: the pages of one shard after the other, with each outcome written as soon as it is known."""

import gc
import signal
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from scrapy.settings import Settings

from crawler.pages import Limits
from crawler.runs.batch.current_page import AtHandFile
from crawler.runs.batch.file_walk import Desk
from crawler.runs.batch.page_rows import PageRows
from crawler.runs.batch.shard import Shard, done_path
from crawler.runs.batch.shard_work import ShardWork
from crawler.runs.batch.store import Store
from crawler.runs.child_process import become_child
from crawler.runs.cleaning import Cleaner
from crawler.runs.stages import cleaner_of

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


class WorkerSetup(NamedTuple):
    """The configuration of a worker. ``memory`` is how many bytes it may use; 0: no limit."""

    settings: dict[str, Any]
    site: str | None
    folder: Path
    memory: int
    compares: bool
    """Whether duplicates are looked for."""
    failed: Path | None
    """The folder for the bytes of failed pages; None if they are not kept."""
    store: Path
    job: int
    run: int


class _Worker:
    """The state of this process."""

    setup: WorkerSetup
    cleaner: Cleaner
    limits: Limits
    rows: PageRows
    is_stopping = False


def start_worker(setup: WorkerSetup) -> None:
    """Make this process a worker. SIGTERM makes it stop after the current page; it exits at once when its parent is gone."""
    become_child()
    signal.signal(signal.SIGTERM, _stop)
    if resource and setup.memory:
        resource.setrlimit(resource.RLIMIT_DATA, (setup.memory, setup.memory))
    gc.freeze()  # what is loaded stays
    _Worker.setup = setup
    _Worker.cleaner = cleaner_of(setup.settings, setup.site)
    _Worker.rows = PageRows(Store(setup.store), setup.job, setup.run)
    _Worker.limits = Limits.of(Settings(setup.settings))


def do_shard(shard: Shard, fatal: dict[tuple[int, int, bool], str], at_hand: Path) -> bool:
    """Process the rest of ``shard``; return False if asked to stop before the end. ``fatal`` places are skipped, for the given
    reason.

    Raises OSError if the part cannot be written, and sqlite3.Error if the history cannot.
    """
    if done_path(_Worker.setup.folder, shard.name).exists():  # by one that was killed before it could say so
        return True
    _Worker.cleaner.seconds.clear()
    with closing(ShardWork(shard, _Worker.setup.folder, _Worker.rows)) as work, AtHandFile(at_hand) as at:
        desk = Desk(_Worker.cleaner, _Worker.limits, at, fatal, _Worker.setup.failed, _Worker.setup.compares)
        return work.finish(desk, lambda: _Worker.is_stopping)


def _stop(number: int, frame: object) -> None:
    _Worker.is_stopping = True
