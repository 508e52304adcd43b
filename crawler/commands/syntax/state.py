"""``scrapy state`` shows, exports and forgets what is remembered."""

import argparse

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Prints counts and size; ``export FILE`` writes a line of JSON per page, ``forget`` removes pages."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[check | export FILE | forget --site NAME | forget --before DATE]"

    def short_desc(self) -> str:
        return "Show, check, export or forget what is remembered of earlier runs"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", metavar="NAME", help="forget the pages of this site")
        parser.add_argument(
            "--before", metavar="DATE", help="forget pages published (or, if unknown, captured) before YYYY-MM-DD"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Exit code 1 if the state or the file cannot be used. Raises UsageError."""
        from crawler.commands.state import run

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        self.exitcode = run(self.settings, args, opts)
