"""What a run is going to do, and why: found out from the names and times of files, before any of them is opened."""

import os
import stat
import time
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator
from dataclasses import dataclass, field
from itertools import chain

from crawler.pages import Limits, SavedFile, saved_files
from crawler.runs.batch.changed_rules import Redo
from crawler.runs.batch.history import History, KnownFile, RulesOnRecord, Signature
from crawler.runs.batch.jobs import Job
from crawler.runs.batch.shard import Shard, ShardFile
from crawler.runs.batch.sharding import shards_of
from crawler.runs.terminal import encodable

LOOK_AGAIN: Signature = (-1, 0, 0)
"""No file has this signature."""
SETTLED = 2.0
"""Seconds. A file written later than that before the plan was begun may be written again within one tick of its clock."""


@dataclass(slots=True)
class Plan:
    """``signatures`` are of the files in ``shards``; of the others ``unchanged`` pages are on record."""

    redo: Redo
    shards: list[Shard] = field(default_factory=list)
    signatures: dict[str, Signature] = field(default_factory=dict)
    files: Counter[str] = field(default_factory=Counter)
    """Why files are looked at (``new``, ``changed``, ``rules``) → how many; ``unchanged`` are not."""
    unchanged: int = 0
    vanished: dict[str, KnownFile] = field(default_factory=dict)
    redone: Counter[str] = field(default_factory=Counter)
    """Why pages on record are done again → how many, before it is known which of them have changed."""

    def count_files(self) -> int:
        return sum(self.files.values())


def plan_of(
    job: Job,
    history: History,
    rules: RulesOnRecord,
    full: bool = False,
    at_work: Callable[[], object] | None = None,
    own: Container[str] = (),
    limits: Limits | None = None,
) -> Plan:
    """The plan of a run of ``job`` by ``rules``. ``at_work`` is called when the first file is found that is to be looked at.

    Files that are the run's ``own`` are passed over, unless they are asked for by name.

    Raises NoPagesError, OSError from the file system and sqlite3.Error.
    """
    redo = Redo.of(history.rules(), rules, full)
    plan = Plan(redo)
    plan.vanished = history.files()
    touched = {} if redo.everything else history.touched(redo.sites) if redo.sites else {}
    todo = _Todo(plan, touched, history, at_work, own)
    plan.shards = list(shards_of(todo.files(job.pages), redo, f"{rules}", limits or Limits()))
    return plan


class _Todo:
    """Finds what is to be looked at, and counts in ``plan`` why. Files that are found are taken out of those that vanished."""

    def __init__(
        self,
        plan: Plan,
        touched: dict[int, dict[str | None, int]],
        history: History,
        at_work: Callable[[], object] | None,
        own: Container[str],
    ) -> None:
        self._plan, self._touched, self._history, self._at_work, self._own = plan, touched, history, at_work, own

    def files(self, places: Collection[str]) -> Iterator[ShardFile]:
        """The files that are to be looked at. Of the others, which may be very many, as little is made as can be."""
        seen: set[str] = set()
        known, touched, redo_all = self._plan.vanished, self._touched, self._plan.redo.everything is not None
        settled, files, pages = time.time() - SETTLED, 0, 0
        for found in chain.from_iterable(map(saved_files, places)):
            if found.path in seen or (found.file in self._own and found.file not in places):
                continue
            seen.add(found.path)
            signature, before = signature_of(found.file, settled), known.pop(found.path, None)
            if before and before.signature == signature != LOOK_AGAIN and not redo_all and before.id not in touched:
                files, pages = files + 1, pages + before.pages
            else:
                yield self._file(found, signature, before)
        self._plan.files["unchanged"], self._plan.unchanged = files, pages

    def _file(self, found: SavedFile, signature: Signature, before: KnownFile | None) -> ShardFile:
        if self._at_work and not self._plan.signatures:
            self._at_work()
        is_same = before is not None and before.signature == signature != LOOK_AGAIN
        self._plan.files["rules" if is_same else "changed" if before else "new"] += 1
        if before and is_same:
            self._plan.redone.update(self._plan.redo.reasons(before.pages, self._touched.get(before.id, {})))
        self._plan.signatures[found.path] = signature
        known = self._history.pages(before.id) if before else {}
        return ShardFile(found.path, found.file, signature, found.archive, found.instead, encodable(found.reason), known)


def signature_of(file: str, settled: float) -> Signature:
    """Size, time of the last change and inode of a file; :data:`LOOK_AGAIN` where these say nothing.

    That is so of a file that was written after ``settled``.
    """
    try:
        status = os.stat(file)  # noqa: PTH116 - it is text
    except (OSError, ValueError):
        return LOOK_AGAIN
    if not stat.S_ISREG(status.st_mode) or status.st_mtime > settled:
        return LOOK_AGAIN
    return status.st_size, status.st_mtime_ns, status.st_ino
