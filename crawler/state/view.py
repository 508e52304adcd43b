"""Read-only queries on a store."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from crawler.files.seals import DamageError, seal_of, see_to
from crawler.items import Item
from crawler.state._indexes import BY_ID, BY_IMAGE, Hashes, Indexes, hash_of_id
from crawler.state._rows import STORED_PAGE, item_of, known_texts, numbered_pages, page_of
from crawler.state._stored_pages import StoredPage, unpacked
from crawler.state._tables import ManyValues, pages, pairs, runs, texts

ONE: sa.ColumnElement[int] = sa.literal_column("1")  # not a parameter: those of a query are its values
PAGES_WITH = ManyValues(STORED_PAGE, pages.c.text)
SHARED = ManyValues(sa.select(pages.c.text).group_by(pages.c.text).having(sa.func.count() > ONE), pages.c.text)
PAIRS = tuple(ManyValues(sa.select(pairs), column) for column in (pairs.c.one, pairs.c.other))
ITEMS = ManyValues(sa.select(pages.c.number, pages.c.type, pages.c.item, pages.c.item_seal), pages.c.number)


class Counts(NamedTuple):
    """Numbers of rows in a store."""

    pages: int
    items: int
    texts: int
    pairs: int
    images: int
    runs: int


class PageSearched(NamedTuple):
    """The number of a page, the id of its item, and the item if it may match the search."""

    number: int
    id: str
    item: Item | None
    is_damaged: bool = False


class View:
    """One consistent snapshot of a store, whatever others write."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self._indexes = Indexes(connection)

    def pages_of(self, ids: Collection[str]) -> dict[str, list[StoredPage]]:
        """All pages of these items, by id."""
        return self._pages_of(ids, lambda page: page.id)

    def are_known(self, ids: Hashes) -> NDArray[np.bool_]:
        """Which ids seem to be stored, given by hash (:func:`crawler.state.hash_of_id` as little-endian numbers); hashes may
        collide."""
        known = np.zeros(len(ids), dtype=np.bool_)
        for part in self._indexes.of(BY_ID):
            known |= part.has(ids)
        return known

    def given(self, ids: Collection[str]) -> dict[str, list[StoredPage]]:
        """All pages to which their sites give these ids, whichever items they belong to."""
        return self._pages_of(ids, lambda page: page.given or page.id)

    def _pages_of(self, ids: Collection[str], id_of: Callable[[StoredPage], str]) -> dict[str, list[StoredPage]]:
        found: defaultdict[str, list[StoredPage]] = defaultdict(list)
        for page in numbered_pages(self.connection, self._numbers_of(ids)):
            if (id_ := id_of(page)) in ids:
                found[id_].append(page)
        return found

    def _numbers_of(self, ids: Iterable[str]) -> list[int]:
        """The numbers of all pages of these items, and perhaps of others whose ids have the same hash."""
        return self._indexes.numbers_of(BY_ID, map(hash_of_id, ids))

    def known_texts(self, exact: Collection[bytes]) -> dict[bytes, int]:
        """Which of these texts, given by exact hash, are stored, with the number of each."""
        return known_texts(self.connection, self._indexes, exact)

    def pages_with(self, numbers: Iterable[int]) -> dict[int, list[StoredPage]]:
        """All pages with these texts, by the number of the text."""
        found: defaultdict[int, list[StoredPage]] = defaultdict(list)
        for row in PAGES_WITH.rows(self.connection, numbers):
            found[row.text].append(page_of(row))
        return found

    def alone(self, ids: Collection[str]) -> set[str]:
        """Which of these items have a single page, whose text no other page has and no other text's story repeats."""
        stored = numbered_pages(self.connection, self._numbers_of(ids))
        rows = [(page.id, page.text) for page in stored if page.id in ids]
        pages_of = Counter(id_ for id_, _ in rows)
        text_of = {id_: text for id_, text in rows if pages_of[id_] == 1}
        others = {text for (text,) in SHARED.rows(self.connection, text_of.values())}
        others.update(text for pair in self._pairs(text_of.values()) for text in pair)
        return {id_ for id_, text in text_of.items() if text not in others}

    def same_stories(self, numbers: Iterable[int]) -> set[tuple[int, int]]:
        """All pairs of texts that are connected to these, directly or through others."""
        reached, wave, found = set(numbers), set(numbers), set()
        while wave:
            near = set(self._pairs(wave))
            found |= near
            wave = {text for pair in near for text in pair} - reached
            reached |= wave
        return found

    def _pairs(self, numbers: Collection[int]) -> Iterator[tuple[int, int]]:
        for asked in PAIRS:
            for one, other, seal in asked.rows(self.connection, numbers):
                see_to(seal is None or seal == seal_of(one, other), "a pair of texts")
                yield one, other

    def items(self, numbers: Iterable[int]) -> dict[int, Item]:
        """The items of pages, by page number."""
        return {number: item_of(item, kind, seal) for number, kind, item, seal in ITEMS.rows(self.connection, numbers)}

    def counts(self) -> Counts:
        """Numbers of rows by kind; items and images are counted once each."""
        items = self.connection.execute(sa.select(sa.func.count(sa.distinct(pages.c.id)))).scalar_one()
        hashes = [part.hashes for part in self._indexes.of(BY_IMAGE)]
        pictures = len(np.unique(np.concatenate(hashes))) if hashes else 0
        tables = (self.connection.execute(sa.select(sa.func.count()).select_from(table)) for table in (pages, texts, pairs, runs))
        of_pages, of_texts, of_pairs, of_runs = (counted.scalar_one() for counted in tables)
        return Counts(of_pages, items, of_texts, of_pairs, pictures, of_runs)

    def sites(self) -> list[tuple[str, int]]:
        """Every site and its number of pages, sorted by name."""
        counted = sa.select(pages.c.site, sa.func.count()).group_by(pages.c.site).order_by(pages.c.site)
        return [(site, count) for site, count in self.connection.execute(counted)]

    def revised(self) -> set[str]:
        """The ids of items with more than one content."""
        several = sa.select(pages.c.id).group_by(pages.c.id).having(sa.func.count(sa.distinct(pages.c.content)) > 1)
        return set(self.connection.execute(several).scalars())

    def shared_texts(self) -> list[int]:
        """The numbers of texts that tell the same story as another, or that several items have."""
        several = sa.select(pages.c.text).group_by(pages.c.text).having(sa.func.count(sa.distinct(pages.c.id)) > 1)
        found = sa.union(sa.select(pairs.c.one), sa.select(pairs.c.other), several)
        return sorted(self.connection.execute(found).scalars())

    def all_pages(self) -> Iterator[tuple[int, Item | None]]:
        """For every page, in the order of storage, the run that saw it first and its item, or None if the item is damaged."""
        for row in self._all(pages.c.number, pages.c.run, pages.c.type, pages.c.item):
            try:
                yield row.run, item_of(row.item, row.type, None)
            except DamageError:
                yield row.run, None

    def searched(self, parts: Collection[bytes]) -> Iterator[PageSearched]:
        """Every page, in the order of storage, with its item if that may contain all ``parts`` (UTF-8 of letters and digits). The
        other items are not decoded, which would be most of the work."""
        for row in self._all(pages.c.number, pages.c.id, pages.c.type, pages.c.item, pages.c.item_seal):
            try:
                see_to(row.item is not None and row.item_seal in {None, seal_of(row.item)}, "an item")
                yield PageSearched(row.number, row.id, unpacked(row.item, row.type, parts))
            except DamageError:
                yield PageSearched(row.number, row.id, None, is_damaged=True)

    def _all(self, *columns: sa.ColumnElement[Any]) -> Iterator[Any]:
        """These columns of all pages; the first must be the number."""
        last = 0
        while rows := self.connection.execute(
            sa.select(*columns).where(pages.c.number > last).order_by(pages.c.number).limit(500)
        ).all():
            last = rows[-1].number
            yield from rows


def of_site(name: str) -> sa.ColumnElement[bool]:
    """Selects the pages of a site."""
    return pages.c.site == name


def before(date: str) -> sa.ColumnElement[bool]:
    """Selects the pages published before a date (YYYY-MM-DD, in the site's local time); where it is unknown, captured before."""
    return sa.func.coalesce(pages.c.date_published, pages.c.captured) < date
