"""The store of a project: what was seen in all runs, and which texts are one story."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from crawler.items import Item
from crawler.state._engine import Database
from crawler.state._order import StoredPage
from crawler.state._page import PageRecord, packed, unpacked
from crawler.state._segments import entries_of, merged, restored, stored, texts_with
from crawler.state._tables import images, pages, pairs, runs, segments, texts

AT_ONCE = 500
"""Values in one question: databases bound them."""
STORED_PAGE = tuple(pages.c[name] for name in StoredPage._fields)
INSERTS: dict[bool, Any] = {True: sqlite.insert, False: postgresql.insert}
IsSame = Callable[[bytes, Item], bool]
"""Whether a text of the run (by its exact hash) and the text of a stored item are one story."""


@dataclass(slots=True)
class Addition:
    """A page to be stored: its item as JSON, the keys of its text's bands where the text is new, and exact hashes of texts that tell
    the same story."""

    page: PageRecord
    item: bytes
    keys: Sequence[int] = ()
    same_as: Collection[bytes] = field(default=())


class Store:
    """Pages, by the hash of their bytes; their texts, by the hash of the normal form; pairs of texts that are one story.

    All methods raise StateError.
    """

    def __init__(self, database: Database, keeps_items: bool = True) -> None:
        self.name = database.name
        self._database = database
        self._keeps_items = keeps_items
        self._seen: set[int] = set()
        """Segments whose texts were compared with those of this run, or are of this run."""

    def close(self) -> None:
        """Close the connection."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, command: str) -> int:
        """The number of a run of ``command``: that of the one before where it did not come to its end."""
        with self._database.writing() as connection:
            same = sa.select(runs.c.number).where(runs.c.command == command, ~runs.c.finished)
            number: int | None = connection.execute(same).scalar()
            if number is None:
                number = _next(connection, runs.c.number)
                connection.execute(sa.insert(runs).values(number=number, command=command, finished=False))
        return number

    def finish(self, run: int) -> None:
        """Note that a run has stored all its pages, and merge the segments that it has written."""
        with self._database.writing() as connection:
            connection.execute(sa.update(runs).where(runs.c.number == run).values(finished=True))
            self._merge(connection)

    def known_texts(self, exact: Iterable[bytes]) -> dict[bytes, int]:
        """Of these hashes of texts those that are stored, and the number of each."""
        with self._database.reading() as connection:
            return _known_texts(connection, exact)

    def candidates(self, bands: Sequence[Sequence[int]]) -> Iterator[list[tuple[int, int]]]:
        """Band by band the pairs of a position in the band's keys and the number of a stored text with that key."""
        self._seen = set()
        with self._database.reading() as connection:
            for band, keys in enumerate(bands):
                listed = connection.execute(sa.select(segments.c.number, segments.c.entries).where(segments.c.band == band))
                found = []
                for number, data in listed:
                    self._seen.add(number)
                    entries = restored(data)
                    found += [(at, text) for at, key in enumerate(keys) for text in texts_with(key, entries)]
                yield found

    def sketches_of(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """The sketches of texts; texts that are gone are left out."""
        known = sa.select(texts.c.number, texts.c.sketch)
        with self._database.reading() as connection:
            rows = (row for some in _chunks(numbers) for row in connection.execute(known.where(texts.c.number.in_(some))))
            return {number: sketch for number, sketch in rows}

    def stories_of(self, numbers: Iterable[int]) -> dict[int, tuple[bytes, Item]]:
        """The exact hash of each text, and an item that has it; texts that are gone are left out."""
        with self._database.reading() as connection:
            return _stories(connection, numbers)

    def add(self, run: int, additions: Sequence[Addition], is_same: IsSame) -> None:
        """Store pages in one transaction: those whose bytes are stored already take the place of what was stored of them.

        Texts that another run has stored since :meth:`candidates` are compared by ``is_same``.
        """
        with self._database.writing() as connection:
            _Batch(connection, self._database.is_sqlite, run, self._keeps_items).write(additions)
            self._compare_with_others(connection, additions, is_same)
            self._add_segment(connection, additions)

    def _compare_with_others(self, connection: sa.Connection, additions: Sequence[Addition], is_same: IsSame) -> None:
        listed = sa.select(segments.c.number).where(segments.c.band == 0)
        if not (others := set(connection.execute(listed).scalars()) - self._seen):
            return
        found: defaultdict[int, set[bytes]] = defaultdict(set)
        for band, data in connection.execute(
            sa.select(segments.c.band, segments.c.entries).where(segments.c.number.in_(others))
        ):
            entries = restored(data)
            for addition in additions:
                for text in texts_with(addition.keys[band], entries) if addition.keys else ():
                    found[text].add(addition.page.exact)
        same = [
            (exact, other)
            for text, (other, item) in _stories(connection, found).items()
            for exact in found[text]
            if exact != other and is_same(exact, item)
        ]
        _add_pairs(connection, self._database.is_sqlite, same)
        self._seen |= others

    def _add_segment(self, connection: sa.Connection, additions: Sequence[Addition]) -> None:
        new = {addition.page.exact: addition.keys for addition in additions if addition.keys}
        if not new:
            return
        numbers = _known_texts(connection, new)
        columns = zip(*new.values(), strict=True)
        arrays = [entries_of(keys, (numbers[exact] for exact in new)) for keys in columns]
        self._seen.add(_insert_segment(connection, arrays))

    def _merge(self, connection: sa.Connection) -> None:
        """Merge the smallest segments, as long as the next is no larger than those before it together: each is then at least
        as large as all smaller ones, so there are few, and a text is moved seldom."""
        sized = sa.select(segments.c.number, segments.c.texts).where(segments.c.band == 0).order_by(segments.c.texts)
        small, total = [], 0
        for number, size in connection.execute(sized).all():
            if small and size > total:
                break
            small.append(number)
            total += size
        if len(small) > 1:
            _replace_segments(connection, small, None)
            self._seen = set()

    @contextmanager
    def reading(self) -> Iterator["View"]:
        """One state of the store, to read from."""
        with self._database.reading() as connection:
            yield View(connection)


class View:
    """One state of a store, whatever others write."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def pages_of(self, ids: Iterable[str]) -> dict[str, list[StoredPage]]:
        """All pages of these items."""
        return self._grouped(pages.c.id, ids, "id")

    def pages_with(self, numbers: Iterable[int]) -> dict[int, list[StoredPage]]:
        """All pages with these texts."""
        return self._grouped(pages.c.text, numbers, "text")

    def _grouped(self, column: Any, values: Iterable[Any], name: str) -> dict[Any, list[StoredPage]]:
        found: defaultdict[Any, list[StoredPage]] = defaultdict(list)
        for some in _chunks(values):
            for row in self.connection.execute(sa.select(*STORED_PAGE).where(column.in_(some))):
                page = StoredPage._make(row)
                found[getattr(page, name)].append(page)
        return found

    def same_stories(self, numbers: Iterable[int]) -> set[tuple[int, int]]:
        """All pairs of texts that are connected to these, directly or by others."""
        reached, wave, found = set(numbers), set(numbers), set()
        while wave:
            near = set()
            for some in _chunks(wave):
                for column in (pairs.c.one, pairs.c.other):
                    near |= {(one, other) for one, other in self.connection.execute(sa.select(pairs).where(column.in_(some)))}
            found |= near
            wave = {text for pair in near for text in pair} - reached
            reached |= wave
        return found

    def items(self, numbers: Iterable[int]) -> dict[int, Item]:
        """The items of pages, by the numbers of the pages."""
        wanted = sa.select(pages.c.number, pages.c.type, pages.c.item)
        rows = (row for some in _chunks(numbers) for row in self.connection.execute(wanted.where(pages.c.number.in_(some))))
        return {number: unpacked(item, kind) for number, kind, item in rows}


class _Batch:
    """Pages that are written in one transaction."""

    def __init__(self, connection: sa.Connection, is_sqlite: bool, run: int, keeps_items: bool) -> None:
        self._connection, self._is_sqlite, self._run, self._keeps_items = connection, is_sqlite, run, keeps_items

    def write(self, additions: Sequence[Addition]) -> None:
        """Write pages, their texts, pictures and pairs."""
        before = self._before(addition.page.sha256 for addition in additions)
        changed = [addition for addition in additions if self._is_new(addition.page, before.get(addition.page.sha256))]
        numbers = self._texts(changed)
        next_page = _next(self._connection, pages.c.number)
        new, replaced, shown = [], [], []
        for addition in changed:
            old = before.get(addition.page.sha256)
            row = self._row(addition, numbers[addition.page.exact])
            if old is None:
                row |= {"number": next_page, "run": self._run}
                next_page += 1
                new.append(row)
            else:
                row |= {"page": old.number, "captured": row["captured"] or old.captured}
                replaced.append(row)
            number = row["number"] if old is None else old.number
            shown += [{"image": image, "page": number} for image in addition.page.images]
        self._insert(new, replaced, shown)
        same = ((addition.page.exact, other) for addition in additions for other in addition.same_as)
        _add_pairs(self._connection, self._is_sqlite, list(same))

    def _before(self, hashes: Iterable[bytes]) -> dict[bytes, Any]:
        known = sa.select(pages.c.sha256, pages.c.number, pages.c.content, pages.c.id, pages.c.captured)
        rows = (row for some in _chunks(hashes) for row in self._connection.execute(known.where(pages.c.sha256.in_(some))))
        return {row.sha256: row for row in rows}

    @staticmethod
    def _is_new(page: PageRecord, old: Any) -> bool:
        """Whether what is stored of a page is missing or another; of one that says the same the first capture stays."""
        return old is None or (old.content, old.id) != (page.content, page.id)

    def _texts(self, additions: Sequence[Addition]) -> dict[bytes, int]:
        """The numbers of the texts of pages; new ones are inserted."""
        wanted = {addition.page.exact: addition.page.sketch for addition in additions}
        numbers = _known_texts(self._connection, wanted)
        first = _next(self._connection, texts.c.number)
        new = {exact: number for number, exact in enumerate((exact for exact in wanted if exact not in numbers), first)}
        if new:
            rows = [{"number": number, "exact": exact, "sketch": wanted[exact]} for exact, number in new.items()]
            self._connection.execute(sa.insert(texts), rows)
        return numbers | new

    def _row(self, addition: Addition, text: int) -> dict[str, Any]:
        page = addition.page
        return {
            "sha256": page.sha256,
            "id": page.id,
            "content": page.content,
            "text": text,
            "type": page.type,
            "site": page.site,
            "publisher": page.publisher,
            "source": page.source,
            "headline": page.headline,
            "date_published": page.date_published,
            "captured": page.captured,
            "latest": page.latest,
            "length": page.length,
            "path": page.path,
            "item": packed(addition.item) if self._keeps_items else None,
        }

    def _insert(self, new: list[dict[str, Any]], replaced: list[dict[str, Any]], shown: list[dict[str, Any]]) -> None:
        if new:
            self._connection.execute(sa.insert(pages), new)
        if replaced:
            gone = [row["page"] for row in replaced]
            self._connection.execute(sa.delete(images).where(images.c.page.in_(gone)))
            values = {name: sa.bindparam(name) for name in replaced[0] if name != "page"}
            self._connection.execute(sa.update(pages).where(pages.c.number == sa.bindparam("page")).values(values), replaced)
        if shown:
            self._connection.execute(sa.insert(images), shown)


def _known_texts(connection: sa.Connection, exact: Iterable[bytes]) -> dict[bytes, int]:
    known = sa.select(texts.c.exact, texts.c.number)
    rows = (row for some in _chunks(exact) for row in connection.execute(known.where(texts.c.exact.in_(some))))
    return {found: number for found, number in rows}


def _stories(connection: sa.Connection, numbers: Iterable[int]) -> dict[int, tuple[bytes, Item]]:
    found = {}
    for some in _chunks(numbers):
        one_of_each = sa.select(sa.func.min(pages.c.number)).where(pages.c.text.in_(some)).group_by(pages.c.text)
        wanted = sa.select(texts.c.number, texts.c.exact, pages.c.type, pages.c.item)
        joined = wanted.join_from(pages, texts, pages.c.text == texts.c.number).where(pages.c.number.in_(one_of_each))
        found |= {number: (exact, unpacked(item, kind)) for number, exact, kind, item in connection.execute(joined)}
    return found


def _add_pairs(connection: sa.Connection, is_sqlite: bool, same: Collection[tuple[bytes, bytes]]) -> None:
    """Store pairs of texts, by their exact hashes, where both are stored and the pair is not."""
    if not same:
        return
    numbers = _known_texts(connection, {exact for pair in same for exact in pair})
    known = {tuple(sorted(numbers[exact] for exact in pair)) for pair in same if all(exact in numbers for exact in pair)}
    if known:
        rows = [{"one": one, "other": other} for one, other in sorted(known) if one != other]
        connection.execute(INSERTS[is_sqlite](pairs).on_conflict_do_nothing(), rows)


def _insert_segment(connection: sa.Connection, arrays: Sequence["array[int]"]) -> int:
    number = _next(connection, segments.c.number)
    rows = [
        {"number": number, "band": band, "texts": len(entries), "entries": stored(entries)}
        for band, entries in enumerate(arrays)
    ]
    connection.execute(sa.insert(segments), rows)
    return number


def _replace_segments(connection: sa.Connection, numbers: Collection[int], kept: Collection[int] | None) -> None:
    """Merge segments band by band; with only the entries of texts that are ``kept``, where that is given."""
    number = _next(connection, segments.c.number)
    listed = sa.select(segments.c.entries).where(segments.c.number.in_(numbers))
    for band in sorted(connection.execute(sa.select(segments.c.band).distinct()).scalars()):
        entries = merged([restored(data) for data in connection.execute(listed.where(segments.c.band == band)).scalars()])
        if kept is not None:
            entries = array("Q", (entry for entry in entries if entry & 0xFFFF_FFFF in kept))
        row = {"number": number, "band": band, "texts": len(entries), "entries": stored(entries)}
        connection.execute(sa.insert(segments), row)
    connection.execute(sa.delete(segments).where(segments.c.number.in_(numbers)))


def _next(connection: sa.Connection, column: Any) -> int:
    return (connection.execute(sa.select(sa.func.max(column))).scalar() or 0) + 1


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    listed = list(dict.fromkeys(values))
    return (listed[at : at + AT_ONCE] for at in range(0, len(listed), AT_ONCE))


def open_state(where: str, keeps_items: bool = True) -> Store:
    """The store at a path or an SQLAlchemy URL; made where there is none. Raises StateError."""
    database = Database(where)
    try:
        database.migrate()
    except BaseException:
        database.close()
        raise
    return Store(database, keeps_items)
