"""The store of a project: the pages seen in all runs, and which texts are one story."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Self

import numpy as np
import sqlalchemy as sa

from crawler.files.seals import seal_of, see_to
from crawler.items import Item
from crawler.state._check import faults
from crawler.state._indexes import BY_ID, BY_IMAGE, NUMBER, Indexes, Numbers, remove_pages
from crawler.state._rows import Addition, Batch, Written, add_pairs, insert_pairs, known_texts, next_number, stories_of
from crawler.state._segment_rows import Kept, indexes_of, insert_segment, merge_segments
from crawler.state._segments import find_candidates_in
from crawler.state._tables import indexes, pages, pairs, runs, sketches, texts
from crawler.state.engine import Database
from crawler.state.view import View
from crawler.stories.candidates import Candidates
from crawler.stories.fingerprint import SIGNATURE, Signatures, SignedRows, SignedTexts

LARGEST = 2**21
"""Bytes of a segment's indexes, at most: some 27,000 articles. This limits what a run rewrites of the store, and its memory."""
IsSame = Callable[[bytes, Item], bool]
"""Whether a text of this run (given by exact hash) and the text of a stored item are one story."""


class Store:
    """Pages, by the hash of their bytes; their texts, by the hash of the normal form; pairs of texts that are one story. All
    methods raise StateError."""

    def __init__(self, database: Database, keeps_items: bool = True) -> None:
        self.name = database.name
        self._database = database
        self._keeps_items = keeps_items
        self._seen: set[int] = set()
        """Segments whose texts belong to this run or were compared with those of this run."""
        self._at_begin: set[int] = set()
        self.met_others = False
        """Whether another run has written anything between :meth:`begin` and :meth:`finish`."""

    def close(self) -> None:
        """Close the connection."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, command: str) -> int:
        """The number of a run of ``command``: that of the previous run if it is unfinished, otherwise a new one."""
        with self._database.writing() as connection:
            unfinished = sa.select(runs).where(~runs.c.finished)
            number: int | None = None
            for known, its_command, finished, seal in connection.execute(unfinished):
                see_to(seal is None or seal == seal_of(known, its_command, bool(finished)), f"run {known}")
                number = known if its_command == command else number
            if number is None:
                number = next_number(connection, runs.c.number)
                seal = seal_of(number, command, False)
                connection.execute(sa.insert(runs).values(number=number, command=command, finished=False, seal=seal))
            self._at_begin, self.met_others = _segments(connection), False
        return number

    def finish(self, run: int) -> None:
        """Mark a run as finished, with all its pages stored, and merge small segments."""
        with self._database.writing() as connection:
            this = runs.c.number == run
            command = connection.execute(sa.select(runs.c.command).where(this)).scalar_one()
            connection.execute(sa.update(runs).where(this).values(finished=True, seal=seal_of(run, command, True)))
            self.met_others |= not self._seen.issuperset(_segments(connection))
            self._merge(connection)

    def known_texts(self, exact: Collection[bytes]) -> dict[bytes, int]:
        """Which of these texts, given by exact hash, are stored, with the number of each."""
        with self._database.reading() as connection:
            return known_texts(connection, Indexes(connection), exact)

    def find_candidates(self, texts: SignedTexts, found: Candidates) -> Iterator[None]:
        """Add to ``found`` the stored candidates for ``texts``, as pairs of place and number. Yields None frequently."""
        with self._database.reading() as connection:
            self._seen = _segments(connection)
            self.met_others |= self._seen != self._at_begin
            yield from find_candidates_in(connection, self._seen, texts, found)

    def stories_of(self, numbers: Iterable[int]) -> dict[int, tuple[bytes, Item]]:
        """For each text its exact hash and an item that has it; texts that are no longer stored are left out."""
        with self._database.reading() as connection:
            return stories_of(connection, numbers)

    def add(self, run: int, additions: Sequence[Addition], is_same: IsSame) -> None:
        """Store pages in one transaction; a page whose bytes are already stored replaces the stored one.

        Texts that another run has stored since :meth:`find_candidates` are compared by ``is_same``.
        """
        with self._database.writing() as connection:
            written = Batch(connection, run, self._keeps_items).write(additions)
            if written.replaced:
                remove_pages(connection, (BY_ID, BY_IMAGE), written.replaced)
            self._add_segment(connection, additions, written)
            same = [(addition.page.exact, other) for addition in additions for other in addition.same_as]
            add_pairs(connection, self._database.is_sqlite, same)
            self._compare_with_others(connection, additions, is_same)

    def add_same(self, same: Collection[tuple[int, int]]) -> None:
        """Store pairs of texts that are one story, given by number, the smaller one first."""
        if same:
            with self._database.writing() as connection:
                insert_pairs(connection, self._database.is_sqlite, same)

    def _compare_with_others(self, connection: sa.Connection, additions: Sequence[Addition], is_same: IsSame) -> None:
        if not (others := _segments(connection) - self._seen):
            return
        self.met_others = True
        compared = [addition for addition in additions if addition.signature]
        found = Candidates()
        for _ in find_candidates_in(connection, others, SignedRows(_signatures(compared)), found):
            pass
        likely: defaultdict[int, list[bytes]] = defaultdict(list)
        for place, text in found.pairs():
            likely[text].append(compared[place].page.exact)
        same = [
            (exact, other)
            for text, (other, item) in stories_of(connection, likely).items()
            for exact in likely[text]
            if exact != other and is_same(exact, item)
        ]
        add_pairs(connection, self._database.is_sqlite, same)
        self._seen |= others

    def _add_segment(self, connection: sa.Connection, additions: Sequence[Addition], written: Written) -> None:
        new = (addition for addition in additions if addition.signature and addition.page.exact in written.texts)
        added = {written.texts[addition.page.exact]: addition for addition in new}
        if written.new or written.replaced:
            numbers = sorted(added)
            signatures = _signatures([added[number] for number in numbers])
            self._seen.add(insert_segment(connection, numbers, signatures, indexes_of(written)))

    def _merge(self, connection: sa.Connection) -> None:
        """Merge the smallest segments, as long as the next one is at most twice as large as those before it together: this keeps
        segments few, and moves each text rarely."""
        size = sa.func.sum(sa.func.length(indexes.c.entries))
        sized = sa.select(indexes.c.segment, size).group_by(indexes.c.segment).order_by(size)
        small: list[int] = []
        total = 0
        for number, bytes_ in connection.execute(sized).all():
            if small and bytes_ > 2 * total:
                break
            if total + bytes_ > LARGEST:
                self._merge_all(connection, small)
                small, total = [], 0
            small.append(number)
            total += bytes_
        self._merge_all(connection, small)

    def _merge_all(self, connection: sa.Connection, small: Sequence[int]) -> None:
        if len(small) > 1:
            merged = merge_segments(connection, small)
            if self._seen.issuperset(small):
                self._seen.add(merged)

    def forget(self, chosen: sa.ColumnElement[bool]) -> int:
        """Forget the chosen pages, and the texts, pictures and pairs that no other page has. Returns the number of pages."""
        with self._database.writing() as connection:
            forgotten = connection.execute(sa.delete(pages).where(chosen)).rowcount
            left = sa.select(pages.c.text)
            for column in (texts.c.number, pairs.c.one, pairs.c.other):
                connection.execute(sa.delete(column.table).where(column.not_in(left)))
            kept = Kept(_numbers(connection, texts), _numbers(connection, pages))
            for number in _segments(connection) if forgotten else ():
                merge_segments(connection, [number], kept)
        return forgotten

    def faults(self) -> list[str]:
        """Describe everything that is damaged."""
        with self._database.rehearsing() as connection:
            return list(faults(connection))

    def size(self) -> int:
        """Bytes on disk."""
        return self._database.size()

    @contextmanager
    def reading(self) -> Iterator["View"]:
        """A view of one consistent snapshot of the store."""
        with self._database.reading() as connection:
            yield View(connection)


def _numbers(connection: sa.Connection, table: sa.Table) -> Numbers:
    return np.fromiter(connection.execute(sa.select(table.c.number)).scalars(), dtype=NUMBER)


def _segments(connection: sa.Connection) -> set[int]:
    return set(connection.execute(sa.select(sketches.c.segment)).scalars())


def _signatures(additions: Iterable[Addition]) -> Signatures:
    return np.frombuffer(b"".join(addition.signature for addition in additions), SIGNATURE)


def open_state(where: str, keeps_items: bool = True, as_it_is: bool = False) -> Store:
    """Open the store at a path or an SQLAlchemy URL; it is created if it does not exist. Raises StateError.

    With ``as_it_is`` the store may be damaged or of another version; use it for :meth:`Store.faults` and for reading items.
    """
    database = Database(where)
    try:
        if not as_it_is:
            database.migrate()
    except BaseException:
        database.close()
        raise
    return Store(database, keeps_items)
