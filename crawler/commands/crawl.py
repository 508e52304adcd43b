"""The checks of ``scrapy crawl`` before and after a run."""

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoaderProtocol
from scrapy.utils.conf import feed_complete_default_values_from_settings
from scrapy.utils.misc import load_object
from scrapy.utils.python import without_none_values
from w3lib.url import file_uri_to_path

from crawler.commands._given import refuse_unknown_arguments, refuse_unknown_spider, refuse_wrong_settings
from crawler.feeds.checks import check_feed
from crawler.feeds.setup import without_password
from crawler.files.extras import MissingExtraError, load_component
from crawler.platforms.registry import all_sites
from crawler.runs.duplicate_policy import Policy
from crawler.runs.outputs import Output, output_of, refused_place
from crawler.runs.replaced_pages import refused_outputs
from crawler.runs.resume import Journal
from crawler.runs.summary import say
from crawler.runs.terminal import printable, unknown
from crawler.runs.verdict import VERDICT
from crawler.spiders.replay import FIXTURES, PROJECT, ReplaySpider, set_columns

PICTURES = "crawler.images.pixels.read_picture"
"""A component that needs the imaging library."""


def outputs_of(settings: BaseSettings, opts: argparse.Namespace) -> list[Output]:
    """Parse the feeds in ``opts``, and replace them there by what Scrapy reads. Raises UsageError for a misspelt setting, or
    a value that it cannot have."""
    refuse_wrong_settings(opts.set, settings)
    formats = without_none_values(settings.getwithbase("FEED_EXPORTERS"))
    outputs: dict[str, Output] = {}
    for name in ("output", "overwrite_output"):
        if given := getattr(opts, name):
            found = [output_of(output, formats) for output in given]
            setattr(opts, name, [output.scrapy for output in found])
            for output in found:
                if outputs.setdefault(os.path.abspath(output.uri), output) != output:  # noqa: PTH100 - it may be a URL
                    raise UsageError(f"two feeds are to be written to {without_password(output.uri)}", print_help=False)
    return list(outputs.values())


def check_settings(settings: BaseSettings, outputs: Iterable[Output]) -> None:
    """Add the options of ``outputs`` to the feeds. Raises UsageError for an invalid setting, and if something needs an extra that
    is not installed."""
    for output in outputs:
        for option, value in output.options.items():
            settings["FEEDS"][output.uri].setdefault(option, value)
    try:
        Policy.of(settings)
        all_sites(settings.getlist("SITE_MODULES"))
    except (ImportError, ValueError) as error:
        what = "SITE_MODULES: " if isinstance(error, ImportError) else ""
        raise UsageError(f"{what}{error}", print_help=False) from error
    for uri, options in settings.getdict("FEEDS").items():
        _refuse_feed(str(uri), options, settings)
    if settings.get("IMAGES"):
        _refuse_missing_extra("pictures cannot be stored", PICTURES)
    _refuse_file("LOG_FILE", settings, lambda file: file.open("a").close())
    if settings.get("RECURRING"):
        _refuse_file("RECURRING", settings, load_object("pipelines.judge_blocks.read_recurring"))


def check_places(settings: BaseSettings, arguments: Mapping[str, str]) -> None:
    """Raise UsageError where a run with these ``arguments`` would replace something that it reads. Nothing is opened yet."""
    set_columns(settings, arguments)
    pages = arguments.get("pages") or str(PROJECT / FIXTURES)
    read, written = ([arguments[name]] if arguments.get(name) else [] for name in ("urls", "warc"))
    for _, why in refused_outputs(settings, [pages], read, written):
        raise UsageError(printable(why), print_help=False)


def check_spider(spiders: SpiderLoaderProtocol, settings: BaseSettings, name: str, opts: argparse.Namespace) -> None:
    """Raise UsageError for an unknown spider or argument."""
    refuse_unknown_spider(name, spiders.list())
    spider = spiders.load(name)
    refuse_unknown_arguments(spider, opts.spargs, all_sites(settings.getlist("SITE_MODULES")))
    if settings.get("JOBDIR") and issubclass(spider, ReplaySpider):
        raise UsageError("JOBDIR stores requests, but a replay makes none; use -s RESUME=1 to resume it", print_help=False)


def _refuse_file(name: str, settings: BaseSettings, use: Callable[[Path], object]) -> None:
    """Raise UsageError if the file that the setting ``name`` names cannot be used."""
    if file := settings.get(name):
        try:
            use(Path(file))
        except (OSError, ValueError) as error:
            raise UsageError(f"{name}: {file}: {getattr(error, 'strerror', None) or error}", print_help=False) from error


def judged(crawler: Crawler) -> int:
    """The exit code of a finished run. If the run can be resumed, the command for that is printed."""
    verdict = crawler.stats.get_value(VERDICT) if crawler.stats else None
    if verdict is None:
        reason = crawler.stats.get_value("finish_reason", "stopped at once") if crawler.stats else "stopped at once"
        say(f"verdict: BAD, because the run was not judged: {reason}", crawler.settings)
    journal = crawler.get_extension(Journal)
    if journal and journal.kept:  # a run that was stopped twice has not closed or judged anything
        print(f"to resume the run: {resuming(sys.argv)}", file=sys.stderr, flush=True)
    return int(verdict is None or not verdict.good)


def resuming(argv: Sequence[str]) -> str:
    """The shell command that resumes a run, without passwords. ``argv`` is that of the process, from which Scrapy has removed the
    word ``crawl``."""
    program = Path(argv[0])
    name = program.parent.name if program.name == "__main__.py" else program.stem
    begins = ["qingliu"] if name == "qingliu" else ["scrapy", "crawl"]
    python = "python -m " if program.name == "__main__.py" else ""
    return python + shlex.join([*begins, *map(without_password, argv[1:])]) + ("" if "RESUME=1" in argv else " -s RESUME=1")


def _refuse_missing_extra(what: str, component: str | None) -> Any:
    """The component, or an object if there is none. Raises UsageError where it needs an extra."""
    try:
        return load_component(component or object)
    except MissingExtraError as error:
        raise UsageError(f"{what}: {error}", print_help=False) from error


def _refuse_feed(uri: str, options: Any, settings: BaseSettings) -> None:
    """Raise UsageError for a feed that cannot be written: in its place, in its format, or with its ``options``."""
    if why := refused_place(uri, settings):
        raise UsageError(why, print_help=False)
    if not isinstance(options, Mapping):
        raise UsageError(f"FEEDS: {without_password(uri)} must have a mapping of options, not {options!r:.60}", print_help=False)
    given = feed_complete_default_values_from_settings(dict(options), settings, uri)
    form, formats = given["format"], without_none_values(settings.getwithbase("FEED_EXPORTERS"))
    if form not in formats:
        raise UsageError(f"{without_password(uri)}: {unknown('format', str(form), formats)}", print_help=False)
    exporter = _refuse_missing_extra(f"the format {form} cannot be written", formats[form])
    try:
        check_feed(file_uri_to_path(uri) if uri.startswith("file:") else without_password(uri), given, exporter)
    except ValueError as error:
        raise UsageError(str(error), print_help=False) from error
