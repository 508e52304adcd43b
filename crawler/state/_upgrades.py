"""How the tables of an older store become those of this version."""

from collections.abc import Callable

import numpy as np
import sqlalchemy as sa

from crawler.state._segment_rows import IMAGE, Rows
from crawler.state._segments import NUMBER, SKETCH, Entries, Numbers
from crawler.state._tables import images, segments, sketches, tables, texts
from crawler.stories import BANDS

Upgrade = Callable[[sa.Connection], None]


def sketches_and_images_by_segment(connection: sa.Connection) -> None:
    """Move the sketches of texts to their segments, and all pictures to the first segment."""
    shown = connection.exec_driver_sql("SELECT image, page FROM state_images ORDER BY image, page").all()
    pictures = np.array([tuple(row) for row in shown], dtype=IMAGE)
    connection.exec_driver_sql("DROP TABLE state_images")
    tables.create_all(connection, [sketches, images])
    bands = sa.select(segments.c.number, segments.c.entries).where(segments.c.band == 0).order_by(segments.c.number)
    for number, data in [tuple(row) for row in connection.execute(bands)] or [(1, b"")]:
        about = _sketches(connection, np.sort(np.frombuffer(data, "<u8").astype(NUMBER)))
        connection.execute(sa.insert(sketches).values(segment=number, entries=about.tobytes()))
        connection.execute(sa.insert(images).values(segment=number, entries=pictures.tobytes()))
        pictures = pictures[:0]
    _split_entries(connection)
    connection.exec_driver_sql("ALTER TABLE state_texts DROP COLUMN sketch")
    connection.exec_driver_sql("ALTER TABLE state_segments DROP COLUMN texts")


def _split_entries(connection: sa.Connection) -> None:
    """Of every entry the key and the text stood side by side."""
    for number, band in connection.execute(sa.select(segments.c.number, segments.c.band)).all():
        this = (segments.c.number == number) & (segments.c.band == band)
        both = np.frombuffer(connection.execute(sa.select(segments.c.entries).where(this)).scalar_one(), "<u8")
        entries = Entries((both >> np.uint64(32)).astype(NUMBER), both.astype(NUMBER))
        connection.execute(sa.update(segments).where(this).values(entries=entries.stored()))


def _sketches(connection: sa.Connection, numbers: Numbers) -> Rows:
    about = np.zeros(len(numbers), dtype=SKETCH)
    wanted = set(numbers.tolist())
    known = sa.select(texts.c.number, texts.c.exact, sa.column("sketch", sa.LargeBinary)).order_by(texts.c.number)
    rows = [row for row in connection.execute(known.where(sa.column("sketch") != b"")) if row.number in wanted]
    about["text"] = numbers
    about["exact"] = np.frombuffer(b"".join(row.exact[:8] for row in rows), "<u8")
    about["sketch"] = np.frombuffer(b"".join(row.sketch for row in rows), np.uint8).reshape(-1, BANDS)
    return about


UPGRADES: tuple[Upgrade, ...] = (sketches_and_images_by_segment,)
"""What makes a store of version N (from 1) one of version N + 1. Never changed, only added to."""
VERSION = 1 + len(UPGRADES)


def upgrade(connection: sa.Connection, version: int) -> None:
    """Bring the tables of ``version`` to :data:`VERSION`; 0 is a store that has none."""
    if not version:
        tables.create_all(connection)
        return
    for step in UPGRADES[version - 1 :]:
        step(connection)
