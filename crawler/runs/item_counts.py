"""Counts of the items that go to the feeds."""

from collections import Counter
from collections.abc import Iterable
from typing import Self, TypeVar

import msgspec

from crawler.content.patterns import regex
from crawler.items import Article, Flag, Item

Name = TypeVar("Name")
IMAGE_URL = regex(r"https?://\S+")  # what a removal of an image holds, and a paragraph hardly ever


class Counted(msgspec.Struct, array_like=True, frozen=True):
    """What is counted of one item, under the names of :class:`ItemCounts`."""

    place: tuple[str, str, str | None]
    having: dict[str, bool]
    removed: list[tuple[str, str]]
    overruled: list[str]
    damaged: str | None
    flags: list[Flag]
    is_marked: bool

    @classmethod
    def of(cls, item: Item) -> Self:
        """Return what is counted of ``item``."""
        page = item.page
        return cls(
            (item.site, item.type, item.date_published[:10] if item.date_published else None),
            _having(item),
            [(removal.rule, "image" if IMAGE_URL.fullmatch(removal.text) else "text") for removal in item.removed],
            page.encoding_overruled,
            page.encoding or "" if page.encoding_errors else None,
            item.flags,
            item.duplicate_of is not None,
        )


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
        self.count(Counted.of(item))

    def count(self, item: Counted) -> None:
        """Count one item of which only this is known."""
        _count(self.items, item.place)
        for name, has in item.having.items():
            _count(self.having, name, has)
        for removal in item.removed:
            _count(self.removed, removal)
        for declared in item.overruled:
            _count(self.overruled, declared)
        if item.damaged is not None:
            _count(self.damaged, item.damaged)
        for flag in item.flags:
            _count(self.flags, (flag, item.place[0]))
        self.marked += item.is_marked

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


def _having(item: Item) -> dict[str, bool]:
    date = item.date_published is not None
    if isinstance(item, Article):
        return {"date": date, "articles": True, "author": bool(item.credits), "source": item.source is not None}
    return {"date": date, "author": bool(item.posts and item.posts[0].author)}


def _count(counts: dict[Name, int], name: Name, by: int = 1) -> None:
    counts[name] += by  # a Counter has every name
