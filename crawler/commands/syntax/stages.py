"""``scrapy stages PAGE``: what every item pipeline does to one saved page."""

import argparse

from scrapy.commands import ScrapyCommand

START = "draft"
"""What the site's file makes of a page, before any stage."""


class Command(ScrapyCommand):
    """Prints, stage by stage, the blocks that left, came and changed, the fields that changed, and what was removed; then the
    item as a reader would read it, with what was removed in its place."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] PAGE"

    def short_desc(self) -> str:
        return "Show what every item pipeline does to a saved page"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--stage", metavar="NAME", help=f"show this stage only: {START}, or the name of a pipeline's file")
        parser.add_argument("--full", action="store_true", help="show whole texts, and the item as JSON after each stage")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Exit code 1 when the page cannot be read or holds nothing; an exception of a stage is raised on. Raises UsageError."""
        from crawler.commands.stages import run

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        self.exitcode = run(self.settings, args, opts)
