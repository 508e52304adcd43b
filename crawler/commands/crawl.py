"""``scrapy crawl``, whose exit code tells the truth."""

import argparse
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from scrapy import Spider
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler

from crawler.extensions.journal import Journal
from crawler.extensions.verdict import VERDICT


class Command(ScrapyCrawl):
    """Scrapy's own command, which exits 0 whatever became of the items.

    Exit code 1 when the verdict on the run (:func:`crawler.extensions.verdict.judge`) is bad or there is none, because the
    run never began; 2 for wrong usage. A run that can be resumed says how, on stderr.
    """

    def short_desc(self) -> str:
        return "Run a spider by name; exit code 1 unless every page is accounted for and every feed is complete"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        super().run(args, opts)
        if not self.exitcode:
            verdict = self._crawler.stats.get_value(VERDICT)
            self.exitcode = int(verdict is None or not verdict.good)
            journal = self._crawler.get_extension(Journal)
            if journal and journal.kept:  # a run that was stopped twice has closed nothing, and judged nothing
                print(f"to go on where it stopped: {resuming(sys.argv)}", file=sys.stderr, flush=True)

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self._crawler = super()._create_crawler(spidercls)
        return self._crawler


def resuming(argv: Sequence[str]) -> str:
    """The command line that resumes a crawl, for a shell. ``argv`` is without the word ``crawl``, which Scrapy takes out."""
    program = "python -m scrapy" if Path(argv[0]).name == "__main__.py" else "scrapy"
    return f"{program} crawl {shlex.join(argv[1:])}" + ("" if "RESUME=1" in argv else " -s RESUME=1")
