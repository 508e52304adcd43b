"""The bands and sketches of many texts as sorted arrays, and the search for candidates in them.

One band of many texts is one array of numbers: 32 bits of the band's hash, and the number of the text. With one row per band, a
database would take ten times as long, since each text has 64 bands.
"""

from collections.abc import Callable, Collection, Iterator
from functools import cache, lru_cache, partial
from typing import NamedTuple, Self

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from crawler.files.seals import sealed, see_to, unsealed
from crawler.state._indexes import NUMBER, Numbers, places_in
from crawler.state._tables import segments, sketches
from crawler.stories.candidates import MOST_ALIKE, Candidates
from crawler.stories.fingerprint import BANDS, Bands, Places, SignedTexts, Sketches, likeness

SKETCH = np.dtype([("text", "<u4"), ("exact", "<u8"), ("sketch", "u1", BANDS)])
"""The number of a text, the first 64 bits of its exact hash, and its sketch."""
ENTRIES = sa.select(segments.c.entries).where(
    segments.c.band == sa.bindparam("band"), segments.c.number.in_(sa.bindparam("numbers", expanding=True))
)
HALF, LOW = 32, 2**32 - 1
OFTEN_SORTED = 20_000
"""Texts up to which all bands are kept sorted in memory: 15 MB."""


class Entries(NamedTuple):
    """The keys of a band in ascending order, and the text that each belongs to; texts with one key are in ascending order."""

    keys: Bands
    texts: Numbers

    @classmethod
    def of(cls, keys: Bands, texts: Numbers) -> Self:
        """Make the entries of texts that have these keys."""
        both = np.sort(keys.astype(np.uint64) << np.uint64(32) | texts, kind="stable")  # it is mostly sorted
        return cls((both >> np.uint64(32)).astype(NUMBER), both.astype(NUMBER))

    @classmethod
    def restored(cls, data: bytes) -> Self:
        """Read entries written by :meth:`stored`. Raises DamageError."""
        return cls(*np.frombuffer(unsealed(data, "a band of the texts"), NUMBER).reshape(2, -1))

    def stored(self) -> bytes:
        """The entries as bytes: all keys, then all texts, then a checksum."""
        return sealed(self.keys.tobytes() + self.texts.tobytes())


def sketches_restored(data: bytes) -> NDArray[np.void]:
    """Read the stored sketches of a segment. Raises DamageError."""
    return np.frombuffer(unsealed(data, "the sketches of the texts"), SKETCH)


def texts_with(keys: Bands, entries: Entries) -> tuple[Places, Places]:
    """Pairs of a place in ``keys`` and a text with that key, at most the first :data:`MOST_ALIKE` texts per key. Sorted keys are
    found faster."""
    if not len(entries.keys):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    starts = np.searchsorted(entries.keys, keys)
    hits = np.flatnonzero(entries.keys[np.minimum(starts, len(entries.keys) - 1)] == keys)
    starts = starts[hits]
    counts = np.searchsorted(entries.keys, keys[hits], side="right") - starts
    counts = np.minimum(counts, MOST_ALIKE)
    return np.repeat(hits, counts), entries.texts[places_in(starts, counts)].astype(np.int64)


def find_candidates_in(
    connection: sa.Connection, chosen: Collection[int], texts: SignedTexts, found: Candidates
) -> Iterator[None]:
    """Add to ``found`` the candidates for ``texts`` in the ``chosen`` segments, as pairs of place and number. Yields None
    frequently. Only one segment is in memory at a time."""
    own = cache(texts.sketches)
    in_order = lru_cache(BANDS if len(texts) <= OFTEN_SORTED else 1)(partial(_in_order, texts))
    for number in sorted(chosen) if len(texts) else ():
        hits = []
        for band, entries in _bands_of(connection, number):
            order, keys = in_order(band)
            at, numbers = texts_with(keys, entries)
            hits.append(order[at] << HALF | numbers)
            yield
        _add_hits(connection, number, np.unique(np.concatenate(hits)), own, found)


def _in_order(texts: SignedTexts, band: int) -> tuple[Places, Bands]:
    """The places of texts sorted by the keys of a band, and the sorted keys."""
    keys = texts.bands(band)
    order = np.argsort(keys)
    return order, keys[order]


def _add_hits(connection: sa.Connection, number: int, hits: Places, own: Callable[[], Sketches], found: Candidates) -> None:
    """Add candidate pairs, each packed into one number: a place and the number of a text in a segment. ``own`` returns the
    sketches by place."""
    if not len(hits):
        return
    data = connection.execute(sa.select(sketches.c.entries).where(sketches.c.segment == number)).scalar()
    about = sketches_restored(data or b"")
    known, places, numbers = about["text"].copy(), hits >> HALF, hits & LOW
    see_to(bool(np.isin(numbers, known).all()), "a band of the texts")
    rows = np.searchsorted(known, numbers)
    found.add(places, numbers, likeness(own(), about["sketch"], (places, rows)), about["exact"][rows])


def _bands_of(connection: sa.Connection, number: int) -> Iterator[tuple[int, Entries]]:
    """All bands of a segment, in order."""
    listed = sa.select(segments.c.band, segments.c.entries).where(segments.c.number == number).order_by(segments.c.band)
    rows = connection.execute(listed, execution_options={"yield_per": 1})
    count = 0
    for count, (band, data) in enumerate(rows, 1):
        see_to(band == count - 1, "the table of the bands")
        yield band, Entries.restored(data)
    see_to(count == BANDS, "the table of the bands")


def entries_in(connection: sa.Connection, numbers: Collection[int], band: int) -> Iterator[Entries]:
    """The entries of one band in each of these segments."""
    listed = connection.execute(ENTRIES, {"band": band, "numbers": list(numbers)}).scalars().all() if numbers else []
    see_to(len(listed) == len(numbers), "the table of the bands")
    return map(Entries.restored, listed)
