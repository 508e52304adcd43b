"""Implements ``scrapy learn-ads``: strip rules for repeated blocks, as lines of Python for a site's file."""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.commands._recurrence import Page, Repeat, Repeats, before, page_of
from crawler.content.patterns import regex
from crawler.files.atomic_file import replacing
from crawler.items import Article
from crawler.pages import Limits, NoPagesError, SavedPage, saved_pages
from crawler.platforms import NothingToKeep
from crawler.runs.cleaning import Reading
from crawler.runs.replaced_pages import refused_outputs
from crawler.runs.stages import reading_of, stage_classes
from crawler.runs.terminal import printable

STRIPS, ENDS = "pipelines.strip_ads", "pipelines.render"
"""The stage that removes advertisements, and the one before which an article is looked at."""
MOST_ARTICLES = 255
SHORTEST_NAME = 10
"""Characters; a shorter part of a URL may occur in other URLs."""
SHOWN_PATHS = 3
NOT_A_NAME = regex("[^a-z0-9]+")


def run(settings: BaseSettings, args: list[str], opts: argparse.Namespace) -> int:
    """Print proposals and return the exit code: 1 if there are no pages, or none can be read. Raises UsageError."""
    _refuse_wrong_usage(settings, args, opts)
    repeats = Repeats(opts.articles)
    try:
        for page in _articles(settings, args[0], opts.site, tell=True):
            repeats.sketch(page)
        for page in _articles(settings, args[0], opts.site, tell=False):
            repeats.count(page)
    except NoPagesError as error:
        print(printable(str(error)), file=sys.stderr)
        return 1
    show(repeats, opts.share)
    try:
        if opts.weigh:
            write_recurring(repeats, opts.share, Path(opts.weigh))
    except OSError as error:
        print(printable(f"{opts.weigh} cannot be written: {error.strerror}"), file=sys.stderr)
        return 1
    return int(not repeats.articles)


def _refuse_wrong_usage(settings: BaseSettings, args: list[str], opts: argparse.Namespace) -> None:
    if len(args) != 1:
        raise UsageError("expected one file, folder, glob, archive or list of pages")
    if not 2 <= opts.articles <= MOST_ARTICLES or not 0 <= opts.share <= 1:
        raise UsageError(f"--articles is from 2 to {MOST_ARTICLES}, --share from 0 to 1")
    for _, why in refused_outputs(settings, args, written=[opts.weigh] if opts.weigh else []):
        raise UsageError(printable(why), print_help=False)


def _articles(settings: BaseSettings, pages: str, site: str | None, tell: bool) -> Iterator[Page]:
    """What is counted of every article; pages that cannot be read are reported on stderr and skipped."""
    stages, reading = stages_before_rendering(settings), reading_of(settings)
    for saved in saved_pages(pages, limits=Limits.of(settings)):
        if isinstance(saved, SavedPage):
            try:
                page = cleaned(saved, stages, reading)
            except NothingToKeep:
                continue
            except Exception as error:  # whatever it is, a bad page only costs that page
                if tell:
                    print(printable(f"{saved.path}: {type(error).__name__}: {error}"), file=sys.stderr)
                continue
            if page and site in {None, page.site}:
                yield page


def stages_before_rendering(settings: BaseSettings) -> list[Any]:
    """The first stages of the settings."""
    return [cls() for cls in takewhile(lambda cls: cls.__module__ != ENDS, stage_classes(settings))]


def cleaned(saved: SavedPage, stages: list[Any], reading: Reading) -> Page | None:
    """What is left of an article after ``stages``, as it was before advertisements were removed; None for a thread."""
    draft = reading.draft(saved, saved.read()).draft
    article, body = draft.item, draft.bodies[0]
    if not isinstance(article, Article):
        return None
    met = {}
    for stage in stages:
        if type(stage).__module__ == STRIPS:
            met = before(body, draft.site)
        draft = stage.process_item(draft)
    return page_of(article, saved.path, body, met)


def write_recurring(repeats: Repeats, share: float, file: Path) -> None:
    """Write what recurs to ``file`` as JSON: the lines and the identities of pictures, by site. Raises OSError."""
    sites: dict[str, list[str]] = {}
    for _, repeat in repeats.found(share):
        sites.setdefault(repeat.site, []).append(repeat.key)
    with replacing(file) as written:
        written.write(json.dumps(sites, ensure_ascii=False, indent=1).encode() + b"\n")


def show(repeats: Repeats, share: float) -> None:
    """Print the proposals as lines of Python, by site; everything else is a comment."""
    site, number = None, 0
    for found, repeat in repeats.found(share):
        articles = len(repeats.articles[repeat.site])
        if repeat.site != site:
            site, number = repeat.site, 0
            print(f"# {printable(site)}: {articles} articles")
        number += 1
        print(*proposal(repeat, number, found, articles), sep="\n")
    if site is None:
        print(f"# nothing recurs: {sum(map(len, repeats.articles.values()))} articles")


def proposal(repeat: Repeat, number: int, found: int, articles: int) -> Iterator[str]:
    """The evidence as comments, and the rule, whose name ends in ``number``; ``found`` of the site's ``articles`` have it."""
    share = f"{found} of {articles} articles"
    where = ", ".join(f"{place} of {count}" for place, count in sorted(repeat.places.items()))
    yield f"# {share} ({found / articles:.0%}); {where}"
    yield from (f"#   {printable(page.path)}" for page in repeat.stories()[:SHOWN_PATHS])
    name = f"{NOT_A_NAME.sub('-', repeat.site.lower()).strip('-') or 'site'}-repeated-{number}"
    test = f"image={literal(image_pattern(repeat))}" if repeat.kind == "image" else f"text={literal(re.escape(repeat.key))}"
    anywhere = ', where="anywhere"' if repeat.kind == "text" and "in the middle" in repeat.places else ""
    yield f'AdRule("{name}", "stands in {share}", {test}{anywhere}),'


def image_pattern(repeat: Repeat) -> str:
    """A pattern for every URL under which the picture was seen: its name if all have it, otherwise each URL."""
    path = repeat.key.partition("/")[2].partition("?")[0]
    stem = path.rpartition(".")[0] or path
    names = (f"/{path}", f"/{stem}", *("/" + "/".join(stem.split("/")[-count:]) for count in (3, 2, 1)))
    if "?" not in repeat.key:
        for name in names:
            if len(name) > SHORTEST_NAME and all(name in url for url in repeat.urls):
                return re.escape(name) + r"(?![0-9A-Za-z])"
    return "|".join(re.escape(url.partition("://")[2]) + r"(?!\S)" for url in repeat.urls)


def literal(pattern: str) -> str:
    """A Python string literal, raw if possible, on one line and printable."""
    raw = pattern.isprintable() and '"' not in pattern and not pattern.endswith("\\")
    return f'r"{pattern}"' if raw else repr(pattern)
