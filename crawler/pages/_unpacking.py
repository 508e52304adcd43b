"""The members of a compressed file, one after the other: damage costs the member that it is in."""

from collections import deque
from collections.abc import Generator, Iterator
from typing import BinaryIO, NamedTuple

from crawler.pages._packing import TRIED, Packing

CHUNK = 64 * 1024
PIECE = 16 * 1024
"""Packed bytes that are given to a decompressor at once: what it does not use is copied."""
BLANK = b"\0\r\n\x1a"
"""What programs append to files; no member begins with it."""
PADDING = 16
"""Zeros before a member from which they stand for another one that is gone: behind the last one there may be any number."""
KEPT = 1024 * 1024
"""Packed bytes of a member that are kept, to look for the next one in them where this one is damaged."""
STEP = 64
"""Packed bytes at once, where damage is: what a decompressor had unpacked before it raised is lost with it."""


class Gap(NamedTuple):
    """``size`` packed bytes that cannot be unpacked or trusted: a damaged member, at most its last MiB before damage showed.
    ``start``: how many bytes were unpacked before that member."""

    size: int
    reason: str
    start: int


class Members:
    """The members of the compressed file ``raw``, from its beginning. ``taken``: how many bytes of it were read.

    Where one is damaged or cut off, the next is looked for: from its beginning on, because damage may have hidden its end. How
    much is looked at more than once is limited, so that the time for a file that is all damage stays in proportion to its size.
    """

    def __init__(self, raw: BinaryIO, packing: Packing) -> None:
        self._raw, self._packing = raw, packing
        self.taken = self._again = self._unpacked = 0
        self._chunk, self._at = b"", 0
        self._past: deque[bytes] = deque()
        """The chunks before this one, from that in which the member begins."""
        self._kept = self._dropped = 0
        """Bytes in ``_past``, and of what is not kept any more."""

    def parts(self) -> Iterator[bytes | Gap]:
        """What the members hold, in parts of at most 64 KiB; a :class:`Gap` for what is damaged, after what came before it."""
        while (zeros := self._pass_padding()) is not None:
            if zeros >= PADDING:
                yield Gap(zeros, "damaged: zeros where a member must begin", self._unpacked)
            begin, start = self._at, self._unpacked
            reason = yield from self._member()
            if reason is not None:
                begin, is_whole = (0, False) if self._dropped else (begin, True)
                is_again = self._join(begin)
                if is_whole and is_again:
                    yield from self._before_damage(begin, self._unpacked - start)
                yield Gap(self._go_on(begin, is_again), reason, start)
            self._past.clear()
            self._kept = self._dropped = 0

    def _member(self) -> Generator[bytes, None, str | None]:
        """What the next member holds; returns why that is not all."""
        if not self._begins_here():
            return "damaged: nothing begins where a member must"
        member = self._packing.decompressor()
        try:
            while not member.eof:
                piece = self._piece() if member.needs_input else b""
                if not piece and member.needs_input:
                    return "cut off"
                if data := member.decompress(piece, CHUNK):
                    self._unpacked += len(data)
                    yield data
            self._at -= len(member.unused_data)
        except Exception as error:  # decompressors raise many kinds
            return f"damaged: {error}"
        return None

    def _begins_here(self) -> bool:
        packing = self._packing
        if packing.beside and packing.beside.match(self._chunk, self._at):
            return True
        return packing.begins.match(self._chunk, self._at) is not None

    def _piece(self) -> memoryview | bytes:
        """The next packed bytes; none at the end."""
        if self._at == len(self._chunk):
            more = self._read()
            if not more:
                return b""
            self._past.append(self._chunk)
            self._kept += len(self._chunk)
            while self._kept > KEPT:
                first = len(self._past.popleft())
                self._kept -= first
                self._dropped += first
            self._chunk, self._at = more, 0
        piece = memoryview(self._chunk)[self._at : self._at + PIECE]
        self._at += len(piece)
        return piece

    def _read(self) -> bytes:
        chunk = self._raw.read(CHUNK)
        self.taken += len(chunk)
        return chunk

    def _pass_padding(self) -> int | None:
        """Go to what is not :data:`BLANK`, and say how many such bytes came before it; None at the end. As much of it is in the
        chunk then as shows whether a member begins."""
        zeros = 0
        while True:
            seen = self._chunk[self._at : self._at + 32]
            rest = len(seen.lstrip(BLANK))
            if rest >= 16:
                self._at += len(seen) - rest
                return zeros + len(seen) - rest
            left, more = self._chunk[self._at :].lstrip(BLANK), self._read()
            zeros += len(self._chunk) - self._at - len(left)
            self._chunk, self._at = left + more, 0
            if not more:
                return zeros if left else None

    def _join(self, begin: int) -> bool:
        """Have the chunk begin where the damaged member is kept from; whether it may be looked at again, from ``begin`` on."""
        self._at += self._kept
        self._chunk = b"".join([*self._past, self._chunk]) if self._past else self._chunk
        self._again += self._at - begin
        return self._again <= 4 * (self.taken + KEPT)

    def _before_damage(self, begin: int, given: int) -> Iterator[bytes]:
        """What the member that begins there holds beyond the first ``given`` bytes, before damage shows."""
        member, passed = self._packing.decompressor(), 0
        for at in range(begin, self._at, STEP):
            piece = self._chunk[at : at + STEP]
            while piece or not member.needs_input:
                try:
                    unpacked = member.decompress(piece, CHUNK)
                except Exception:  # the damage
                    return
                if new := unpacked[max(0, given - passed) :]:
                    self._unpacked += len(new)
                    yield new
                passed, piece = passed + len(unpacked), b""
                if member.eof:
                    return

    def _go_on(self, begin: int, is_again: bool) -> int:
        """Go to where another member begins, behind the damaged one; how many bytes that is behind ``begin``."""
        left_out, at = -begin, begin + 1 if is_again else max(self._at, begin + 1)
        while True:
            found = self._packing.begins.search(self._chunk, at)
            next_at = found.start() if found else max(at, len(self._chunk) - 16)
            if (found is None or len(self._chunk) - next_at < TRIED) and (more := self._read()):
                left_out += next_at
                self._chunk, at = self._chunk[next_at:] + more, 0
            elif found is None:
                self._at = len(self._chunk)
                return left_out + len(self._chunk)
            elif self._packing.can_begin(memoryview(self._chunk)[next_at : next_at + TRIED]):
                self._at = next_at
                return left_out + next_at
            else:
                at = next_at + 1
