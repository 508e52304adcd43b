"""``scrapy revisions ID``: what an item said before."""

import argparse
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands._state import failed, state_of
from crawler.items import Item
from crawler.runs.terminal import printable
from crawler.state import StateError, Version, View, versions_of
from crawler.stories import Change, paragraph_diff, story_text

SIGNS = {"kept": " ", "removed": "-", "added": "+"}


class Command(ScrapyCommand):
    """Lists every revision that gave way to a newer one, or the revisions of an item, or prints by paragraph what differs between
    two of them."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[ID [A B]]"

    def short_desc(self) -> str:
        return "List what was revised, the revisions of an item, or what differs between two of them"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Exit code 1 when the state cannot be used or does not know the item. Raises UsageError."""
        if len(args) not in {0, 1, 3} or not all(number.isdecimal() for number in args[1:]):
            raise UsageError("give nothing, or the id of an item, and the numbers of two revisions to compare")
        try:
            with state_of(self.settings) as store, store.reading() as view:
                if not args:
                    print("".join(f"{line}\n" for line in given_way(view)), end="")
                    return
                versions = versions_of(view.pages_of([args[0]]).get(args[0], []))
                if not versions:
                    raise StateError(f"the state {store.name} knows no item {args[0]}")
                chosen = [_version(versions, int(number)) for number in args[1:]]
                print("\n".join(compared(*_items(view, chosen)) if chosen else listed(versions, _items(view, versions))))
        except StateError as error:
            self.exitcode = failed(error)


def _version(versions: Sequence[Version], number: int) -> Version:
    if not 1 <= number <= len(versions):
        raise UsageError(f"there is no revision {number}, but 1 to {len(versions)}", print_help=False)
    return versions[number - 1]


def _items(view: View, versions: Sequence[Version]) -> list[Item]:
    items = view.items(version.first.number for version in versions)
    return [items[version.first.number] for version in versions]


def given_way(view: View) -> Iterator[str]:
    """A line for every revision that is not the newest of its item, with the one that it gave way to, by id."""
    for id_, pages in sorted(view.pages_of(view.revised()).items()):
        *older, newest = versions_of(pages)
        for version in older:
            about = (f"revision {version.revision} of {newest.revision}", version.first.headline, version.first.path)
            yield printable("  ".join((id_, *about, "gave way to", newest.first.path)))


def listed(versions: Sequence[Version], items: Sequence[Item]) -> Iterator[str]:
    """A line a revision, from the oldest."""
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


def compared(before: Item, after: Item) -> Iterator[str]:
    """What differs between two revisions: a line a paragraph; in one that was changed ``[-what went-]{+what came+}``."""
    for change in paragraph_diff(f"{before.headline}\n\n{story_text(before)}", f"{after.headline}\n\n{story_text(after)}"):
        yield printable(_line(change))


def _line(change: Change) -> str:
    if change.kind == "changed":
        return f"~ {''.join(_marked(change.before, change.after))}"
    return f"{SIGNS[change.kind]} {change.before or change.after}"


def _marked(before: str, after: str) -> Iterator[str]:
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield before[start:end]
        else:
            yield (f"[-{before[start:end]}-]" if end > start else "") + (
                f"{{+{after[new_start:new_end]}+}}" if new_end > new_start else ""
            )
