"""Implements ``scrapy stories``."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.commands._marks import Marks
from crawler.commands._state import failed, state_of
from crawler.items import Article, Item
from crawler.runs.duplicate_policy import kept_first
from crawler.runs.settling.outcomes import families
from crawler.runs.terminal import printable, shorten
from crawler.state import StateError, StoredPage, View
from crawler.stories.differences import changes_of, differences, original_of
from crawler.stories.grouping import Rank, earliest

COLUMNS = 120


def run(settings: BaseSettings, args: list[str], opts: argparse.Namespace) -> int:
    """Do what was requested and return the exit code: 1 if the state cannot be used. Raises UsageError."""
    if args:
        raise UsageError("expected no arguments")
    is_any = False
    try:
        with state_of(settings) as store, store.reading() as view:
            for kept, members in stories(view, kept_first(settings)):
                is_any = True
                print(as_json(kept, members) if opts.json else "\n".join(lines(kept, members, Marks.of(full=opts.full))))
    except StateError as error:
        return failed(error)
    except ValueError as error:
        raise UsageError(str(error), print_help=False) from error
    if not is_any:
        print("no item in the state repeats another", file=sys.stderr)
    return 0


def stories(view: View, rank: Rank = earliest) -> Iterator[tuple[Item, list[Item]]]:
    """Every kept item that others repeat, with those, sorted by id. Items are in their newest revision."""
    ids = {page.id for pages in view.pages_with(view.shared_texts()).values() for page in pages}
    versions, kept = families(ids, view, rank)
    members: defaultdict[str, list[StoredPage]] = defaultdict(list)
    for repeating, repeated in sorted(kept.items()):
        members[repeated].append(versions[repeating][-1].first)
    for repeated in sorted(members):
        first = versions[repeated][-1].first
        items = view.items(page.number for page in [first, *members[repeated]])
        yield items[first.number], [items[page.number] for page in members[repeated]]


def lines(kept: Item, members: list[Item], marks: Marks) -> Iterator[str]:
    """A cluster for a terminal: for each member, the differences from the item that it reprinted, else from the kept one."""
    yield marks.painted(f"{kept.id}  {_who(kept)}", "bold")
    for member in members:
        yield f"  {member.id}  {_who(member)}"
        original = original_of(member, [kept, *members]) or kept
        if original is not kept:
            yield f"    compared with {original.id}, which it names as its source"
        yield from (f"    {line}" for line in _told(original, member, marks))


def _who(item: Item) -> str:
    source = item.source if isinstance(item, Article) else None
    parts = (item.date_published or "no date", item.publisher or item.site, source and f"source: {source}", item.headline)
    return shorten(printable("  ".join(part for part in parts if part)), COLUMNS)


def _told(original: Item, member: Item, marks: Marks) -> Iterator[str]:
    found = differences(original, member)
    if found.headline:
        yield f"different headline: {marks.changed(original.headline, member.headline)}"
    yield from marks.changes(changes_of(original, member))
    for kind, sign, urls in (("removed", "- image", found.images_only_in_one), ("added", "+ image", found.images_only_in_other)):
        yield from (marks.painted(f"{sign} {printable(url)}", kind) for url in urls)


def as_json(kept: Item, members: list[Item]) -> str:
    """A cluster on one line: the kept item and members with publisher, source, time and what differs from ``compared_with``."""
    originals = [(each, original_of(each, [kept, *members]) or kept) for each in members]
    record = {
        "kept": _record(kept),
        "members": [
            _record(each) | {"compared_with": original.id, "differs": differences(original, each)._asdict()}
            for each, original in originals
        ],
    }
    return msgspec.json.encode(record).decode()


def _record(item: Item) -> dict[str, Any]:
    names = ("id", "site", "publisher", "source", "date_published", "url", "headline", "revision", "content_sha256")
    return {name: getattr(item, name, None) for name in names} | {"page": item.page.path}
