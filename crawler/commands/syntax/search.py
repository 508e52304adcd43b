"""``scrapy search WORDS`` finds items by words."""

import argparse

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Lists the items with all of the words in headline or text, newest first, with the matching places."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] WORD [WORD …]"

    def short_desc(self) -> str:
        return "Find items by words, in the state or in an exported database"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--in", dest="feed", metavar="FEED", help="search a SQLite, PostgreSQL or Parquet feed instead of the state"
        )
        parser.add_argument("--most", type=int, default=50, metavar="N", help="list at most N items (default: 50)")
        parser.add_argument("--json", action="store_true", help="print all matches as JSON Lines, unsorted")
        parser.add_argument(
            "--reindex", action="store_true", help="first rebuild the index of a SQLite feed whose rows were changed by hand"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Exit code 1 if the state or feed cannot be read completely. Raises UsageError."""
        from crawler.commands.search import run

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        self.exitcode = run(self.settings, args, opts)
