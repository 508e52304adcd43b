"""``scrapy learn-ads PAGES``: strip rules for what stands in many articles of a site. Scrapy names a command after its file."""  # noqa: N999

import argparse

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Cleans the pages twice and prints, for every site, the blocks that still recur in many of its articles."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] PAGES"

    def short_desc(self) -> str:
        return "Propose strip rules for texts and pictures that recur in the articles of a site"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--articles", type=int, default=3, metavar="N", help="propose what recurs in at least N articles (default: 3)"
        )
        parser.add_argument(
            "--share", type=float, default=0.05, metavar="S", help="and in at least this share of them (default: 0.05)"
        )
        parser.add_argument("--site", metavar="NAME", help="only articles of this site")
        parser.add_argument("--weigh", metavar="FILE", help="also write what recurs to FILE, for the setting RECURRING")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Exit code 1 if there are no pages, or none can be read. Raises UsageError."""
        from crawler.commands.learn_ads import run

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        self.exitcode = run(self.settings, args, opts)
