"""The bands and sketches of many texts as sorted arrays, and what is found in them.

One band of many texts is one array of numbers: 32 bits of the band's hash, and the number of the text. A row a band would take a
database ten times as long, since a text has 64 of them.
"""

from collections.abc import Callable, Collection, Iterator
from functools import cache, lru_cache, partial
from typing import NamedTuple, Self

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from crawler.state._indexes import NUMBER, Numbers, places_in
from crawler.state._seals import sealed, see_to, unsealed
from crawler.state._tables import segments, sketches
from crawler.stories import BANDS, MOST_ALIKE, Bands, Candidates, Places, SignedTexts, Sketches, likeness

SKETCH = np.dtype([("text", "<u4"), ("exact", "<u8"), ("sketch", "u1", BANDS)])
"""Number, the first 64 bits of the exact hash, and the sketch of a text."""
ENTRIES = sa.select(segments.c.number, segments.c.entries).where(
    segments.c.band == sa.bindparam("band"), segments.c.number.in_(sa.bindparam("numbers", expanding=True))
)


HALF, LOW = 32, 2**32 - 1
OFTEN_SORTED = 20_000
"""Texts of which all bands are kept in their order: 15 MB."""


class Entries(NamedTuple):
    """The keys of a band in ascending order, and the text that each is of; of one key the texts ascend."""

    keys: Bands
    texts: Numbers

    @classmethod
    def of(cls, keys: Bands, texts: Numbers) -> Self:
        """Those of texts that have these keys."""
        both = np.sort(keys.astype(np.uint64) << np.uint64(32) | texts, kind="stable")  # it is in order by and large
        return cls((both >> np.uint64(32)).astype(NUMBER), both.astype(NUMBER))

    @classmethod
    def restored(cls, data: bytes) -> Self:
        """Those that were :meth:`stored`. Raises DamageError."""
        return cls(*np.frombuffer(unsealed(data, "a band of the texts"), NUMBER).reshape(2, -1))

    def stored(self) -> bytes:
        """All keys, then all texts, with a check sum."""
        return sealed(self.keys.tobytes() + self.texts.tobytes())


def sketches_restored(data: bytes) -> NDArray[np.void]:
    """The rows of a segment's sketches, as they are kept. Raises DamageError."""
    return np.frombuffer(unsealed(data, "the sketches of the texts"), SKETCH)


def texts_with(keys: Bands, entries: Entries) -> tuple[Places, Places]:
    """Every place of a key among ``keys`` with every text that has it, or the first :data:`MOST_ALIKE` of them.

    Sorted keys are found sooner.
    """
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
    """Add to ``found`` what of the ``chosen`` segments is a candidate for ``texts``: place, number. None comes often.

    One segment is in memory at a time.
    """
    own = cache(texts.sketches)
    in_order = lru_cache(BANDS if len(texts) <= OFTEN_SORTED else 1)(partial(_in_order, texts))
    for number in sorted(chosen) if len(texts) else ():
        hits = []
        for band, (_, entries) in enumerate(_bands_of(connection, number)):
            order, keys = in_order(band)
            at, numbers = texts_with(keys, entries)
            hits.append(order[at] << HALF | numbers)
            yield
        _add_hits(connection, number, np.unique(np.concatenate(hits)), own, found)


def _in_order(texts: SignedTexts, band: int) -> tuple[Places, Bands]:
    """The places of texts in the order of the keys of a band, and these keys."""
    keys = texts.bands(band)
    order = np.argsort(keys)
    return order, keys[order]


def _add_hits(connection: sa.Connection, number: int, hits: Places, own: Callable[[], Sketches], found: Candidates) -> None:
    """Add pairs of a place and the number of a text of a segment, in one number each; ``own`` are the sketches by place."""
    if not len(hits):
        return
    data = connection.execute(sa.select(sketches.c.entries).where(sketches.c.segment == number)).scalar()
    about = sketches_restored(data or b"")
    known, places, numbers = about["text"].copy(), hits >> HALF, hits & LOW
    see_to(bool(np.isin(numbers, known).all()), "a band of the texts")
    rows = np.searchsorted(known, numbers)
    found.add(places, numbers, likeness(own(), about["sketch"], (places, rows)), about["exact"][rows])


def _bands_of(connection: sa.Connection, number: int) -> Iterator[tuple[int, Entries]]:
    """All bands of a segment, in their order."""
    listed = sa.select(segments.c.band, segments.c.entries).where(segments.c.number == number).order_by(segments.c.band)
    rows = connection.execute(listed, execution_options={"yield_per": 1})
    count = 0
    for count, (band, data) in enumerate(rows, 1):
        see_to(band == count - 1, "the table of the bands")
        yield band, Entries.restored(data)
    see_to(count == BANDS, "the table of the bands")


def entries_in(connection: sa.Connection, numbers: Collection[int], band: int) -> Iterator[tuple[int, Entries]]:
    """The entries of a band in each of these segments."""
    listed = connection.execute(ENTRIES, {"band": band, "numbers": list(numbers)}).all() if numbers else []
    see_to(len(listed) == len(numbers), "the table of the bands")
    return ((number, Entries.restored(data)) for number, data in listed)
