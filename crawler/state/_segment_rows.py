"""How segments are written, merged, and parted with what is forgotten."""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from crawler.state._segments import NUMBER, SKETCH, Entries, Numbers, entries_in
from crawler.state._tables import images, segments, sketches
from crawler.stories import BANDS, Signatures

IMAGE = np.dtype([("image", "<i8"), ("page", "<u4")])
"""64 bits of the hash of what a picture is known by, and the number of a page that shows it."""
Rows = NDArray[np.void]


def insert_segment(
    connection: sa.Connection, texts: Sequence[int], signatures: Signatures, shown: Sequence[tuple[int, int]]
) -> int:
    """Store texts with these ascending numbers, and pairs of a picture and a page. The number of the segment."""
    numbers = np.array(texts, dtype=NUMBER)
    about = np.empty(len(texts), dtype=SKETCH)
    about["text"], about["exact"], about["sketch"] = numbers, signatures["exact"], signatures["sketch"]
    pictures = np.sort(np.array(shown, dtype=IMAGE), order=("image", "page"))
    return _insert(connection, about, pictures, (Entries.of(keys, numbers) for keys in signatures["bands"].T))


def merge_segments(connection: sa.Connection, numbers: Collection[int], kept: tuple[Numbers, Numbers] | None = None) -> int:
    """Put one segment in the place of several; the numbers of the texts and of the pages that are ``kept``, if not all are.

    The number of the new one.
    """
    texts, pages = kept or (None, None)
    about = _kept(rows_of(connection, sketches, SKETCH, numbers), "text", texts)
    pictures = _kept(rows_of(connection, images, IMAGE, numbers), "page", pages)
    arrays = (_merged(connection, numbers, band, texts) for band in range(BANDS))
    about, pictures = np.sort(about, order="text", kind="stable"), np.sort(pictures, order=("image", "page"), kind="stable")
    merged = _insert(connection, about, pictures, arrays)
    for column in (segments.c.number, sketches.c.segment, images.c.segment):
        connection.execute(sa.delete(column.table).where(column.in_(numbers)))
    return merged


def remove_pictures(connection: sa.Connection, pages: Collection[int]) -> None:
    """Forget which pictures these pages show."""
    gone = np.fromiter(pages, dtype=np.uint32)
    for number, data in connection.execute(sa.select(images)).all():
        pictures = np.frombuffer(data, IMAGE)
        is_gone = np.isin(pictures["page"], gone)
        if is_gone.any():
            left = pictures[~is_gone].tobytes()
            connection.execute(sa.update(images).where(images.c.segment == number).values(entries=left))


def rows_of(connection: sa.Connection, table: sa.Table, row: np.dtype[np.void], numbers: Collection[int] | None = None) -> Rows:
    """What the table tells of these segments, or of all, one segment after the other."""
    listed = sa.select(table.c.entries) if numbers is None else sa.select(table.c.entries).where(table.c.segment.in_(numbers))
    return np.concatenate([np.empty(0, row), *(np.frombuffer(data, row) for data in connection.execute(listed).scalars())])


def _kept(rows: Rows, name: str, kept: Numbers | None) -> Rows:
    return rows if kept is None else rows[np.isin(rows[name], kept)]


def _merged(connection: sa.Connection, numbers: Collection[int], band: int, texts: Numbers | None) -> Entries:
    listed = [entries for _, entries in entries_in(connection, numbers, band)]
    keys, of_texts = (np.concatenate(column) for column in zip(*listed, strict=True))
    if texts is not None:
        is_kept = np.isin(of_texts, texts)
        keys, of_texts = keys[is_kept], of_texts[is_kept]
    return Entries.of(keys, of_texts)


def _insert(connection: sa.Connection, about: Rows, pictures: Rows, arrays: Iterable[Entries]) -> int:
    number = (connection.execute(sa.select(sa.func.max(sketches.c.segment))).scalar() or 0) + 1
    connection.execute(sa.insert(sketches).values(segment=number, entries=about.tobytes()))
    connection.execute(sa.insert(images).values(segment=number, entries=pictures.tobytes()))
    for band, entries in enumerate(arrays):
        connection.execute(sa.insert(segments).values(number=number, band=band, entries=entries.stored()))
    return number
