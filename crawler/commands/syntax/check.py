"""``scrapy check`` that tells a spider which there is not."""

import argparse

from scrapy.commands.check import Command as ScrapyCheck


class Command(ScrapyCheck):
    """Scrapy's command, which itself ends with a traceback for a name that no spider has."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError for an unknown spider."""
        from crawler.commands._given import refuse_unknown_spider

        assert self.crawler_process is not None  # noqa: S101 - Scrapy sets it before it runs a command
        spiders = self.crawler_process.spider_loader.list()
        for name in args:
            refuse_unknown_spider(name, spiders)
        super().run(args, opts)
