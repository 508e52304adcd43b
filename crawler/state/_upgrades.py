"""Upgrades the tables of an older store to this version."""

from collections.abc import Callable, Iterator

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from crawler.files.seals import SIZE, sealed
from crawler.state._check import see_to_arrays
from crawler.state._indexes import BY_BYTES, BY_ID, BY_IMAGE, BY_TEXT, NUMBER, Index, Numbers, hash_of_id, last_bits
from crawler.state._segments import SKETCH, Entries
from crawler.state._tables import indexes, pages, pairs, runs, segments, sketches, tables, texts
from crawler.stories.fingerprint import BANDS

Upgrade = Callable[[sa.Connection], None]


def hashes_in_segments(connection: sa.Connection) -> None:
    """Move the sketches of texts to their segments, and the indexes of pages and texts to the first segment."""
    bands = sa.select(segments.c.number, segments.c.entries).where(segments.c.band == 0).order_by(segments.c.number)
    listed = [tuple(row) for row in connection.execute(bands)] or [(1, b"")]
    tables.create_all(connection, [sketches, indexes])
    for number, data in listed:
        about = _sketches(connection, np.sort(np.frombuffer(data, "<u8").astype(NUMBER)))
        connection.execute(sa.insert(sketches).values(segment=number, entries=about.tobytes()))
    for kind, index in _indexes(connection):
        for number, _ in listed:
            connection.execute(sa.insert(indexes).values(segment=number, kind=kind, entries=index.stored()[:-SIZE]))
            index = index.chosen(np.zeros(len(index.numbers), dtype=np.bool_))
    _split_entries(connection)
    connection.exec_driver_sql("DROP TABLE state_images")
    connection.exec_driver_sql("ALTER TABLE state_segments DROP COLUMN texts")
    for table in (texts, pages):
        _make_anew(connection, table)


def _indexes(connection: sa.Connection) -> Iterator[tuple[str, Index]]:
    """The entries of the indexes that the database used to keep."""
    rows = connection.execute(sa.select(pages.c.number, pages.c.sha256, pages.c.id)).all()
    numbers = np.array([row.number for row in rows], NUMBER)
    yield BY_BYTES, Index.of(last_bits(row.sha256 for row in rows), numbers)
    yield BY_ID, Index.of(last_bits(hash_of_id(row.id) for row in rows), numbers)
    known = connection.execute(sa.select(texts.c.number, texts.c.exact)).all()
    yield BY_TEXT, Index.of(last_bits(row.exact for row in known), np.array([row.number for row in known], NUMBER))
    shown = connection.exec_driver_sql("SELECT image, page FROM state_images").all()
    pictures = np.array([tuple(row) for row in shown], dtype=np.int64).reshape(-1, 2)
    yield BY_IMAGE, Index.of(pictures[:, 0].astype(np.uint64), pictures[:, 1].astype(NUMBER))


def _make_anew(connection: sa.Connection, table: sa.Table) -> None:
    """Copy a table into a new one, without the constraints and columns that it no longer has."""
    for index in ("ix_state_pages_id", "ix_state_pages_text") if table is pages else ():
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {index}")
    connection.exec_driver_sql(f"ALTER TABLE {table.name} RENAME TO {table.name}_before")
    table.create(connection)
    names = [column["name"] for column in sa.inspect(connection).get_columns(f"{table.name}_before")]
    shared = [name for name in names if name in table.columns]
    before = sa.table(f"{table.name}_before", *map(sa.column, shared))
    connection.execute(sa.insert(table).from_select(shared, sa.select(before).order_by(before.c.number)))
    connection.exec_driver_sql(f"DROP TABLE {before.name}")


def _split_entries(connection: sa.Connection) -> None:
    """Store keys and texts separately; they used to be interleaved."""
    for number, band in connection.execute(sa.select(segments.c.number, segments.c.band)).all():
        this = (segments.c.number == number) & (segments.c.band == band)
        both = np.frombuffer(connection.execute(sa.select(segments.c.entries).where(this)).scalar_one(), "<u8")
        entries = Entries((both >> np.uint64(32)).astype(NUMBER), both.astype(NUMBER))
        connection.execute(sa.update(segments).where(this).values(entries=entries.stored()[:-SIZE]))


def _sketches(connection: sa.Connection, numbers: Numbers) -> NDArray[np.void]:
    about = np.zeros(len(numbers), dtype=SKETCH)
    wanted = set(numbers.tolist())
    known = sa.select(texts.c.number, texts.c.exact, sa.column("sketch", sa.LargeBinary)).order_by(texts.c.number)
    rows = [row for row in connection.execute(known.where(sa.column("sketch") != b"")) if row.number in wanted]
    about["text"] = numbers
    about["exact"] = np.frombuffer(b"".join(row.exact[:8] for row in rows), "<u8")
    about["sketch"] = np.frombuffer(b"".join(row.sketch for row in rows), np.uint8).reshape(-1, BANDS)
    return about


def given_ids(connection: sa.Connection) -> None:
    """Add the column for the id that a site gives a page, if another item has it."""
    if "given" not in {column["name"] for column in sa.inspect(connection).get_columns(pages.name)}:
        connection.exec_driver_sql(f"ALTER TABLE {pages.name} ADD COLUMN given TEXT")


def seals(connection: sa.Connection) -> None:
    """Add checksums: to arrays, after checking them; to rows, only the columns, which are filled from now on. Raises
    DamageError."""
    see_to_arrays(connection, lambda data, _: data)
    for table in (segments, sketches, indexes):
        key = list(table.primary_key.columns)
        for each in connection.execute(sa.select(*key)).all():
            this = sa.and_(*(column == value for column, value in zip(key, each, strict=True)))
            data = connection.execute(sa.select(table.c.entries).where(this)).scalar_one()
            connection.execute(sa.update(table).where(this).values(entries=sealed(data)))
    for table in (runs, pages, pairs):
        known = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
        for name in {"seal", "item_seal"} & {column.name for column in table.columns} - known:
            connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {name} BIGINT")


UPGRADES: tuple[Upgrade, ...] = (hashes_in_segments, given_ids, seals)
"""The step at index N − 1 upgrades a store from version N to N + 1. Steps are never changed, only added."""
VERSION = 1 + len(UPGRADES)


def upgrade(connection: sa.Connection, version: int) -> None:
    """Upgrade the tables from ``version`` to :data:`VERSION`; version 0 means that there are none yet."""
    if not version:
        tables.create_all(connection)
        return
    for step in UPGRADES[version - 1 :]:
        step(connection)
