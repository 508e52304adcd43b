"""Implements ``scrapy stages``."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from scrapy.exceptions import DropItem, UsageError
from scrapy.settings import BaseSettings

from crawler import platforms, readers
from crawler.commands._changes import Snapshot, changes
from crawler.commands._item_page import page_lines
from crawler.commands._marks import Marks
from crawler.commands.syntax.stages import START
from crawler.items import Item
from crawler.pages import ArchiveError, Limits, PageTooLargeError, SavedPage, exists, saved_pages
from crawler.platforms.draft import Draft
from crawler.runs.cleaning import Reading
from crawler.runs.stages import reading_of, stage_classes, stage_name
from crawler.runs.terminal import printable

COLUMNS = 130


def run(settings: BaseSettings, args: list[str], opts: argparse.Namespace) -> int:
    """Show what stages do and return the exit code: 1 if the page cannot be read or is empty.

    Raises UsageError, and whatever a stage raises.
    """
    stages = {stage_name(cls): cls for cls in stage_classes(settings)}
    if len(args) != 1:
        raise UsageError("expected one saved page")
    if opts.stage not in {None, START, *stages}:
        raise UsageError(f"unknown stage {opts.stage} (stages: {START}, {', '.join(stages)})")
    try:
        draft = draft_at(args[0], reading_of(settings), Limits.of(settings))
    except (
        OSError,
        ValueError,
        ArchiveError,
        PageTooLargeError,
        StopIteration,
        readers.UnreadablePageError,
        platforms.NothingToKeep,
    ) as error:
        print(printable(f"{args[0]}: {type(error).__name__}: {error}"), file=sys.stderr)
        return 1
    show_stages(stages, draft, opts.stage, Marks.of(full=opts.full, columns=COLUMNS))
    return 0


def draft_at(place: str, reading: Reading, limits: Limits) -> Draft:
    """The draft of the page at ``place``: a file, or a member of an archive or row of a table, by its path as shown
    (``dumps.zip!/x.md``); the first if there are several.

    Raises what reading raises, StopIteration if there is no page, and NothingToKeep.
    """
    page = SavedPage(place, Path(place))
    if exists(place):
        page = next(found for found in saved_pages(place, limits=limits) if isinstance(found, SavedPage))
    return reading.draft(page, page.read()).draft


def show_stages(stages: dict[str, Any], draft: Draft, only: str | None, marks: Marks) -> None:
    """Print what each of ``stages`` (or ``only`` one) does to ``draft``, which they modify, then the item. A stage that drops the
    item is the last."""
    before, bodies, result = Snapshot(), draft.bodies, draft
    for name, process in {START: lambda draft: draft, **{name: stage().process_item for name, stage in stages.items()}}.items():
        try:
            result = process(result)
        except DropItem as drop:
            print(f"{name}\n  dropped: {printable(str(drop))}")
            return
        after = Snapshot.of(result)
        if only in {None, name}:
            show(name, changes(before, after, marks), result if marks.full else None)
        before = after
    if only is None:
        print("", *page_lines(result.item if isinstance(result, Draft) else result, bodies, marks), sep="\n")


def show(name: str, lines: Iterable[str], result: Draft | Item | None) -> None:
    """Print a stage's ``lines``, and the item of ``result`` as JSON."""
    print(name, *lines, sep="\n  ")
    if result is not None:
        item = result.item if isinstance(result, Draft) else result
        print(msgspec.json.format(msgspec.json.encode(item)).decode("utf-8"))
