"""Indexes from hashes to pages and texts, stored as sorted arrays, like the bands.

A database index is a tree in which every hash has its place, so that a thousand new pages change a thousand places in the file.
New entries of an array are written next to each other.
"""

from collections.abc import Collection, Iterable
from hashlib import blake2b
from typing import Any, NamedTuple, Self

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from crawler.files.seals import sealed, see_to, unsealed
from crawler.state._tables import indexes, sketches
from crawler.stories.fingerprint import Places
from crawler.stories.grams import are_in

HASH = np.dtype("<u8")
NUMBER = np.dtype("<u4")
Hashes = NDArray[np.uint64]
Numbers = NDArray[np.uint32]
BY_BYTES, BY_ID, BY_TEXT, BY_IMAGE = KINDS = ("bytes", "id", "text", "image")
"""Pages by the hash of their bytes, by the id of their item and by the hashes of their pictures; texts by their exact hash."""


class Index(NamedTuple):
    """Hashes (64 bits each) in ascending order, and the numbers of the pages or texts that have them."""

    hashes: Hashes
    numbers: Numbers

    @classmethod
    def of(cls, hashes: Hashes, numbers: Numbers) -> Self:
        """Make an index from numbers and their hashes."""
        order = np.argsort(hashes, kind="stable")  # fastest for input that is mostly sorted
        return cls(hashes[order], numbers[order])

    @classmethod
    def restored(cls, data: bytes) -> Self:
        """Read an index written by :meth:`stored`. Raises DamageError."""
        return cls.read(unsealed(data, "an index of the state"))

    @classmethod
    def read(cls, data: bytes | memoryview) -> Self:
        """Read an index from bytes without a checksum."""
        count = len(data) // (HASH.itemsize + NUMBER.itemsize)
        return cls(np.frombuffer(data, HASH, count), np.frombuffer(data, NUMBER, count, HASH.itemsize * count))

    def stored(self) -> bytes:
        """The index as bytes: all hashes, then all numbers, then a checksum."""
        return sealed(self.hashes.astype(HASH).tobytes() + self.numbers.astype(NUMBER).tobytes())

    def chosen(self, which: NDArray[np.bool_]) -> Self:
        """The entries selected by a mask."""
        return type(self)(self.hashes[which], self.numbers[which])

    def has(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Which of these hashes are in the index."""
        return are_in(hashes, self.hashes)

    def numbers_of(self, hashes: Hashes) -> Numbers:
        """The numbers that have one of these hashes."""
        starts = np.searchsorted(self.hashes, hashes)
        counts = np.searchsorted(self.hashes, hashes, side="right") - starts
        found: Numbers = self.numbers[places_in(starts, counts)]
        return found


class Indexes:
    """The indexes as one transaction sees them; each is read once."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._read: dict[str, list[Index]] = {}

    def of(self, kind: str) -> list[Index]:
        """The parts of the index of one kind, one per segment."""
        if kind not in self._read:
            listed = sa.select(indexes.c.entries).where(indexes.c.kind == kind)
            self._read[kind] = [Index.restored(data) for data in self._connection.execute(listed).scalars()]
            written = self._connection.execute(sa.select(sa.func.count()).select_from(sketches)).scalar_one()
            see_to(len(self._read[kind]) == written, "the table of the indexes")
        return self._read[kind]

    def numbers_of(self, kind: str, hashes: Iterable[bytes]) -> list[int]:
        """The numbers that may have one of these hashes, in ascending order; only 64 bits of each hash are compared."""
        wanted = np.sort(last_bits(hashes))
        return sorted({number for part in self.of(kind) for number in part.numbers_of(wanted).tolist()})


def places_in(starts: Places, counts: Places) -> Places:
    """Concatenated ranges: for each start, ``count`` consecutive places."""
    before = np.cumsum(counts) - counts
    places: Places = np.arange(counts.sum()) + np.repeat(starts - before, counts)
    return places


def last_bits(hashes: Iterable[bytes]) -> Hashes:
    """The last 64 bits of each hash; all are of one size."""
    listed = list(hashes)
    return np.frombuffer(b"".join(listed), HASH).reshape(len(listed), -1)[:, -1].copy() if listed else np.empty(0, HASH)


def index_by_id(pages: Iterable[tuple[int, Any]]) -> Index:
    """The index of numbered pages by the ids of their items and by those that their sites give them."""
    named = [(hash_of_id(id_), number) for number, page in pages for id_ in (page.id, page.given) if id_]
    return Index.of(last_bits(hash_ for hash_, _ in named), np.array([number for _, number in named], NUMBER))


def hash_of_id(item_id: str) -> bytes:
    """A 64-bit hash of an item's id."""
    return blake2b(item_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def remove_pages(connection: sa.Connection, kinds: Collection[str], pages: Collection[int]) -> None:
    """Remove the pages from the indexes of these kinds."""
    gone = np.fromiter(pages, dtype=NUMBER)
    listed = sa.select(indexes).where(indexes.c.kind.in_(kinds))
    for segment, kind, data in connection.execute(listed).all():
        index = Index.restored(data)
        is_gone = np.isin(index.numbers, gone)
        if is_gone.any():
            this = (indexes.c.segment == segment) & (indexes.c.kind == kind)
            connection.execute(sa.update(indexes).where(this).values(entries=index.chosen(~is_gone).stored()))
