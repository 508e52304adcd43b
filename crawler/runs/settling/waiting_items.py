"""Items that wait for the end of the run."""

import os
from array import array
from bisect import bisect_left
from collections import defaultdict
from contextlib import suppress
from datetime import datetime
from tempfile import TemporaryFile

import msgspec
import numpy as np
from numpy.typing import NDArray

from crawler.items import Flag, Item
from crawler.items.schema import TYPES
from crawler.runs.settling.keys import Keys
from crawler.runs.settling.signature_file import ChosenSignatures, SignatureFile
from crawler.state import decoded, encoded, hash_of_id
from crawler.stories.compared import MOST_NUMBERS, Compared, PageRecord, are_of_other_numbers
from crawler.stories.fingerprint import Fingerprint, Places

BUFFER = 2**20
PAIRS_AT_ONCE = 20_000
"""Pairs of notices compared at once: 5 MB."""
CLASH: Flag = "id-clash"
"""The flag of an item whose id belongs to another one."""
KINDS = tuple(TYPES)
RECORDS = msgspec.msgpack.Decoder(PageRecord)


class WaitingItems:
    """Items in an unnamed temporary file, in the order in which they came, with about 100 bytes of each in memory. An item's
    place is its number from 0."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=BUFFER)  # noqa: SIM115 - closed by close
        self._flushed = 0
        self._kinds = bytearray()
        self._starts = array("Q", [0])
        self._pages, self._texts = Keys(32), Keys(16)
        self._counting: Places | None = None
        self._signatures, self._signed = SignatureFile(), array("q")
        self._notices, self._numbers = array("q"), bytearray()
        self.ids = array("Q")
        """64 bits of each item's id."""
        self._renamed: dict[int, str] = {}
        self.share_id: NDArray[np.bool_] = np.empty(0, dtype=np.bool_)
        """Whether the id of each item is that of another one, of the run or stored."""
        self.revised: set[str] = set()
        """Ids of items whose pages differ in content."""

    def __len__(self) -> int:
        return (len(self._starts) - 1) // 3

    def add(self, item: Item) -> None:
        """Store ``item``. Raises OSError; ValueError for an item that cannot be encoded or lacks its hashes."""
        self.add_encoded(encoded(item), Compared.of(item))

    def add_encoded(self, item: bytes, compared: Compared, counts: bytes = b"") -> None:
        """Store an item already encoded as MessagePack or JSON, and its counts. Raises OSError."""
        page = compared.page
        if compared.minima:
            self._signed.append(len(self))
            self._signatures.add(Fingerprint(page.exact, page.length, compared.minima))
        if compared.numbers:
            self._notices.append(len(self))
            self._numbers += compared.numbers
        record = msgspec.msgpack.encode(page)
        self._file.write(record + item + counts)
        for part in (record, item, counts):
            self._starts.append(self._starts[-1] + len(part))
        self.ids.append(int.from_bytes(hash_of_id(page.id), "little"))
        self._kinds.append(KINDS.index(page.type))
        self._pages.add(page.sha256)
        self._texts.add(page.exact)
        self._counting = None

    def rename(self, at: int, id_: str) -> None:
        """Give an item an id of its own, since the id from its site belongs to another item."""
        self._renamed[at] = id_

    def signature(self, at: int) -> bytes:
        """Return the signature of an item's text, as a row of :data:`~crawler.stories.fingerprint.SIGNATURE`; empty if the text
        is only compared exactly."""
        position = bisect_left(self._signed, at)
        is_there = position < len(self._signed) and self._signed[position] == at
        return self._signatures.row(position) if is_there else b""

    def signatures(self, chosen: Places) -> tuple[Places, ChosenSignatures]:
        """Return which of these ascending places have items whose texts have signatures, and the signatures."""
        signed = np.array(self._signed, np.int64)
        are_chosen = np.isin(signed, chosen, assume_unique=True)
        return signed[are_chosen], ChosenSignatures(self._signatures, np.flatnonzero(are_chosen))

    def are_other_notices(self, ones: Places, others: Places) -> NDArray[np.bool_]:
        """Return which of the pairs of items, given by place, are notices with different numbers."""
        notices = np.array(self._notices, np.int64)
        numbers = np.frombuffer(bytes(self._numbers), np.uint32).reshape(-1, MOST_NUMBERS)
        found = np.isin(ones, notices) & np.isin(others, notices)
        for some in np.array_split(np.flatnonzero(found), max(1, len(found) // PAIRS_AT_ONCE)):
            rows = (numbers[notices.searchsorted(places[some])] for places in (ones, others))
            found[some] = are_of_other_numbers(*rows)
        return found

    def page(self, at: int) -> PageRecord:
        """Return the record of an item's page."""
        return self._named(at, RECORDS.decode(self._read(self._starts[3 * at], self._starts[3 * at + 1])))

    def _named(self, at: int, page: PageRecord) -> PageRecord:
        if id_ := self._renamed.get(at):
            return msgspec.structs.replace(page, id=id_, given=page.id)
        return page

    def page_and_item(self, at: int) -> tuple[PageRecord, bytes]:
        """Return the record of an item's page, and the item, encoded."""
        start, middle, end = self._starts[3 * at : 3 * at + 3]
        both = self._read(start, end)
        page = self._named(at, RECORDS.decode(memoryview(both)[: middle - start]))
        return page, encoded(self.item(at)) if page.given else both[middle - start :]

    def item(self, at: int) -> Item:
        """Return an item."""
        item = decoded(self._read(self._starts[3 * at + 1], self._starts[3 * at + 2]), KINDS[self._kinds[at]])
        if id_ := self._renamed.get(at):
            item.id = id_
            item.flags = [*item.flags, CLASH]
        return item

    def item_and_counts(self, at: int) -> tuple[bytes, bytes] | None:
        """Return an item as given, and its counts; None if these are unknown or the item was changed."""
        start, middle, end = self._starts[3 * at + 1 : 3 * at + 4]
        if middle == end or at in self._renamed:
            return None
        both = self._read(start, end)
        return both[: middle - start], both[middle - start :]

    def counting(self) -> Places:
        """Return for every item the place of the one that counts among those whose pages have the same bytes. That is the one
        captured first, then the first by path, then the first to come."""
        if self._counting is None:
            firsts = self._pages.firsts()
            copies: defaultdict[int, list[int]] = defaultdict(list)
            for at in np.flatnonzero(firsts != np.arange(len(firsts))).tolist():
                copies[int(firsts[at])].append(at)
            for first, others in copies.items():
                firsts[[first, *others]] = min((first, *others), key=lambda at: _saved(self.page(at)))
            self._counting = firsts
        return self._counting

    def place_of(self, sha256: bytes) -> int | None:
        """Return the place of the item that counts for a page with these bytes; None if it is not from this run."""
        at = self._pages.first_with(sha256)
        return None if at is None else int(self.counting()[at])

    def firsts_with_text(self) -> Places:
        """Return for every item the place of the first one with the same text."""
        return self._texts.firsts()

    def exact(self, at: int) -> bytes:
        """Return the exact hash of an item's text."""
        return self._texts[at]

    def place_with(self, exact: bytes) -> int:
        """Return the place of the first item with a text, given its exact hash. Raises KeyError if there is none."""
        if (at := self._texts.first_with(exact)) is None:
            raise KeyError(exact)
        return at

    def close(self) -> None:
        """Release all items, even if the disk is too full for what is not written yet."""
        for file in (self._file, self._signatures):
            with suppress(OSError):
                file.close()

    def _read(self, start: int, end: int) -> bytes:
        if end > self._flushed:
            self._file.flush()
            self._flushed = self._starts[-1]
        return os.pread(self._file.fileno(), end - start, start)


def _saved(page: PageRecord) -> tuple[float, str]:
    captured = datetime.fromisoformat(page.captured).timestamp() if page.captured else float("inf")
    return captured, page.path
