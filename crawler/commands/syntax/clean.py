"""``qingliu clean PAGES -o FILE`` does the same as ``scrapy crawl replay -a pages=PAGES -O FILE``."""

import argparse
import sys

from scrapy.exceptions import UsageError

from crawler.commands.syntax.crawl import Command as Crawl
from crawler.runs.terminal import printable

KEPT = ("STATE", "JOURNAL_DIR", "FAILED_PAGES_FEED")
"""Settings for what a run writes besides its feeds."""


class Command(Crawl):
    """Replays the saved pages at one place into feeds, which are replaced.

    The exit code is that of ``crawl``; 2 unless exactly one place and at least one feed are given.
    """

    def syntax(self) -> str:
        return "PAGES -o FILE [-o FILE ...] [options]"

    def short_desc(self) -> str:
        return "Clean the saved pages of a file, folder, glob or archive, and write the items"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-o",
            "-O",
            "--output",
            "--overwrite-output",
            dest="overwrite_output",
            metavar="FILE",
            action="append",
            help="write the items to FILE, in the format of its extension (or -o FILE:FORMAT); use - for stdout",
        )
        parser.add_argument("--site", metavar="NAME", help="keep only the pages of this site")
        parser.add_argument(
            "--no-state", action="store_true", help="write nothing but FILE: no state, no journal, no list of failed pages"
        )
        parser.set_defaults(output=None)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError unless exactly one place and at least one feed are given, and for whatever ``crawl`` refuses."""
        if len(args) != 1 or args[0].startswith("-"):
            unknown = "".join(f"; unknown option {printable(arg)}" for arg in args if arg.startswith("-"))
            raise UsageError(f"expected one file, folder, archive or quoted glob{unknown}", print_help=False)
        if not opts.overwrite_output:
            raise UsageError("-o FILE is required: where to write the items", print_help=False)
        opts.loglevel = opts.loglevel or "WARNING"
        opts.spargs = [*opts.spargs, f"pages={args[0]}", *([f"site={opts.site}"] if opts.site else [])]
        super().process_options(args, opts)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError for a site that looks like a misspelt one."""
        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        if opts.no_state:
            self.settings.setdict(dict.fromkeys(KEPT, ""), priority="cmdline")
        elif state := self.settings.get("STATE"):
            told = f"items are compared with those in {printable(state)}, and stored there (--no-state: neither)"
            print(told, file=sys.stderr)
        super().run(["replay"], opts)
