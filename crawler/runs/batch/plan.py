"""Plans what a run will do and why, from the names and times of files, before any of them is opened; and which unchanged pages
are cleaned again because the rules that apply to them changed."""

import os
import stat
import time
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple, Self

from crawler.pages import Limits, SavedFile, saved_files
from crawler.runs.batch.history import History, KnownFile, RulesOnRecord, Signature
from crawler.runs.batch.jobs import Job
from crawler.runs.batch.shard import Shard, ShardFile, shard_of, together_in_shards
from crawler.runs.terminal import encodable

NOBODYS = "pages of no site's file"
LOOK_AGAIN: Signature = (-1, 0, 0)
"""No file has this signature."""
SETTLED = 2.0
"""Seconds. A file written later than this before the plan began may be written again within one tick of its clock."""


class Redo(NamedTuple):
    """What to clean again: ``everything`` is the reason if it is all pages; ``sites`` have a file changed, added or removed."""

    everything: str | None
    sites: frozenset[str] = frozenset()

    @classmethod
    def of(cls, before: RulesOnRecord | None, now: RulesOnRecord, full: bool) -> Self:
        """Return what is cleaned again with the rules of ``now``, after a run with those of ``before``."""
        if before is None:
            return cls(None)
        if full:
            return cls("asked for by --full")
        if before.schema_version != now.schema_version:
            return cls(f"schema version {before.schema_version} → {now.schema_version}")
        if before.rules.shared != now.rules.shared:
            return cls("code, libraries or settings changed that all sites share")
        names = before.rules.sites.keys() | now.rules.sites.keys()
        return cls(None, frozenset(name for name in names if before.rules.sites.get(name) != now.rules.sites.get(name)))

    @property
    def touched(self) -> frozenset[str | None]:
        """The sites whose pages are cleaned again; None stands for pages that no site file was used for."""
        return frozenset({*self.sites, None}) if self.sites else frozenset()

    def reason(self, site: str | None) -> str:
        """Return why the pages of ``site`` are cleaned again."""
        if self.everything:
            return self.everything
        return f"rules of {site} changed" if site else f"rules of {', '.join(sorted(self.sites))} changed: {NOBODYS}"

    def reasons(self, pages: int, touched: Mapping[str | None, int]) -> dict[str, int]:
        """Return how many of a file's ``pages`` are cleaned again for each reason."""
        if self.everything:
            return {self.everything: pages}
        return {self.reason(site): count for site, count in touched.items()}


@dataclass(slots=True)
class Plan:
    """The plan of a run: ``signatures`` are of the files in ``shards``; the other files have ``unchanged`` pages on record."""

    redo: Redo
    shards: list[Shard] = field(default_factory=list)
    signatures: dict[str, Signature] = field(default_factory=dict)
    files: Counter[str] = field(default_factory=Counter)
    """Files by the reason for looking at them (``new``, ``changed``, ``rules``), or ``unchanged`` for those that are skipped."""
    unchanged: int = 0
    own: int = 0
    """Files among the pages that the run writes itself, which are skipped."""
    vanished: dict[str, KnownFile] = field(default_factory=dict)
    redone: Counter[str] = field(default_factory=Counter)
    """Pages on record to be cleaned again, by the reason; which of them have changed is not known yet."""

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
    workers: int = 1,
) -> Plan:
    """Return the plan of a run of ``job`` with ``rules`` by so many ``workers``. ``at_work`` is called when the first file to
    look at is found.

    Files that are the run's ``own`` are skipped. Raises NoPagesError, OSError from the file system and
    sqlite3.Error.
    """
    redo = Redo.of(history.rules(), rules, full)
    plan = Plan(redo)
    plan.vanished = history.files()
    touched = {} if redo.everything else history.touched(redo.sites) if redo.sites else {}
    todo = _Todo(plan, touched, history, at_work, own)
    together = together_in_shards(todo.files(job.pages), limits or Limits(), workers)
    given = redo.touched, redo.everything is not None
    plan.shards = [shard_of(f"{rules}", files, *given, part, parts) for files, parts in together for part in range(parts)]
    return plan


class _Todo:
    """Finds what to look at and counts the reasons in ``plan``. Files that are found are removed from those that vanished."""

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
        """Yield the files to look at. As little as possible is done for the others, of which there may be very many."""
        seen: set[str] = set()
        known, touched, redo_all = self._plan.vanished, self._touched, self._plan.redo.everything is not None
        settled, files, pages = time.time() - SETTLED, 0, 0
        for found in chain.from_iterable(map(saved_files, places)):
            if found.path in seen:
                continue
            seen.add(found.path)
            if found.file in self._own:
                self._plan.own += 1
                continue
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
    """Return a file's size, modification time and inode; :data:`LOOK_AGAIN` if these prove nothing, as for a file written after
    ``settled``."""
    try:
        status = os.stat(file)  # noqa: PTH116 - it is text
    except (OSError, ValueError):
        return LOOK_AGAIN
    if not stat.S_ISREG(status.st_mode) or status.st_mtime > settled:
        return LOOK_AGAIN
    return status.st_size, status.st_mtime_ns, status.st_ino
