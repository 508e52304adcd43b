"""``scrapy crawl``, whose exit code tells the truth."""

import argparse
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from scrapy import Spider
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.utils.python import without_none_values

from crawler.commands._given import refuse_unknown_arguments, refuse_unknown_settings, refuse_unknown_spider
from crawler.feeds.setup import without_password
from crawler.files.extras import MissingExtraError, load_component
from crawler.platforms.registry import all_sites
from crawler.runs.duplicates import Policy
from crawler.runs.outputs import output_of
from crawler.runs.resume import Journal
from crawler.runs.summary import say
from crawler.runs.verdict import VERDICT
from crawler.spiders.replay import ReplaySpider

PICTURES = "crawler.images.pixels.read_picture"
"""What needs the library that reads pictures."""


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
        assert self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        refuse_unknown_settings((each.partition("=")[0] for each in opts.set), set(self.settings))
        formats = without_none_values(self.settings.getwithbase("FEED_EXPORTERS"))
        given = {name: getattr(opts, name) for name in ("output", "overwrite_output") if getattr(opts, name)}
        outputs = {name: [output_of(output, formats) for output in listed] for name, listed in given.items()}
        for name, listed in outputs.items():
            setattr(opts, name, [output.scrapy for output in listed])
        super().process_options(args, opts)
        for output in (output for listed in outputs.values() for output in listed):
            for option, value in output.options.items():
                self.settings["FEEDS"][output.uri].setdefault(option, value)
        try:
            Policy.of(self.settings)
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from error
        for options in self.settings.getdict("FEEDS").values():
            _refuse_missing_extra(
                f"the format {options.get('format')} cannot be written", formats.get(options.get("format") or "")
            )
        if self.settings.get("IMAGES"):
            _refuse_missing_extra("pictures cannot be stored", PICTURES)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raises UsageError for a spider or an argument that there is not."""
        assert self.crawler_process is not None and self.settings is not None  # noqa: S101 - Scrapy sets it before it runs a command
        spiders = self.crawler_process.spider_loader
        for name in args[:1]:
            refuse_unknown_spider(name, spiders.list())
            spider = spiders.load(name)
            refuse_unknown_arguments(spider, opts.spargs, all_sites(self.settings.getlist("SITE_MODULES")))
            if issubclass(spider, ReplaySpider) and self.settings.get("JOBDIR"):
                raise UsageError("JOBDIR keeps requests, and a replay makes none: -s RESUME=1 resumes it", print_help=False)
        super().run(args, opts)
        if not self.exitcode:
            stats = self._crawler.stats
            verdict = stats.get_value(VERDICT)
            if verdict is None:
                reason = stats.get_value("finish_reason", "stopped at once")
                say(f"verdict: BAD, because the run was not judged: {reason}", self._crawler.settings)
            self.exitcode = int(verdict is None or not verdict.good)
            journal = self._crawler.get_extension(Journal)
            if journal and journal.kept:  # a run that was stopped twice has closed nothing, and judged nothing
                print(f"to go on where it stopped: {resuming(sys.argv)}", file=sys.stderr, flush=True)

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self._crawler = super()._create_crawler(spidercls)
        return self._crawler


def resuming(argv: Sequence[str]) -> str:
    """The command line that resumes a run, for a shell, without passwords.

    ``argv`` is that of the process; Scrapy has taken the word ``crawl`` out.
    """
    program = Path(argv[0])
    name = program.parent.name if program.name == "__main__.py" else program.stem
    begins = ["qingliu"] if name == "qingliu" else ["scrapy", "crawl"]
    python = "python -m " if program.name == "__main__.py" else ""
    return python + shlex.join([*begins, *map(without_password, argv[1:])]) + ("" if "RESUME=1" in argv else " -s RESUME=1")


def _refuse_missing_extra(what: str, component: str | None) -> None:
    try:
        load_component(component or object)
    except MissingExtraError as error:
        raise UsageError(f"{what}: {error}", print_help=False) from error
