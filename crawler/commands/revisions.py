"""Implements ``scrapy revisions``."""

import argparse
from collections.abc import Iterator, Sequence

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.commands._marks import Marks
from crawler.commands._state import failed, state_of
from crawler.items import Item
from crawler.runs.terminal import printable
from crawler.state import StateError, Version, View, versions_of
from crawler.stories.normal_form import story_text
from crawler.stories.paragraphs import paragraph_diff


def run(settings: BaseSettings, args: list[str], opts: argparse.Namespace) -> int:
    """Do what was requested and return the exit code: 1 if the state cannot be used or the item is unknown. Raises UsageError."""
    if len(args) not in {0, 1, 3} or not all(number.isdecimal() for number in args[1:]):
        raise UsageError("expected no arguments, or the id of an item, or an id and the numbers of two revisions to compare")
    try:
        with state_of(settings) as store, store.reading() as view:
            if not args:
                print("".join(f"{line}\n" for line in given_way(view)), end="")
                return 0
            versions = versions_of(view.pages_of([args[0]]).get(args[0], []))
            if not versions:
                raise StateError(f"the state {store.name} has no item {args[0]}")
            chosen = [_version(versions, int(number)) for number in args[1:]]
            marks = Marks.of(full=opts.full)
            said = compared(marks, *_items(view, chosen)) if chosen else listed(versions, _items(view, versions))
            print("\n".join(said))
    except StateError as error:
        return failed(error)
    return 0


def _version(versions: Sequence[Version], number: int) -> Version:
    if not 1 <= number <= len(versions):
        raise UsageError(f"there is no revision {number} (revisions: 1 to {len(versions)})", print_help=False)
    return versions[number - 1]


def _items(view: View, versions: Sequence[Version]) -> list[Item]:
    items = view.items(version.first.number for version in versions)
    return [items[version.first.number] for version in versions]


def given_way(view: View) -> Iterator[str]:
    """A line for every revision that is not the newest of its item, with its replacement, sorted by id."""
    for id_, pages in sorted(view.pages_of(view.revised()).items()):
        *older, newest = versions_of(pages)
        for version in older:
            about = (f"revision {version.revision} of {newest.revision}", version.first.headline, version.first.path)
            yield printable("  ".join((id_, *about, "replaced by", newest.first.path)))


def listed(versions: Sequence[Version], items: Sequence[Item]) -> Iterator[str]:
    """A line per revision, oldest first."""
    for version, item in zip(versions, items, strict=True):
        when = version.first.captured or f"run {version.first.run}"
        parts = (
            str(version.revision),
            item.content_sha256[:16],
            when,
            f"{len(story_text(item)):,} characters",
            item.headline,
            item.page.path,
        )
        yield printable("  ".join(parts))


def compared(marks: Marks, before: Item, after: Item) -> Iterator[str]:
    """The differences between two revisions, paragraph by paragraph."""
    was, is_now = (f"{item.headline}\n\n{story_text(item)}" for item in (before, after))
    yield from marks.changes(paragraph_diff(was, is_now))
