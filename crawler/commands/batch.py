"""Implements ``scrapy batch``."""

import argparse
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.files.own_files import WRITTEN
from crawler.pages import NoPagesError
from crawler.runs.batch.history import History
from crawler.runs.batch.job_file import JobFileError, read_jobs
from crawler.runs.batch.job_runs import JobRuns
from crawler.runs.batch.jobs import Job
from crawler.runs.batch.lock import AlreadyRunningError, RunLock
from crawler.runs.batch.plan import Plan
from crawler.runs.batch.report_delivery import after_failure
from crawler.runs.batch.run import BatchRun, now
from crawler.runs.batch.store import Store, StoreError
from crawler.runs.terminal import printable

WRONG_USAGE, LOST, ALREADY_RUNNING = 2, 3, 75


def run(settings: Settings, args: list[str], opts: argparse.Namespace) -> int:
    """Run a job file and return the exit code. Raises UsageError."""
    if not args or opts.jobs < 1:
        raise UsageError("expected one job file, and -j of at least 1")
    file = Path(args[0])
    try:
        jobs = _chosen(read_jobs(file, settings), args[1:])
        folder = Path(settings.get("BATCH_DIR"))
        with RunLock(folder / "batch" / f"{file.name}.lock", now().isoformat(timespec="seconds")):
            return _run(settings, jobs, file, opts)
    except AlreadyRunningError as running:
        return _end(f"{file}: {running}", ALREADY_RUNNING)
    except JobFileError as wrong:
        return _end(str(wrong), WRONG_USAGE)
    except (StoreError, sqlite3.Error, OSError) as error:
        return _end(printable(str(error)), LOST)


def _chosen(jobs: dict[str, Job], names: list[str]) -> list[Job]:
    for name in names:
        if name not in jobs:
            raise UsageError(f"unknown job {name} (jobs: {', '.join(jobs)})", print_help=False)
    return [jobs[name] for name in names or jobs]


def _run(settings: Settings, jobs: list[Job], file: Path, opts: argparse.Namespace) -> int:
    folder = Path(settings.get("BATCH_DIR"))
    with closing(_opened(folder / "runs.db", [] if opts.dry_run else jobs)) as store:
        runs = [
            BatchRun(job, file, History(store, file.name, job.name), settings, folder / "batch" / file.name / job.name)
            for job in jobs
        ]
        return _show_plans(runs, opts.full) if opts.dry_run else JobRuns(settings, runs, opts.jobs, opts.full).run()


def _opened(path: Path, jobs: list[Job]) -> Store:
    """Open the store at ``path``. Raises StoreError after alerting whom the ``jobs`` name, since none can start."""
    try:
        return Store(path)
    except StoreError as error:
        for job in jobs:
            after_failure(job, str(error))
        raise


def _show_plans(runs: list[BatchRun], full: bool) -> int:
    code = 0
    for run in runs:
        try:
            print("\n".join(plan_lines(run.job, run.plan(full))))
        except NoPagesError as error:
            print(printable(f"{run.job.name}: {error}"), file=sys.stderr)
            code = LOST
    return code


def _end(reason: str, code: int) -> int:
    print(reason, file=sys.stderr)
    return code


def plan_lines(job: Job, plan: Plan) -> list[str]:
    """What a run would do, and why."""
    names = {"new": "new", "changed": "changed since the last run, or to be checked again", "rules": "to be processed again"}
    lines = [f"{job.name}: {plan.count_files():,} files in {', '.join(job.pages)}"]
    lines += [f"  {plan.files[why]:,} {said}" for why, said in names.items() if plan.files[why]]
    lines += [f"    {pages:,} pages: {reason}" for reason, pages in sorted(plan.redone.items())]
    lines.append(f"  {plan.files['unchanged']:,} unchanged, with {plan.unchanged:,} pages that are done")
    if plan.own:
        lines.append(f"  {plan.own:,} skipped, {WRITTEN}")
    lines.append(f"  {len(plan.vanished):,} vanished, with {sum(file.pages for file in plan.vanished.values()):,} pages")
    return [*map(printable, lines), f"  work: {len(plan.shards):,} shards"]
