"""``scrapy items FEED`` reads back the items of a feed."""

import argparse

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Writes the items of a Parquet file or a database to stdout as JSON Lines, equal to those that were exported."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "FEED"

    def short_desc(self) -> str:
        return "Print the items of a Parquet, SQLite or PostgreSQL feed as JSON Lines"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Exit code 1 if the feed cannot be read completely. Raises UsageError."""
        from crawler.commands.items import run

        self.exitcode = run(args)
