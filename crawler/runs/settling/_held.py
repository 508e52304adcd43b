"""Items that wait for the end of the run."""

import os
from array import array
from bisect import bisect_left
from datetime import datetime
from tempfile import TemporaryFile
from typing import Self

import msgspec
import numpy as np

from crawler.items import Flag, Item
from crawler.state import PageRecord, decoded, encoded, hash_of_id, page_record
from crawler.stories import Fingerprint, Signatures, fingerprint_of, signatures_of, told_of

BUFFER = 2**20
AT_ONCE = 1_000
"""Fingerprints that wait to become signatures."""
CLASH: Flag = "id-clash"
"""The flag of an item whose id another one has."""
RECORDS = msgspec.msgpack.Decoder(PageRecord)


class Compared(msgspec.Struct, array_like=True, frozen=True):
    """What an item is compared by: the record of its page, and the minima of its text's fingerprint."""

    page: PageRecord
    minima: bytes

    @classmethod
    def of(cls, item: Item) -> Self:
        """That of a finished item. ValueError for one without its hashes."""
        found = fingerprint_of(told_of(item))
        return cls(page_record(item, found), found.minima)


class Held:
    """Items in a temporary file without a name, in the order in which they came, and of each some 600 bytes in memory.

    An item's place is its number from 0. ``owners`` says of which item each text is that is compared by bands, each text once.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=BUFFER)  # noqa: SIM115 - closed by close
        self._flushed = 0
        self._starts = array("Q", [0])
        self._by_bytes: dict[bytes, int] = {}
        self._places: dict[bytes, int] = {}
        self.owners = array("Q")
        self._signatures: list[Signatures] = [signatures_of([])]
        self._waiting: list[Fingerprint] = []
        self.ids = array("Q")
        """64 bits of the id of every item."""
        self._renamed: dict[int, str] = {}
        self.revised: set[str] = set()
        """Ids of items of which pages say several things."""

    def __len__(self) -> int:
        return (len(self._starts) - 1) // 2

    def add(self, item: Item) -> None:
        """Keep ``item``. Raises OSError; ValueError for an item that cannot be encoded, or without its hashes."""
        self.add_encoded(encoded(item), Compared.of(item))

    def add_encoded(self, item: bytes, compared: Compared) -> None:
        """Keep an item that is encoded already, as MessagePack or JSON. Raises OSError."""
        record = msgspec.msgpack.encode(compared.page)
        self._file.write(record + item)
        self._starts.extend((self._starts[-1] + len(record), self._starts[-1] + len(record) + len(item)))
        self.ids.append(int.from_bytes(hash_of_id(compared.page.id), "little"))
        self._note(len(self) - 1, compared.page, compared.minima)

    def rename(self, at: int, id_: str) -> None:
        """Give an item an id of its own, since the one that its site gives it is another item's."""
        self._renamed[at] = id_

    def _note(self, at: int, page: PageRecord, minima: bytes) -> None:
        before = self._by_bytes.setdefault(page.sha256, at)
        if before != at and _saved(page) < _saved(self.page(before)):
            self._by_bytes[page.sha256] = at
        if page.exact not in self._places:
            self._places[page.exact] = at
            if minima:
                self.owners.append(at)
                self._waiting.append(Fingerprint(page.exact, page.length, minima))
                if len(self._waiting) == AT_ONCE:
                    self._sign()

    def signatures(self) -> Signatures:
        """Of the texts that are compared by bands, in the order of ``owners``."""
        if self._waiting:
            self._sign()
        if len(self._signatures) > 1:
            self._signatures = [np.concatenate(self._signatures)]
        return self._signatures[0]

    def _sign(self) -> None:
        self._signatures.append(signatures_of(self._waiting))
        self._waiting.clear()

    def signature(self, at: int) -> bytes:
        """Of the text that the item at this place was the first to have; empty where there is none."""
        position = bisect_left(self.owners, at)
        is_there = position < len(self.owners) and self.owners[position] == at
        return self.signatures()[position].tobytes() if is_there else b""

    def page(self, at: int) -> PageRecord:
        """The record of an item's page."""
        return self._named(at, RECORDS.decode(self._read(self._starts[2 * at], self._starts[2 * at + 1])))

    def _named(self, at: int, page: PageRecord) -> PageRecord:
        if id_ := self._renamed.get(at):
            return msgspec.structs.replace(page, id=id_, given=page.id)
        return page

    def page_and_item(self, at: int) -> tuple[PageRecord, bytes]:
        """The record of an item's page, and the item, encoded."""
        start, middle, end = self._starts[2 * at : 2 * at + 3]
        both = self._read(start, end)
        page = self._named(at, RECORDS.decode(memoryview(both)[: middle - start]))
        return page, encoded(self.item(at, page.type)) if page.given else both[middle - start :]

    def item(self, at: int, kind: str) -> Item:
        """An item of the type ``kind``."""
        item = decoded(self._read(self._starts[2 * at + 1], self._starts[2 * at + 2]), kind)
        if id_ := self._renamed.get(at):
            item.id = id_
            item.flags = [*item.flags, CLASH]
        return item

    def first_of(self, page: PageRecord) -> int:
        """The place of the item that counts of those whose pages have the same bytes: captured first, then by path."""
        return self._by_bytes[page.sha256]

    def place_of(self, sha256: bytes) -> int | None:
        """The place of the item that counts of a page with these bytes; None where it is not of this run."""
        return self._by_bytes.get(sha256)

    def texts(self) -> dict[bytes, int]:
        """The exact hash of every text, and the first item that has it."""
        return self._places

    def close(self) -> None:
        """Let go of all items."""
        self._file.close()

    def _read(self, start: int, end: int) -> bytes:
        if end > self._flushed:
            self._file.flush()
            self._flushed = self._starts[-1]
        return os.pread(self._file.fileno(), end - start, start)


def _saved(page: PageRecord) -> tuple[float, str]:
    captured = datetime.fromisoformat(page.captured).timestamp() if page.captured else float("inf")
    return captured, page.path
