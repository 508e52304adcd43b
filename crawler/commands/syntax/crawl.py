"""``scrapy crawl``, whose exit code tells the truth."""

import argparse
import gc

from scrapy import Spider, signals
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler


class Command(ScrapyCrawl):
    """Scrapy's own command, which exits 0 whatever became of the items.

    Exit code 1 when the verdict on the run (:func:`crawler.runs.verdict.judge`) is bad or there is none, because the
    run never began; 2 for wrong usage. A run that can be resumed says how, on stderr. ``-o`` and ``-O`` take what
    :func:`crawler.runs.outputs.output_of` reads.
    """

    def short_desc(self) -> str:
        return "Run a spider by name; exit code 1 unless every page is accounted for and every feed is complete"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raises UsageError for a setting that is none of its choices,
        for a feed whose format needs an extra that is not installed, and for other wrong usage."""
        gc.disable()  # modules that are being loaded are no garbage, and looking for some is a tenth of a short run's CPU
        from crawler.commands import crawl

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        outputs = crawl.outputs_of(self.settings, opts)
        super().process_options(args, opts)
        crawl.check_settings(self.settings, outputs)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raises UsageError for a spider or an argument that there is not."""
        from crawler.commands import crawl

        assert self.crawler_process is not None and self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        crawl.check_spider(self.crawler_process.spider_loader, self.settings, args, opts)
        super().run(args, opts)
        self.exitcode = self.exitcode or crawl.judged(self._crawler)

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self._crawler = super()._create_crawler(spidercls)
        self._crawler.signals.connect(_collect_garbage, signals.spider_opened)
        return self._crawler


def _collect_garbage() -> None:
    """From the first page on; what is loaded stays, and is not looked through again and again."""
    gc.freeze()
    gc.enable()
