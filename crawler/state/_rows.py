"""Reads and writes the rows of a store in an open transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from crawler.files.seals import seal_of, see_to
from crawler.items import Item
from crawler.state._indexes import BY_BYTES, BY_TEXT, Indexes
from crawler.state._stored_pages import StoredPage, packed, unpacked
from crawler.state._tables import ManyValues, chunks, insert_many, pages, pairs, texts
from crawler.stories.compared import PageRecord

STORED_PAGE = sa.select(*(pages.c[name] for name in StoredPage._fields), pages.c.seal)
STORED = ManyValues(STORED_PAGE, pages.c.number)
TEXTS = ManyValues(sa.select(texts.c.exact, texts.c.number), texts.c.number)


@dataclass(slots=True)
class Addition:
    """A page to be stored: its encoded item, the signature of its text if that is new and has one, and the exact hashes of texts
    that tell the same story."""

    page: PageRecord
    item: bytes
    signature: bytes = b""
    same_as: Collection[bytes] = ()


class Written(NamedTuple):
    """What was written: the numbers of new texts by exact hash, and, by number, the new and the replaced pages."""

    texts: dict[bytes, int]
    new: dict[int, PageRecord]
    replaced: dict[int, PageRecord]


class Batch:
    """Writes pages in one transaction."""

    def __init__(self, connection: sa.Connection, run: int, keeps_items: bool) -> None:
        self._connection, self._run, self._keeps_items = connection, run, keeps_items
        self._indexes = Indexes(connection)

    def write(self, additions: Sequence[Addition]) -> Written:
        """Write pages and their texts, but not the indexes."""
        before = self._before([addition.page.sha256 for addition in additions])
        changed = [addition for addition in additions if self._is_new(addition.page, before.get(addition.page.sha256))]
        known, new_texts = self._texts(changed)
        numbers = known | new_texts
        next_page = next_number(self._connection, pages.c.number)
        new, replaced = [], []
        written = Written(new_texts, {}, {})
        for addition in changed:
            page, text = addition.page, numbers[addition.page.exact]
            if (old := before.get(page.sha256)) is None:
                new.append(self._row(_stored(page, next_page, text, self._run, page.captured), addition.item))
                written.new[next_page] = page
                next_page += 1
            else:
                stored = _stored(page, old.number, text, old.run, page.captured or old.captured)
                replaced.append({**self._row(stored, addition.item), "page": old.number})
                del replaced[-1]["number"]
                written.replaced[old.number] = page
        self._insert(new, replaced)
        return written

    def _before(self, hashes: Collection[bytes]) -> dict[bytes, StoredPage]:
        numbers = self._indexes.numbers_of(BY_BYTES, hashes)
        return {page.sha256: page for page in numbered_pages(self._connection, numbers)}

    @staticmethod
    def _is_new(page: PageRecord, old: StoredPage | None) -> bool:
        """Whether a page is not stored yet or has changed; a page with the same content keeps its first capture."""
        return old is None or (old.content, old.id) != (page.content, page.id)

    def _texts(self, additions: Sequence[Addition]) -> tuple[dict[bytes, int], dict[bytes, int]]:
        """The numbers of the pages' texts: of those already stored, and of the new ones, which are inserted."""
        wanted = {addition.page.exact for addition in additions}
        numbers = known_texts(self._connection, self._indexes, wanted)
        first = next_number(self._connection, texts.c.number)
        new = {exact: number for number, exact in enumerate(sorted(wanted - numbers.keys()), first)}
        insert_many(self._connection, texts, [{"number": number, "exact": exact} for exact, number in new.items()])
        return numbers, new

    def _row(self, stored: StoredPage, item: bytes) -> dict[str, Any]:
        """The row of a page, with its checksums."""
        row: dict[str, Any] = stored._asdict()
        row["seal"] = seal_of(*stored)
        row["item"] = packed(item) if self._keeps_items else None
        row["item_seal"] = seal_of(row["item"]) if self._keeps_items else None
        return row

    def _insert(self, new: list[dict[str, Any]], replaced: list[dict[str, Any]]) -> None:
        insert_many(self._connection, pages, new)
        if replaced:
            values: dict[str, Any] = {name: sa.bindparam(name) for name in replaced[0] if name != "page"}
            self._connection.execute(sa.update(pages).where(pages.c.number == sa.bindparam("page")).values(values), replaced)


def _stored(page: PageRecord, number: int, text: int, run: int, captured: str | None) -> StoredPage:
    own: dict[str, Any] = {"number": number, "text": text, "run": run, "captured": captured}
    return StoredPage(**{name: own[name] if name in own else getattr(page, name) for name in StoredPage._fields})


def known_texts(connection: sa.Connection, indexes: Indexes, exact: Collection[bytes]) -> dict[bytes, int]:
    """Which of these texts, given by exact hash, are stored, with the number of each."""
    numbers, wanted = indexes.numbers_of(BY_TEXT, exact), set(exact)
    rows = list(TEXTS.rows(connection, numbers))
    see_to(len(rows) == len(numbers), "the table of the texts")
    return {found: number for found, number in rows if found in wanted}


def numbered_pages(connection: sa.Connection, numbers: Collection[int]) -> list[StoredPage]:
    """The pages with these numbers, all of which must be stored. Raises DamageError if one is missing or damaged."""
    found = [page_of(row) for row in STORED.rows(connection, numbers)]
    see_to(len(found) == len(numbers), "the table of the pages")
    return found


def page_of(row: Any) -> StoredPage:
    """The page in a row of :data:`STORED_PAGE`. Raises DamageError."""
    *columns, seal = row
    if seal is not None and seal != seal_of(*columns):
        see_to(False, f"what is stored of page {columns[0]}")
    return StoredPage(*columns)


def item_of(item: bytes, kind: str, seal: int | None) -> Item:
    """Decode a stored item. Raises DamageError."""
    see_to(item is not None and (seal is None or seal == seal_of(item)), "an item")
    made = unpacked(item, kind)
    assert made is not None  # noqa: S101 - it has all of no parts
    return made


def stories_of(connection: sa.Connection, numbers: Iterable[int]) -> dict[int, tuple[bytes, Item]]:
    found: dict[int, tuple[bytes, Item]] = {}
    for some in chunks(numbers):
        one_of_each = sa.select(sa.func.min(pages.c.number)).where(pages.c.text.in_(some)).group_by(pages.c.text)
        wanted = sa.select(texts.c.number, texts.c.exact, pages.c.type, pages.c.item, pages.c.item_seal)
        joined = wanted.join_from(pages, texts, pages.c.text == texts.c.number).where(pages.c.number.in_(one_of_each))
        rows = connection.execute(joined)
        found |= {number: (exact, item_of(item, kind, seal)) for number, exact, kind, item, seal in rows}
    return found


def add_pairs(connection: sa.Connection, is_sqlite: bool, same: Collection[tuple[bytes, bytes]]) -> None:
    """Store pairs of texts, given by exact hash, if both texts are stored; pairs that are stored already are skipped."""
    if not same:
        return
    numbers = known_texts(connection, Indexes(connection), {exact for pair in same for exact in pair})
    both = ((numbers[one], numbers[other]) for one, other in same if one in numbers and other in numbers)
    known = {(min(pair), max(pair)) for pair in both}
    insert_pairs(connection, is_sqlite, {(one, other) for one, other in known if one != other})


def insert_pairs(connection: sa.Connection, is_sqlite: bool, known: Collection[tuple[int, int]]) -> None:
    """Store pairs of text numbers, the smaller one first; pairs that are stored already are skipped."""
    if known:
        rows = [{"one": one, "other": other, "seal": seal_of(one, other)} for one, other in sorted(known)]
        connection.execute(_insert(is_sqlite)(pairs).on_conflict_do_nothing(), rows)


def next_number(connection: sa.Connection, column: Any) -> int:
    return (connection.execute(sa.select(sa.func.max(column))).scalar() or 0) + 1


def _insert(is_sqlite: bool) -> Any:
    """The dialect's INSERT with ON CONFLICT DO NOTHING; loading PostgreSQL's takes 30 ms."""
    if is_sqlite:
        return sqlite.insert
    from sqlalchemy.dialects import postgresql

    return postgresql.insert
