"""``scrapy crawl``, whose exit code tells the truth."""

import argparse
from collections.abc import Container

from scrapy import Spider
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from crawler.extensions.verdict import VERDICT
from crawler.extras import MissingExtraError, load_component

DATABASE = "postgresql"
"""The scheme that names its format too: ``-O postgresql://user@host/database``."""


class Command(ScrapyCrawl):
    """Scrapy's own command, which exits 0 whatever became of the items.

    Exit code 1 when the verdict on the run (:func:`crawler.extensions.verdict.judge`) is bad or there is none, because the
    run never began; 2 for wrong usage.
    """

    def short_desc(self) -> str:
        return "Run a spider by name; exit code 1 unless every page is accounted for and every feed is complete"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raises UsageError for a feed whose format needs an extra that is not installed, and for other wrong usage."""
        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        exporters = self.settings.getwithbase("FEED_EXPORTERS")
        for outputs in filter(None, (opts.output, opts.overwrite_output)):
            outputs[:] = [_with_format(uri, exporters) for uri in outputs]
        super().process_options(args, opts)
        for options in self.settings.getdict("FEEDS").values():
            try:
                load_component(exporters.get(options.get("format"), object))
            except MissingExtraError as error:
                raise UsageError(f"the format {options['format']} cannot be written: {error}", print_help=False) from error

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        super().run(args, opts)
        if not self.exitcode:
            verdict = self._crawler.stats.get_value(VERDICT)
            self.exitcode = int(verdict is None or not verdict.good)

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self._crawler = super()._create_crawler(spidercls)
        return self._crawler


def _with_format(uri: str, formats: Container[str]) -> str:
    """``uri`` with its format after it, if it is a database that has none yet."""
    named = uri.rpartition(":")[2] in formats
    return f"{uri}:{DATABASE}" if uri.startswith(f"{DATABASE}://") and not named else uri
