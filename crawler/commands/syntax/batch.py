"""``scrapy batch JOBS.yaml`` runs the jobs in a file, typically from a scheduler."""

import argparse
import os

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Processes what is new for every job, in worker processes, and records the run.

    Exit code 0 for success, 1 if an expectation failed, 2 for an invalid job file or wrong usage, 3 if items or pages were lost,
    the counts do not add up or the run was stopped, 75 if the job file is already being run.
    """

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] JOBS.yaml [JOB ...]"

    def short_desc(self) -> str:
        return "Run the jobs in a job file: clean, export and report what is new"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        help_of_jobs = f"worker processes (default: {processors}, as many as there are processors)"
        parser.add_argument("-j", "--jobs", type=int, default=processors, metavar="N", help=help_of_jobs)
        parser.add_argument("--full", action="store_true", help="process all pages again, whether they have changed or not")
        parser.add_argument("--dry-run", action="store_true", help="only print what would be done, and why")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError for an invalid setting, and for other wrong usage."""
        from crawler.commands._given import refuse_wrong_settings

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        refuse_wrong_settings(opts.set, self.settings)
        super().process_options(args, opts)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raises UsageError."""
        from crawler.commands.batch import run

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        self.exitcode = run(self.settings, args, opts)
