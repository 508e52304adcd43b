"""``scrapy crawl`` with a meaningful exit code."""

import argparse
import gc

from scrapy import signals
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError


class Command(ScrapyCrawl):
    """Scrapy's command, which itself exits with 0 whatever happened to the items.

    Exit code 1 if the verdict on the run (:func:`crawler.runs.verdict.judge`) is bad, or missing because the run never began; 2
    for wrong usage. If a run can be resumed, the command is printed on stderr. ``-o`` and ``-O`` accept the syntax of
    :func:`crawler.runs.outputs.output_of`.
    """

    def short_desc(self) -> str:
        return "Run a spider by name; exit code 1 unless every page is accounted for and every feed is complete"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError for an invalid setting, for a feed whose format needs an extra that is not installed, for an output
        in the place of something that is read, and for other wrong usage."""
        gc.disable()  # modules being loaded are not garbage, and looking for some is a tenth of a short run's CPU time
        from crawler.commands import crawl

        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        outputs = crawl.outputs_of(self.settings, opts)
        super().process_options(args, opts)
        crawl.check_settings(self.settings, outputs)
        crawl.check_places(self.settings, opts.spargs)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError for an unknown spider or argument, and unless one spider is named."""
        from crawler.commands import crawl

        assert self.crawler_process is not None and self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        if len(args) != 1:
            raise UsageError("name one spider")
        gc.freeze()  # what is loaded, not the crawler: what it refers to when it ends is garbage, such as files left open
        process = self.crawler_process
        crawl.check_spider(process.spider_loader, self.settings, args[0], opts)
        crawler = process.create_crawler(args[0])
        crawler.signals.connect(_collect_garbage, signals.spider_opened)
        process.crawl(crawler, **opts.spargs)
        process.start()
        self.exitcode = int(process.bootstrap_failed) or crawl.judged(crawler)


def _collect_garbage() -> None:
    gc.enable()  # from the first page on
