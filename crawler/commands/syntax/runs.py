"""``scrapy runs`` shows the recorded batch runs."""

import argparse

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Lists runs, shows the report of one, or the changes of items between two."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] [show ID | diff A B]"

    def short_desc(self) -> str:
        return "List batch runs, show one, or compare the items of two"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--job", metavar="NAME", help="list only the runs of this job")
        parser.add_argument("--json", action="store_true", help="print JSON: the report of a run, or one change per line")
        parser.add_argument("--full", action="store_true", help="print whole values, not only the differences")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Exit code 1 if there is no such run, or no readable history. Raises UsageError."""
        from crawler.commands.runs import run

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        self.exitcode = run(self.settings, args, opts)
