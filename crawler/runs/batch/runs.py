"""Lists, shows and compares the runs on record."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

import msgspec

from crawler.files.compressed import zstd
from crawler.runs.batch.report import RunReport
from crawler.runs.batch.store import Store

CHANGED_BETWEEN = """
    SELECT file.path || page.name, page.nth,
        max(CASE WHEN since <= :a AND (until IS NULL OR until > :a) THEN page.id END),
        max(CASE WHEN since <= :b AND (until IS NULL OR until > :b) THEN page.id END)
    FROM whole_page AS page JOIN whole_file AS file ON file.id = page.file
    WHERE file.job = :job AND (page.file, page.name, page.nth) IN (
        SELECT file, name, nth FROM whole_page WHERE since > :a AND since <= :b
        UNION SELECT file, name, nth FROM whole_page WHERE until > :a AND until <= :b)
    GROUP BY page.file, page.name, page.nth ORDER BY 1, 2
"""
"""Pages recorded after run a, up to and including run b → their state at the end of each."""


class NoSuchRunError(Exception):
    """There is no run with that number on record. The message lists those that exist."""


class RunLine(NamedTuple):
    """A run in a list. ``report`` is None for one that was stopped before its end."""

    run: int
    job_file: str
    job: str
    started: str
    report: RunReport | None


class ItemChange(NamedTuple):
    """An item that ``appeared``, ``vanished`` or ``changed``, with ``field: before → after`` for every field that differs."""

    kind: str
    id: str
    path: str
    headline: str
    fields: list[tuple[str, Any, Any]]


def run_lines(store: Store, job: str | None = None) -> Iterator[RunLine]:
    """Return all runs (of ``job``, if given), newest first. Raises sqlite3.Error."""
    rows = store.connection.execute(
        "SELECT run.id, job.file, job.name, started, report FROM whole_run AS run JOIN whole_job AS job ON job.id = run.job "
        "WHERE :job IS NULL OR job.name = :job ORDER BY run.id DESC",
        {"job": job},
    )
    for run, file, name, started, report in rows:
        yield RunLine(run, file, name, started, _report(report) if report else None)


def report_on_record(store: Store, run: int) -> RunReport:
    """Return the report of a run. Raises NoSuchRunError and sqlite3.Error."""
    row = store.connection.execute("SELECT report FROM whole_run WHERE id = ? AND ended IS NOT NULL", (run,)).fetchone()
    if row is None:
        raise NoSuchRunError(f"there is no run {run} on record: scrapy runs lists them")
    return _report(row[0])


def item_changes(store: Store, before: int, after: int) -> Iterator[ItemChange]:
    """Return how items changed between two runs of one job, by the paths of their pages. Raises NoSuchRunError and sqlite3.Error.

    An item whose page was replaced by one at another path has changed, at least in ``page.path``.
    """
    job = _job_of_both(store, before, after)
    rows = store.connection.execute(CHANGED_BETWEEN, {"a": before, "b": after, "job": job})
    pairs = [(_item(store, old), _item(store, new)) for _, _, old, new in rows]
    gone = {item["id"]: item for item, new in pairs if item and not new}
    came = {item["id"]: item for old, item in pairs if item and not old}
    for old, new in pairs:
        if old and new:
            yield from _changed(old, new)
        elif old and old["id"] not in came:
            yield _change("vanished", old, [])
        elif new and (moved := gone.get(new["id"])):
            yield from _changed(moved, new)
        elif new:
            yield _change("appeared", new, [])


def _job_of_both(store: Store, before: int, after: int) -> int:
    jobs = []
    for run in (before, after):
        report_on_record(store, run)
        jobs.append(store.connection.execute("SELECT job FROM whole_run WHERE id = ?", (run,)).fetchone()[0])
    if jobs[0] != jobs[1]:
        raise NoSuchRunError(f"runs {before} and {after} are of two jobs, which have no pages in common")
    return int(jobs[0])


def _item(store: Store, page: int | None) -> dict[str, Any] | None:
    """Return the item of a page on record, decoded from JSON; None if there is none."""
    row = store.connection.execute(
        "SELECT content FROM whole_item AS item JOIN whole_page AS page ON page.item = item.id WHERE page.id = ?", (page,)
    ).fetchone()
    return msgspec.json.decode(zstd.decompress(row[0])) if row else None


def _changed(old: dict[str, Any], new: dict[str, Any]) -> Iterator[ItemChange]:
    if fields := list(_differences("", old, new)):
        yield _change("changed", new, fields)


def _change(kind: str, item: dict[str, Any], fields: list[tuple[str, Any, Any]]) -> ItemChange:
    return ItemChange(kind, item["id"], item["page"]["path"], item["headline"], fields)


def _differences(path: str, old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield ``(dotted path, before, after)`` for every value that differs; None for a missing one."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in old | new:
            yield from _differences(f"{path}.{name}".lstrip("."), old.get(name), new.get(name))
    elif isinstance(old, list) and isinstance(new, list):
        for at, (was, is_now) in enumerate(zip_longest(old, new)):
            yield from _differences(f"{path}.{at}", was, is_now)
    elif old != new:
        yield path, old, new


def _report(content: bytes) -> RunReport:
    return msgspec.json.decode(zstd.decompress(content), type=RunReport)
