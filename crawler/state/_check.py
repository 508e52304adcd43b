"""Finds what is damaged in a store."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from crawler.files.seals import DamageError, seal_of, see_to, unsealed
from crawler.state._indexes import BY_BYTES, BY_ID, BY_IMAGE, BY_TEXT, KINDS, NUMBER, Index, Numbers, index_by_id, last_bits
from crawler.state._rows import STORED_PAGE, item_of, page_of
from crawler.state._segments import SKETCH
from crawler.state._tables import indexes, pages, pairs, runs, segments, sketches, texts
from crawler.stories.fingerprint import BANDS

AT_ONCE = 500
Opened = Callable[[bytes, str], bytes | memoryview]
OPENED: Opened = unsealed


def faults(connection: sa.Connection) -> Iterator[str]:
    """Describe everything that is damaged in a store of this version; faults that the database itself finds come first."""
    yield from structure_faults(connection)
    for check in (_pages, _pairs, _runs, partial(see_to_arrays, opened=OPENED)):
        try:
            yield from check(connection) or ()
        except DamageError as damage:
            yield str(damage)


def structure_faults(connection: sa.Connection) -> Iterator[str]:
    """Faults that SQLite finds in its own file."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        yield from (f"SQLite: {' '.join(fault.split())}" for fault in found if fault != "ok")


def _pages(connection: sa.Connection) -> Iterator[str]:
    last = 0
    asked = STORED_PAGE.add_columns(pages.c.item, pages.c.item_seal).order_by(pages.c.number).limit(AT_ONCE)
    while rows := connection.execute(asked.where(pages.c.number > last)).all():
        last = rows[-1].number
        for *page, item, item_seal in rows:
            try:
                known = page_of(page)
                if item is not None:
                    see_to(item_of(item, known.type, item_seal).page.sha256 == known.sha256.hex(), "an item")
            except DamageError as damage:
                yield f"page {page[0]}: {damage}"


def _pairs(connection: sa.Connection) -> Iterator[str]:
    for one, other, seal in connection.execute(sa.select(pairs.c.one, pairs.c.other, pairs.c.seal)):
        if seal is not None and seal != seal_of(one, other):
            yield f"the pair of texts {one} and {other} is damaged"


def _runs(connection: sa.Connection) -> Iterator[str]:
    for number, command, finished, seal in connection.execute(sa.select(runs)):
        if seal is not None and seal != seal_of(number, command, bool(finished)):
            yield f"run {number} is damaged"


def see_to_arrays(connection: sa.Connection, opened: Opened) -> None:
    """Check that the arrays of hashes and bands agree with the tables of pages and texts; ``opened`` reads a stored array. Raises
    DamageError."""
    known = _exact(connection)
    listed = connection.execute(sa.select(sketches)).all()
    in_segments = [_see_to_segment(connection, number, data, opened, known) for number, data in listed]
    see_to(len(np.unique(np.concatenate(in_segments or [known[0]]))) == sum(map(len, in_segments or [known[0]])), "the sketches")
    columns = (pages.c.number, pages.c.sha256, pages.c.id, pages.c.given)
    rows = connection.execute(sa.select(*columns)).all()
    numbers = np.array([row.number for row in rows], NUMBER)
    expected = {
        BY_BYTES: Index.of(last_bits(row.sha256 for row in rows), numbers),
        BY_ID: index_by_id((row.number, row) for row in rows),
        BY_TEXT: Index.of(known[1], known[0]),
    }
    for kind in KINDS:
        found = _index(connection, kind, opened)
        if kind == BY_IMAGE:
            see_to(bool(np.isin(found.numbers, numbers).all()), "the index of the pictures")
        else:
            see_to(_sorted(found) == _sorted(expected[kind]), f"the index by {kind}")


def _exact(connection: sa.Connection) -> tuple[Numbers, NDArray[np.uint64], NDArray[np.uint64]]:
    """The number of every text, with the last and the first 64 bits of its hash."""
    rows = connection.execute(sa.select(texts.c.number, texts.c.exact).order_by(texts.c.number)).all()
    firsts = np.frombuffer(b"".join(row.exact[:8] for row in rows), "<u8")
    return np.array([row.number for row in rows], NUMBER), last_bits(row.exact for row in rows), firsts


def _see_to_segment(
    connection: sa.Connection,
    number: int,
    data: bytes,
    opened: Opened,
    known: tuple[Numbers, NDArray[np.uint64], NDArray[np.uint64]],
) -> Numbers:
    what = f"segment {number}"
    plain = opened(data, what)
    see_to(len(plain) % SKETCH.itemsize == 0, what)
    about = np.frombuffer(plain, SKETCH)
    own = about["text"].copy()
    see_to(bool(np.isin(own, known[0]).all()), what)
    see_to(bool((known[2][np.searchsorted(known[0], own)] == about["exact"]).all()), what)
    entries = sa.select(segments.c.entries).where(segments.c.number == number)
    bands = connection.execute(entries).scalars().all()
    see_to(len(bands) == BANDS, what)
    for band in bands:
        plain = opened(band, what)
        see_to(len(plain) == 2 * NUMBER.itemsize * len(own), what)
        keys, of_texts = np.frombuffer(plain, NUMBER).reshape(2, -1)
        see_to(bool((keys[:-1] <= keys[1:]).all() and (np.sort(of_texts) == np.sort(own)).all()), what)
    return own


def _index(connection: sa.Connection, kind: str, opened: Opened) -> Index:
    what = f"the index by {kind}"
    listed = connection.execute(sa.select(indexes.c.entries).where(indexes.c.kind == kind)).scalars().all()
    segments_ = connection.execute(sa.select(sa.func.count()).select_from(sketches)).scalar_one()
    see_to(len(listed) == segments_, what)
    parts = [Index.read(opened(data, what)) for data in listed]
    see_to(all((part.hashes[:-1] <= part.hashes[1:]).all() for part in parts), what)
    empty = Index.of(np.empty(0, np.uint64), np.empty(0, NUMBER))
    return Index.of(*(np.concatenate(column) for column in zip(empty, *parts, strict=True)))


def _sorted(index: Index) -> list[tuple[int, int]]:
    return sorted(zip(index.hashes.tolist(), index.numbers.tolist(), strict=True))
