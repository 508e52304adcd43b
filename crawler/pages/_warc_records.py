"""The records of a WARC or ARC, one after the other, also where it is damaged."""

import sys
from collections.abc import Iterator
from typing import NamedTuple

from crawler.pages._digests import agrees
from crawler.pages._page import Limits, Lost
from crawler.pages._record_heads import LONGEST, Fields, Grammar, Head
from crawler.pages._streams import ForwardStream
from crawler.pages._unpacking import CHUNK
from crawler.pages._window import Window

ZEROED = bytes(64)
"""What a damaged disk leaves in a block whose length is wrong as well; the header of another record may have been there."""
FIRST = 4096
"""Bytes in which most headers end."""


class Record(NamedTuple):
    """A record: its header and its block.

    ``size`` is the size of both. ``damage`` says why the block is incomplete or contradicts the checksum of its member.
    ``too_large``: the block was not read completely.
    """

    fields: Fields
    block: bytes
    size: int
    damage: str | None = None
    too_large: bool = False

    @property
    def type(self) -> str:
        return self.fields.get("warc-type", "").lower()

    @property
    def url(self) -> str:
        return self.fields.get("warc-target-uri", "").strip("<> ")


class Records:
    """The records of ``stream`` in the format ``grammar``; data without a URL is reported as :class:`Lost` in ``path``.

    If a record does not end where its header says, it ends where the next one begins. If no record begins there, or a member of a
    compressed file is damaged, reading continues at the next header. The bytes after a record are read before it is returned, so
    the checksum of a member that ends with it has been verified.
    """

    def __init__(self, stream: ForwardStream, grammar: Grammar, path: str, limits: Limits) -> None:
        self._window, self._grammar, self._path = Window(stream), grammar, path
        self._most = limits.page_bytes + CHUNK
        self._compared = 0
        self._told = -1
        """Where the last record began that says itself that its member is damaged."""

    def __iter__(self) -> Iterator[Record | Lost]:
        window = self._window
        while True:
            window.pass_blank()
            if window.has(1):
                window.has(self._grammar.probed)
                yield self._record() if self._grammar.begins.match(window.data, window.at) else self._lost_until_next()
            elif window.gap:
                if self._told < window.gap.start:
                    yield Lost(self._path, window.gap.reason, None, window.gap.size)
                window.pass_gap()
            else:
                return

    def _lost_until_next(self) -> Lost:
        """Go to the next header, which is not here, or to where nothing is in sight."""
        window, begin = self._window, self._window.position
        window.at += 1
        while (found := self._grammar.seen.search(window.data, window.at)) is None:
            window.at = max(window.at, len(window.data) - self._grammar.probed)
            if not window.has(window.rest() + 1):
                break
        window.at = found.start() if found else len(window.data)
        return Lost(self._path, "damaged: no record begins where one must", None, window.position - begin)

    def _record(self) -> Record:
        begin = self._window.position
        head, is_whole = self._head()
        self._window.at += head.size
        record = self._with_block(head) if is_whole else self._cut(head, b"", "in the headers of a record")
        if record.damage and self._window.gap and begin >= self._window.gap.start:
            self._told = begin
        return record

    def _head(self) -> tuple[Head, bool]:
        """The header here, and whether it is there as a whole."""
        window, size = self._window, FIRST
        while True:
            window.has(size)
            data, end = window.data, self._grammar.ends.search(window.data, window.at, window.at + size)
            last = end.end() if end else min(len(data), window.at + size)
            follows = self._grammar.seen.search(data, window.at + 1, last + self._grammar.probed)
            if follows and follows.start() < last:
                return self._grammar.head(data[window.at : follows.start()]), False
            if end or window.rest() < size or size >= LONGEST:
                return self._grammar.head(data[window.at : last]), end is not None
            size *= 4

    def _cut(self, head: Head, block: bytes, where: str) -> Record:
        """A record that ends before it should, at what is in sight."""
        gap = self._window.gap
        return Record(head.fields, block, head.size + len(block), f"{gap.reason if gap else 'cut off'}: {where}")

    def _with_block(self, head: Head) -> Record:
        window, length = self._window, head.length
        if length is None or length > self._most or not window.has(length) or not self._ends_at(length):
            return self._with_wrong_length(head)
        return self._taken(head, length, length)

    def _taken(self, head: Head, length: int, behind: int) -> Record:
        """The record with a block of ``length`` bytes, ``behind`` of which the next one begins."""
        window = self._window
        block = window.data[window.at : window.at + length]
        window.at += behind
        return Record(head.fields, block, head.size + length, self._denial(head, block))

    def _denial(self, head: Head, block: bytes) -> str | None:
        """Why the record that ends here is damaged, judging by the checksum of the member in which it begins."""
        window = self._window
        if (
            not window.gap
            or window.position - len(block) - head.size < window.gap.start
            or window.data[window.at :].strip(b"\r\n")
        ):
            return None
        return None if agrees(head.fields.get("warc-block-digest"), [block]) else window.gap.reason

    def _ends_at(self, length: int) -> bool:
        """Whether what comes behind ``length`` bytes shows that the block ends there."""
        window, grammar = self._window, self._grammar
        window.has(length + grammar.probed)
        end = window.at + length
        if grammar.between and window.data.startswith(grammar.between, end):
            return True
        behind = window.data[end : end + grammar.probed]
        following = end + len(behind) - len(behind.lstrip(b"\r\n"))
        return following == len(window.data) or grammar.begins.match(window.data, following) is not None

    def _with_wrong_length(self, head: Head) -> Record:
        """The record whose block is not as long as its header says, or is too large, or cut off."""
        window, length, digest = self._window, head.length or 0, head.fields.get("warc-block-digest")
        is_there = head.length is not None and length <= self._most and self._may_compare(length) and window.has(length)
        if is_there and agrees(digest, [window.data[window.at : window.at + length]]):
            return self._taken(head, length, length)
        next_at = self._next_head()
        if next_at is None and window.rest() >= self._most:
            return self._too_large(head)
        behind = window.rest() if next_at is None else next_at
        block = window.data[window.at : window.at + behind]
        whole = block.removesuffix(b"\r\n\r\n") if block.endswith(b"\r\n\r\n") else block.rstrip(b"\r\n")
        is_cut = next_at is None and (window.gap is not None or length > behind)
        is_doubted = is_cut or ZEROED in block
        if agrees(digest, [whole]) is False or (is_doubted and not agrees(digest, [whole])):
            window.at += behind
            return self._cut(head, block, f"{behind:,} of {'?' if head.length is None else f'{length:,}'} bytes are there")
        return self._taken(head, len(whole), behind)

    def _may_compare(self, size: int) -> bool:
        """Whether so many bytes may be compared in vain: records that overlap must not cost their number times their size."""
        self._compared += size
        return self._compared <= 4 * (self._window.position + self._most)

    def _next_head(self) -> int | None:
        """How many bytes on the next header is; None where none is in as many bytes as a page may have."""
        window, seen = self._window, 0
        while (found := self._grammar.seen.search(window.data, window.at + seen)) is None:
            there = window.rest()
            seen = max(0, there - self._grammar.probed)
            if there >= self._most or (not window.has(min(max(2 * there, CHUNK), self._most)) and window.rest() == there):
                return None
        return found.start() - window.at

    def _too_large(self, head: Head) -> Record:
        """Pass over a block that is larger than a page may be, to its end or to the next header."""
        window, passed = self._window, 0
        block = window.data[window.at : window.at + self._most]
        length = head.length if head.length is not None else sys.maxsize
        found = None
        while not found and passed < length and (window.has(CHUNK) or window.rest()):
            found = self._grammar.seen.search(window.data, window.at)
            ahead = found.start() - window.at if found else window.rest()
            if not found and window.has(window.rest() + 1):
                ahead -= self._grammar.probed
            step = min(ahead, length - passed)
            window.at += step
            passed += step
        if head.length is not None and passed < length and not found:
            return self._cut(head, block, f"{passed:,} of {length:,} bytes are there")
        return Record(head.fields, block, head.size + passed, too_large=True)
