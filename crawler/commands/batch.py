"""``scrapy batch JOBS.yaml``: the jobs of a file, for a scheduler."""

import argparse
import os
import sqlite3
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.pages import NoPagesError
from crawler.runs.batch.after import after_failure
from crawler.runs.batch.history import History
from crawler.runs.batch.job_file import JobFileError, read_jobs
from crawler.runs.batch.job_runs import JobRuns
from crawler.runs.batch.jobs import Job
from crawler.runs.batch.lock import AlreadyRunningError, RunLock
from crawler.runs.batch.plan import Plan
from crawler.runs.batch.run import BatchRun, now
from crawler.runs.batch.store import Store, StoreError
from crawler.runs.terminal import printable

WRONG_USAGE, LOST, ALREADY_RUNNING = 2, 3, 75


class Command(ScrapyCommand):
    """Does what is new of every job, in worker processes, and puts it on record.

    Exit code 0 when all is well, 1 when an expectation failed, 2 for a wrong job file or usage, 3 when items or pages were lost,
    the numbers do not add up or the run was stopped, 75 when the job file is being run already.
    """

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] JOBS.yaml [JOB ...]"

    def short_desc(self) -> str:
        return "Run the jobs of a job file: what is new is cleaned, exported and reported"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        help_of_jobs = f"worker processes (default: {processors}, as many as there are processors)"
        parser.add_argument("-j", "--jobs", type=int, default=processors, metavar="N", help=help_of_jobs)
        parser.add_argument("--full", action="store_true", help="do all pages again, whether they have changed or not")
        parser.add_argument("--dry-run", action="store_true", help="print what would be done, and why, and do nothing")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raises UsageError."""
        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        if not args or opts.jobs < 1:
            raise UsageError("give one job file, and -j of at least 1")
        file = Path(args[0])
        try:
            jobs = self._chosen(read_jobs(file, self.settings), args[1:])
            folder = Path(self.settings.get("BATCH_DIR"))
            with RunLock(folder / "batch" / f"{file.name}.lock", now().isoformat(timespec="seconds")):
                self.exitcode = self._run(file, jobs, folder, opts)
        except AlreadyRunningError as running:
            self._end(f"{file}: {running}", ALREADY_RUNNING)
        except JobFileError as wrong:
            self._end(str(wrong), WRONG_USAGE)
        except (StoreError, sqlite3.Error, OSError) as error:
            self._end(printable(str(error)), LOST)

    def _chosen(self, jobs: dict[str, Job], names: list[str]) -> list[Job]:
        for name in names:
            if name not in jobs:
                raise UsageError(f"there is no job {name}, but {', '.join(jobs)}", print_help=False)
        return [jobs[name] for name in names or jobs]

    def _run(self, file: Path, jobs: list[Job], folder: Path, opts: argparse.Namespace) -> int:
        assert self.settings is not None  # noqa: S101 - as above
        store = self._opened(folder / "runs.db", [] if opts.dry_run else jobs)
        try:
            runs = [
                BatchRun(
                    job, file.name, History(store, file.name, job.name), self.settings, folder / "batch" / file.name / job.name
                )
                for job in jobs
            ]
            return self._show_plans(runs, opts.full) if opts.dry_run else JobRuns(self.settings, runs, opts.jobs, opts.full).run()
        finally:
            store.close()

    def _opened(self, path: Path, jobs: list[Job]) -> Store:
        """The store at ``path``. Raises StoreError, and tells whom the ``jobs`` name of it: none of them can begin."""
        try:
            return Store(path)
        except StoreError as error:
            for job in jobs:
                after_failure(job, str(error))
            raise

    def _show_plans(self, runs: list[BatchRun], full: bool) -> int:
        code = 0
        for run in runs:
            try:
                print("\n".join(plan_lines(run.job, run.plan(full))))
            except NoPagesError as error:
                print(printable(f"{run.job.name}: {error}"), file=sys.stderr)
                code = LOST
        return code

    def _end(self, reason: str, code: int) -> None:
        print(reason, file=sys.stderr)
        self.exitcode = code


def plan_lines(job: Job, plan: Plan) -> list[str]:
    """What a run would do, and why."""
    names = {"new": "new", "changed": "changed since the last run, or to be looked at again", "rules": "to be done again"}
    lines = [f"{job.name}: {plan.count_files():,} files in {', '.join(job.pages)}"]
    lines += [f"  {plan.files[why]:,} {said}" for why, said in names.items() if plan.files[why]]
    lines += [f"    {pages:,} pages: {reason}" for reason, pages in sorted(plan.redone.items())]
    lines.append(f"  {plan.files['unchanged']:,} unchanged, with {plan.unchanged:,} pages that are done")
    lines.append(f"  {len(plan.vanished):,} vanished, with {sum(file.pages for file in plan.vanished.values()):,} pages")
    return [*map(printable, lines), f"  work: {len(plan.shards):,} shards"]
