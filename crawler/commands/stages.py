"""Implements ``scrapy stages``, which also prints an item as a reader would see it, with removals in their places."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from scrapy.exceptions import DropItem, UsageError
from scrapy.settings import BaseSettings

from crawler import platforms, readers
from crawler.commands._changes import Snapshot, changes
from crawler.commands._marks import Marks
from crawler.commands.syntax.stages import START
from crawler.content.body import Block, Body
from crawler.items import Article, Item, Post, Removal, bodies_of
from crawler.pages import ArchiveError, Limits, PageTooLargeError, SavedPage, exists, saved_pages
from crawler.platforms.draft import Draft
from crawler.runs.cleaning import Reading
from crawler.runs.stages import reading_of, stage_classes, stage_name
from crawler.runs.terminal import printable

COLUMNS = 130
HEADINGS = ("h2", "h3", "h4")


def run(settings: BaseSettings, args: list[str], opts: argparse.Namespace) -> int:
    """Show what stages do and return the exit code: 1 if the page cannot be read or is empty. Raises UsageError, and whatever a
    stage raises."""
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
    (``dumps.zip!/x.md``); the first if there are several. Raises what reading raises, StopIteration if there is no page, and
    NothingToKeep."""
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


def page_lines(item: Item, bodies: Sequence[Body], marks: Marks) -> Iterator[str]:
    """The lines of ``item``: the remaining blocks in ``bodies`` and between them, struck through, what was removed, with rule,
    reason and score. An exported item has no bodies: its text is followed by its removals."""
    yield marks.painted(marks.fit(item.headline), "bold")
    yield marks.painted(marks.fit("  ".join(_facts(item))), "faint")
    left = list(item.removed)
    for body in bodies:
        floor = body.owner.floor if isinstance(body.owner, Post) else None
        yield from _header(body.owner, marks) if isinstance(body.owner, Post) else ()
        own = [removal for removal in left if removal.floor == floor and removal.at is not None]
        left = [removal for removal in left if removal not in own]
        yield from _body(body.blocks, own, marks)
    if not bodies:
        yield from (marks.fit(paragraph) for body in bodies_of(item) for paragraph in body.text.split("\n\n"))
    yield from (_removed(removal, marks) for removal in left)


def _facts(item: Item) -> Iterator[str]:
    raw = f" ({item.date_basis}: {item.date_published_raw})" if isinstance(item, Article) and item.date_published_raw else ""
    yield item.publisher or item.site
    yield f"{item.date_published or 'no date'}{raw}"
    if isinstance(item, Article):
        yield from [f"source: {item.source}"] if item.source else []
        yield from (f"{credit.role}: {credit.name}" for credit in item.credits)


def _header(post: Post, marks: Marks) -> Iterator[str]:
    parts = (f"#{post.floor}", post.author or "", post.date_published or "no date")
    yield marks.painted(marks.fit("  ".join(parts)), "faint")


def _body(blocks: Sequence[Block], removals: Iterable[Removal], marks: Marks) -> Iterator[str]:
    waiting = sorted(removals, key=lambda removal: removal.at or 0)
    for number, block in enumerate(blocks):
        while waiting and (waiting[0].at or 0) <= number:
            yield _removed(waiting.pop(0), marks)
        yield _shown(block, marks)
    yield from (_removed(removal, marks) for removal in waiting)


def _shown(block: Block, marks: Marks) -> str:
    if block.image is not None:
        caption = f"  {block.image.caption}" if block.image.caption else ""
        return marks.painted(marks.fit(f"[image {block.image.url}]{caption}"), "faint")
    return marks.painted(marks.fit(block.text), "bold") if block.kind in HEADINGS else marks.fit(block.text)


def _removed(removal: Removal, marks: Marks) -> str:
    score = "" if removal.score is None else f", {removal.score:.2f}"
    why = marks.painted(printable(f"← {removal.rule}: {removal.reason}{score}"), "faint")
    return f"{marks.line('removed', removal.text)}  {why}"
