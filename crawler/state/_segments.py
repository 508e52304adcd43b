"""The bands of many texts as sorted arrays, and their sketches: what a store is searched by.

One band of many texts is one array of numbers: 32 bits of the band's hash, and the number of the text. A row a band would take a
database ten times as long, since a text has 64 of them.
"""

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from crawler.state._tables import segments, sketches
from crawler.stories import BANDS, MOST_ALIKE, Bands, Candidates, Places, Signatures, likeness

ENTRY = np.dtype("<u8")
SKETCH = np.dtype([("text", "<u4"), ("exact", "<u8"), ("sketch", "u1", BANDS)])
"""Number, the first 64 bits of the exact hash, and the sketch of a text."""
TEXT_BITS = np.uint64(32)
TEXT = np.uint64(2**32 - 1)
Entries = NDArray[np.uint64]


def entries_of(keys: Bands, texts: NDArray[np.uint64]) -> Entries:
    """The sorted entries of texts with these keys in a band."""
    return np.sort(keys.astype(ENTRY) << TEXT_BITS | texts)


def texts_with(keys: Bands, entries: Entries) -> tuple[Places, Places]:
    """Every place of a key among ``keys`` with every text that has it; none where more than :data:`MOST_ALIKE` have.

    Sorted keys are found sooner.
    """
    first = keys.astype(ENTRY) << TEXT_BITS
    starts = np.searchsorted(entries, first)
    counts = np.searchsorted(entries, first | TEXT, side="right") - starts
    counts[counts > MOST_ALIKE] = 0
    places = np.repeat(np.arange(len(keys)), counts)
    within = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
    return places, (entries[np.repeat(starts, counts) + within] & TEXT).astype(np.int64)


def find_candidates_in(
    connection: sa.Connection, chosen: Collection[int], texts: Signatures, found: Candidates
) -> Iterator[None]:
    """Add to ``found`` what of the ``chosen`` segments is a candidate for ``texts``: place, number. None comes after a band."""
    listed = sa.select(sketches.c.segment, sketches.c.entries).where(sketches.c.segment.in_(chosen))
    known = {number: np.frombuffer(data, SKETCH) for number, data in connection.execute(listed)}
    for band, keys in enumerate(texts.bands.T):
        order = np.argsort(keys)
        for number, data in _entries(connection, known, band):
            at, numbers = texts_with(keys[order], data)
            places, rows = order[at], np.searchsorted(known[number]["text"], numbers)
            alike = likeness(texts.sketches, known[number]["sketch"], (places, rows))
            found.add(places, numbers, alike, known[number]["exact"][rows])
        yield


def insert_segment(connection: sa.Connection, texts: Sequence[int], signatures: Signatures) -> int:
    """Store the bands and sketches of texts with these ascending numbers. The number of the segment."""
    numbers = np.array(texts, dtype=ENTRY)
    about = np.empty(len(texts), dtype=SKETCH)
    about["text"], about["exact"], about["sketch"] = numbers, signatures.exact, signatures.sketches
    return _insert(connection, about, (entries_of(keys, numbers) for keys in signatures.bands.T))


def replace_segments(connection: sa.Connection, numbers: Sequence[int], kept: Sequence[int] | None = None) -> int:
    """Merge segments band by band, with only the texts that are ``kept`` where that is given; the new one's number."""
    texts = None if kept is None else np.array(kept, dtype=ENTRY)
    stored = connection.execute(sa.select(sketches.c.entries).where(sketches.c.segment.in_(numbers))).scalars()
    about = np.concatenate([np.frombuffer(data, SKETCH) for data in stored])
    about = about[np.argsort(about["text"], kind="stable")]
    if texts is not None:
        about = about[np.isin(about["text"], texts)]
    merged = _insert(connection, about, (_merged(connection, numbers, band, texts) for band in range(BANDS)))
    for table, column in ((segments, segments.c.number), (sketches, sketches.c.segment)):
        connection.execute(sa.delete(table).where(column.in_(numbers)))
    return merged


def _merged(connection: sa.Connection, numbers: Sequence[int], band: int, texts: Entries | None) -> Entries:
    entries = np.concatenate([data for _, data in _entries(connection, numbers, band)])
    if texts is not None:
        entries = entries[np.isin(entries & TEXT, texts)]
    return np.sort(entries, kind="stable")


def _entries(connection: sa.Connection, numbers: Collection[int], band: int) -> Iterator[tuple[int, Entries]]:
    listed = sa.select(segments.c.number, segments.c.entries).where(segments.c.band == band, segments.c.number.in_(numbers))
    return ((number, np.frombuffer(data, ENTRY)) for number, data in connection.execute(listed))


def _insert(connection: sa.Connection, about: NDArray[np.void], arrays: Iterator[Entries]) -> int:
    number = (connection.execute(sa.select(sa.func.max(segments.c.number))).scalar() or 0) + 1
    connection.execute(sa.insert(sketches).values(segment=number, entries=about.tobytes()))
    for band, entries in enumerate(arrays):
        row = {"number": number, "band": band, "texts": len(entries), "entries": entries.tobytes()}
        connection.execute(sa.insert(segments), row)
    return number
