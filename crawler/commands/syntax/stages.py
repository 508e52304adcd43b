"""``scrapy stages PAGE`` shows what every item pipeline does to one saved page."""

import argparse

from scrapy.commands import ScrapyCommand

START = "draft"
"""The result of the site's file, before any stage."""


class Command(ScrapyCommand):
    """Prints, for each stage, the blocks that were removed, added and changed, the fields that changed, and the removals; then
    the item as a reader would see it, with removals in their places."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] PAGE"

    def short_desc(self) -> str:
        return "Show what every item pipeline does to a saved page"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--stage", metavar="NAME", help=f"show only this stage: {START}, or the name of a pipeline's file")
        parser.add_argument("--full", action="store_true", help="show whole texts, and the item as JSON after each stage")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Exit code 1 if the page cannot be read or is empty; exceptions of stages are propagated. Raises UsageError."""
        from crawler.commands.stages import run

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        self.exitcode = run(self.settings, args, opts)
