"""Counts of the items that go to the feeds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from crawler.content.patterns import regex
from crawler.items import Article, Flag, Item

Name = TypeVar("Name")
Count = tuple[str | None, ...]
"""The name of a field of :class:`ItemCounts`, and what is counted there."""
IMAGE_URL = regex(r"https?://\S+")  # what a removal of an image holds, and a paragraph hardly ever


class ItemCounts(msgspec.Struct):
    """Counts of some items; the counts of several parts can be added up."""

    items: dict[tuple[str, str, str | None], int] = msgspec.field(default_factory=Counter)
    """By site, type and day (``YYYY-MM-DD`` of ``date_published``)."""
    having: dict[str, int] = msgspec.field(default_factory=Counter)
    """Items with a ``date``, an ``author``, a ``source``; and ``articles``, which alone have a source."""
    removed: dict[tuple[str, str], int] = msgspec.field(default_factory=Counter)
    """Removals, by rule and kind (``image`` or ``text``)."""
    overruled: dict[str, int] = msgspec.field(default_factory=Counter)
    """By the encoding that the page wrongly declared."""
    damaged: dict[str, int] = msgspec.field(default_factory=Counter)
    """By the encoding in which some bytes of the page are invalid."""
    flags: dict[tuple[Flag, str], int] = msgspec.field(default_factory=Counter)
    """By flag and site."""
    marked: int = 0
    """Items that repeat another."""

    def add(self, item: Item) -> None:
        """Count one item."""
        self.count(counted(item))
        self.marked += item.duplicate_of is not None

    def count(self, counted: Iterable[Count]) -> None:
        """Add what is counted of some items, which repeat no other."""
        for (name, *by), count in Counter(counted).items():
            getattr(self, str(name))[tuple(by) if len(by) > 1 else by[0]] += count  # a Counter has every name

    def flagged(self) -> Counter[Flag]:
        """The number of items with each flag."""
        return summed((flag, items) for (flag, _), items in self.flags.items())

    def by_site(self) -> Counter[str]:
        """The number of items from each site."""
        return summed((site, items) for (site, _, _), items in self.items.items())

    def by_rule(self) -> Counter[str]:
        """The number of removals by each rule."""
        return summed((rule, removals) for (rule, _), removals in self.removed.items())

    def update(self, others: "ItemCounts") -> None:
        """Add the counts of other items."""
        for name in self.__struct_fields__:
            mine, theirs = getattr(self, name), getattr(others, name)
            if isinstance(mine, int):
                setattr(self, name, mine + theirs)
            else:
                mine.update(theirs)


def summed(counts: Iterable[tuple[Name, int]]) -> Counter[Name]:
    """Add up the counts of each name."""
    sums: Counter[Name] = Counter()
    for name, count in counts:
        sums[name] += count
    return sums


def counted(item: Item) -> list[Count]:
    """Return what is counted of an unsettled item."""
    page, date = item.page, item.date_published
    return [
        ("items", item.site, item.type, date[:10] if date else None),
        *(("having", name) for name, has in _having(item) if has),
        *(("removed", removal.rule, "image" if IMAGE_URL.fullmatch(removal.text) else "text") for removal in item.removed),
        *(("overruled", declared) for declared in page.encoding_overruled),
        *([("damaged", page.encoding or "")] if page.encoding_errors else ()),
        *(("flags", flag, item.site) for flag in item.flags),
    ]


def _having(item: Item) -> Iterator[tuple[str, bool]]:
    yield "date", item.date_published is not None
    if isinstance(item, Article):
        yield from (("articles", True), ("author", bool(item.credits)), ("source", item.source is not None))
    else:
        yield "author", bool(item.posts and item.posts[0].author)
