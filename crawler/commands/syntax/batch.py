"""``scrapy batch JOBS.yaml`` runs the jobs in a file, typically from a scheduler."""

import argparse
import os

from crawler.commands._command import ProjectCommand, option

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
JOBS_HELP = f"worker processes (default: {CORES}, as many as there are processors)"


class Command(ProjectCommand):
    """Processes what is new for every job, in worker processes, and records the run.

    Exit code 0 for success, 1 if an expectation failed, 2 for an invalid job file or wrong usage, 3 if items were lost,
    or pages by errors, the counts do not add up or the run was stopped, 75 if the job file is already being run.
    """

    arguments = "[options] JOBS.yaml [JOB ...]"
    summary = "Run the jobs in a job file: clean, export and report what is new"
    options = (
        option("-j", "--jobs", type=int, default=CORES, metavar="N", help=JOBS_HELP),
        option("--full", action="store_true", help="process all pages again, whether they have changed or not"),
        option("--dry-run", action="store_true", help="only print what would be done, and why"),
    )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError for an invalid setting, and for other wrong usage."""
        from crawler.commands._given import refuse_wrong_settings

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        refuse_wrong_settings(opts.set, self.settings)
        super().process_options(args, opts)
