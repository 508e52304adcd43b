"""``scrapy crawl``, whose exit code tells the truth."""

import argparse

from scrapy import Spider
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler

from crawler.extensions.verdict import VERDICT


class Command(ScrapyCrawl):
    """Scrapy's own command, which exits 0 whatever became of the items.

    Exit code 1 when the verdict on the run (:func:`crawler.extensions.verdict.judge`) is bad or there is none, because the
    run never began; 2 for wrong usage.
    """

    def short_desc(self) -> str:
        return "Run a spider by name; exit code 1 unless every page is accounted for and every feed is complete"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        super().run(args, opts)
        if not self.exitcode:
            verdict = self._crawler.stats.get_value(VERDICT)
            self.exitcode = int(verdict is None or not verdict.good)

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self._crawler = super()._create_crawler(spidercls)
        return self._crawler
