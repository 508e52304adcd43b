"""How the tables of an older store become those of this version."""

from collections.abc import Callable

import numpy as np
import sqlalchemy as sa

from crawler.state._segments import ENTRY, SKETCH, TEXT
from crawler.state._tables import segments, sketches, tables, texts

Upgrade = Callable[[sa.Connection], None]


def sketches_by_segment(connection: sa.Connection) -> None:
    """Move the sketches of texts to their segments."""
    sketches.create(connection)
    column = sa.column("sketch", sa.LargeBinary)
    for number, data in connection.execute(sa.select(segments.c.number, segments.c.entries).where(segments.c.band == 0)).all():
        numbers = np.sort(np.frombuffer(data, ENTRY) & TEXT)
        known = sa.select(texts.c.number, texts.c.exact, column).where(texts.c.number.between(int(numbers[0]), int(numbers[-1])))
        about = np.zeros(len(numbers), dtype=SKETCH)
        about["text"] = numbers
        wanted = set(numbers.tolist())
        rows = [row for row in connection.execute(known.order_by(texts.c.number)) if row.number in wanted]
        about["exact"] = np.frombuffer(b"".join(row.exact[:8] for row in rows), "<u8")
        about["sketch"] = np.frombuffer(b"".join(row.sketch for row in rows), np.uint8).reshape(about["sketch"].shape)
        connection.execute(sa.insert(sketches).values(segment=number, entries=about.tobytes()))
    connection.exec_driver_sql(f"ALTER TABLE {texts.name} DROP COLUMN sketch")


UPGRADES: tuple[Upgrade, ...] = (sketches_by_segment,)
"""What makes a store of version N (from 1) one of version N + 1. Never changed, only added to."""
VERSION = 1 + len(UPGRADES)


def upgrade(connection: sa.Connection, version: int) -> None:
    """Bring the tables of ``version`` to :data:`VERSION`; 0 is a store that has none."""
    if not version:
        tables.create_all(connection)
        return
    for step in UPGRADES[version - 1 :]:
        step(connection)
