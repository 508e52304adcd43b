"""What a run is going to do, and why: found out from the names and times of files, before any of them is opened."""

import os
import stat
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crawler.archives import SavedFile, is_archive, saved_files
from crawler.batch.history import History, KnownFile, RulesOnRecord, Signature
from crawler.batch.jobs import Job
from crawler.batch.redo import Redo
from crawler.batch.shard import Shard, ShardFile, shard_of
from crawler.terminal import encodable

PLAIN_FILES = 200
"""In one shard."""
LOOK_AGAIN: Signature = (-1, 0, 0)
"""No file has this signature."""
SETTLED = 2.0
"""Seconds. A file that was written later than that before it was looked at may be written again within one tick of its clock."""


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


def plan_of(job: Job, history: History, rules: RulesOnRecord, full: bool = False) -> Plan:
    """The plan of a run of ``job`` by ``rules``. Raises NoPagesError, OSError from the file system and sqlite3.Error."""
    redo = Redo.of(history.rules(), rules, full)
    plan, known = Plan(redo), history.files()
    touched = {} if redo.everything else history.touched(redo.sites) if redo.sites else {}
    todo = _todo(job, plan, known, touched, history)
    plan.shards = list(_shards(todo, plan, rules))
    plan.vanished = known
    return plan


def _todo(
    job: Job, plan: Plan, known: dict[str, KnownFile], touched: dict[int, dict[str | None, int]], history: History
) -> Iterator[ShardFile]:
    """The files that are to be looked at. Those that are found are taken out of ``known``."""
    seen: set[str] = set()
    for found in (file for place in job.pages for file in saved_files(place)):
        if found.path in seen:
            continue
        seen.add(found.path)
        signature, before = signature_of(found), known.pop(found.path, None)
        why = _why(signature, before, plan.redo, touched)
        plan.files[why] += 1
        if before and why == "unchanged":
            plan.unchanged += before.pages
            continue
        if before and why == "rules":
            plan.redone.update(plan.redo.reasons(before.pages, touched.get(before.id, {})))
        plan.signatures[found.path] = signature
        missing = encodable(str(found.missing)) if found.missing else None
        yield ShardFile(found.path, found.file, signature, missing, history.pages(before.id) if before else {})


def _why(signature: Signature, before: KnownFile | None, redo: Redo, touched: dict[int, dict[str | None, int]]) -> str:
    if before is None:
        return "new"
    if signature == LOOK_AGAIN or before.signature != signature:
        return "changed"
    return "rules" if redo.everything or before.id in touched else "unchanged"


def signature_of(found: SavedFile) -> Signature:
    """Size, time of the last change and inode of a file; :data:`LOOK_AGAIN` where these say nothing."""
    try:
        status = os.stat(found.file)  # noqa: PTH116 - it is text
    except (OSError, ValueError):
        return LOOK_AGAIN
    if not stat.S_ISREG(status.st_mode) or status.st_mtime > time.time() - SETTLED:
        return LOOK_AGAIN
    return status.st_size, status.st_mtime_ns, status.st_ino


def _shards(files: Iterable[ShardFile], plan: Plan, rules: RulesOnRecord) -> Iterator[Shard]:
    """Archives one by one, and other files by :data:`PLAIN_FILES`, in their order."""
    together: list[ShardFile] = []
    for file in files:
        alone = _is_archive(file)
        if together and (alone or len(together) == PLAIN_FILES):
            yield _shard(together, plan, rules)
            together = []
        if alone:
            yield _shard([file], plan, rules)
        else:
            together.append(file)
    if together:
        yield _shard(together, plan, rules)


def _shard(files: list[ShardFile], plan: Plan, rules: RulesOnRecord) -> Shard:
    return shard_of(f"{rules}", files, plan.redo.touched, plan.redo.everything is not None)


def _is_archive(file: ShardFile) -> bool:
    try:
        return os.path.isfile(file.file) and is_archive(file.file)  # noqa: PTH113
    except OSError:
        return False
