"""``scrapy stories`` shows which items repeat others."""

import argparse

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Prints every cluster of items that tell one story: the kept one, then those that repeat it with their differences."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "List the stories that several items tell, with their differences"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print one line of JSON per cluster")
        parser.add_argument("--full", action="store_true", help="print whole texts, not only the differences")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Exit code 1 if the state cannot be used. Raises UsageError."""
        from crawler.commands.stories import run

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        self.exitcode = run(self.settings, args, opts)
