"""Implements ``scrapy search``."""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest

import msgspec
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.commands._marks import Marks
from crawler.commands._state import state_of
from crawler.commands.items import reader_of, why_not
from crawler.content.grams import RUN, pattern_of
from crawler.files.extras import load_component
from crawler.items import Item
from crawler.runs.terminal import printable
from crawler.state import StateError
from crawler.stories.normal_form import story_text

COLUMNS = 120
AROUND = 20
"""Characters shown around each match."""
AT_ONCE = 200
"""Items of a state in memory at the same time."""
PLACES = 3
"""Matches shown per item."""
DATABASES = ("postgresql://", ".db", ".sqlite")


class Words:
    """The search words: Chinese ones match anywhere, others as whole words, regardless of case."""

    def __init__(self, words: Iterable[str]) -> None:
        self.listed = list(dict.fromkeys(words))
        self._each = [re.compile(pattern_of(word), re.IGNORECASE) for word in self.listed]
        longest_first = sorted(self.listed, key=len, reverse=True)
        self.any = re.compile("|".join(map(pattern_of, longest_first)), re.IGNORECASE)

    def parts(self) -> list[bytes]:
        """UTF-8 that any text with all words contains: only of letters without case."""
        return [run[1].encode() for word in self.listed for run in RUN.finditer(word) if run[1]]

    def are_in(self, item: Item) -> bool:
        """Whether all words occur in the headline or the text of ``item``."""
        text = f"{item.headline}\n{story_text(item)}"
        return all(pattern.search(text) for pattern in self._each)


def run(settings: BaseSettings, args: list[str], opts: argparse.Namespace) -> int:
    """Print matches and return the exit code: 1 if the state or feed cannot be read completely. Raises UsageError."""
    words = Words(word for arg in args for word in arg.split())
    if not words.listed:
        raise UsageError("expected words to search for")
    if opts.reindex and not (opts.feed or "").endswith(DATABASES[1:]):
        raise UsageError("--reindex is for --in FILE.db", print_help=False)
    try:
        found = filter(words.are_in, _items(settings, words, opts))
        for line in map(as_json, found) if opts.json else listed(found, words, opts.most, Marks.of(columns=COLUMNS)):
            print(line)
    except UsageError:
        raise
    except Exception as error:  # from whatever library reads this feed
        print(printable(str(error)) if isinstance(error, StateError) else why_not(str(opts.feed), error), file=sys.stderr)
        return 1
    return 0


def _items(settings: BaseSettings, words: Words, opts: argparse.Namespace) -> Iterator[Item]:
    if not opts.feed:
        yield from _of_state(settings, words)
    elif opts.feed.startswith(DATABASES[0]) or opts.feed.endswith(DATABASES[1:]):
        yield from of_database(opts.feed, words.listed, opts.reindex)
    else:
        yield from reader_of(opts.feed)(opts.feed)


def _of_state(settings: BaseSettings, pattern: Words) -> Iterator[Item]:
    """The newest revision of every item in the state, if that matches; the number of damaged pages goes to stderr."""
    found: dict[str, int] = {}
    damaged = 0
    with state_of(settings) as store, store.reading() as view:
        for page in view.searched(pattern.parts()):
            damaged += page.is_damaged
            if page.item and pattern.are_in(page.item):
                found[page.id] = page.number
            elif not page.is_damaged:
                found.pop(page.id, None)
        if damaged:
            print(f"{damaged:,} damaged pages skipped: see scrapy state check", file=sys.stderr)
        numbers = list(found.values())
        for start in range(0, len(numbers), AT_ONCE):
            items = view.items(some := numbers[start : start + AT_ONCE])
            yield from (items[number] for number in some)


def of_database(feed: str, words: Sequence[str], reindex: bool) -> Iterator[Item]:
    """The items of a database that may contain ``words``: by its index, or all without one. Raises what reading raises."""
    if reindex:
        load_component("crawler.feeds.exporters.sql_reader.reindex")(feed)
    engine = load_component("crawler.feeds.exporters.sql_reader.engine_of")(feed)
    ids = load_component("crawler.feeds.exporters.sql_reader.candidates")(engine, words)
    yield from load_component("crawler.feeds.exporters.sql_reader.read_items")(engine, ids)


def as_json(item: Item) -> str:
    return msgspec.json.encode(item).decode()


def listed(found: Iterable[Item], words: Words, most: int, marks: Marks) -> Iterator[str]:
    """The ``most`` newest of the items ``found``, and their total number."""
    count = 0

    def counted() -> Iterator[tuple[str, int, Item]]:
        nonlocal count
        for item in found:
            count += 1
            yield item.date_published or "", -count, item

    for _, _, item in nlargest(max(0, most), counted(), key=lambda each: each[:2]):
        yield from _lines(item, words, marks)
    yield f"{count:,} items" if count <= most else f"{count:,} items; the newest {most:,} are listed (--most N)"


def _lines(item: Item, words: Words, marks: Marks) -> Iterator[str]:
    parts = (item.id, item.date_published or "no date", item.publisher or item.site, item.headline)
    yield marks.painted(marks.fit("  ".join(parts)), "bold")
    yield marks.painted(f"  {printable(item.page.path)}", "faint")
    yield from (f"  {place}" for place in places(story_text(item), words, marks))


def places(text: str, words: Words, marks: Marks) -> Iterator[str]:
    """The first matches of ``words`` in ``text``, each with its surroundings."""
    text, end, shown = " ".join(text.split()), -1, 0
    for place in words.any.finditer(text):
        if place.start() >= end and shown < PLACES:
            start, end, shown = max(0, place.start() - AROUND), place.end() + AROUND, shown + 1
            yield f"{'…' if start else ''}{_with_marks(text[start:end], words, marks)}{'…' if end < len(text) else ''}"


def _with_marks(text: str, words: Words, marks: Marks) -> str:
    pieces, at = [], 0
    for place in words.any.finditer(text):
        begin, end = ("", "") if marks.colour else ("[", "]")
        pieces += [printable(text[at : place.start()]), marks.painted(f"{begin}{printable(place[0])}{end}", "changed")]
        at = place.end()
    return "".join([*pieces, printable(text[at:])])
