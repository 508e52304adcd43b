"""``scrapy revisions ID`` shows earlier versions of an item."""

import argparse

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Lists every revision that was replaced by a newer one, or the revisions of an item, or prints the differences between two
    of them by paragraph."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[ID [A B]]"

    def short_desc(self) -> str:
        return "List what was revised, the revisions of an item, or the differences between two of them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--full", action="store_true", help="print whole texts, not only the differences")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Exit code 1 if the state cannot be used or the item is unknown. Raises UsageError."""
        from crawler.commands.revisions import run

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        self.exitcode = run(self.settings, args, opts)
