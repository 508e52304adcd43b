"""A stream of which one can see what comes next."""

from crawler.pages._streams import ForwardStream, GapError
from crawler.pages._unpacking import CHUNK, Gap


class Window:
    """The bytes of ``stream`` from a place on: ``data`` from its index ``at``, of which ``start`` bytes came before ``data``. It
    ends at the end of the stream and where something is damaged: there is a ``gap`` then."""

    def __init__(self, stream: ForwardStream) -> None:
        self._stream = stream
        self.data, self.at, self.start = b"", 0, 0
        self.gap: Gap | None = None
        self._is_over = False

    @property
    def position(self) -> int:
        """How many bytes of the stream came before this place."""
        return self.start + self.at

    def has(self, size: int) -> bool:
        """Whether there are so many bytes, which are in ``data`` then."""
        return len(self.data) - self.at >= size or self._filled(size)

    def _filled(self, size: int) -> bool:
        parts, there = [self.data[self.at :]], len(self.data) - self.at
        while there < size and not self._is_over and not self.gap:
            part = self._read(size - there)
            parts.append(part)
            there += len(part)
        self.start += self.at
        self.data, self.at = b"".join(parts), 0
        return there >= size

    def _read(self, size: int) -> bytes:
        try:
            part = self._stream.read(min(max(size, CHUNK), 16 * CHUNK))
        except GapError as error:
            self.gap = error.gap
            return b""
        self._is_over = not part
        return part

    def pass_blank(self) -> None:
        """Pass over line ends, and over what programs for DOS write behind the last."""
        if self.data.startswith(b"\r\n\r\n", self.at):
            self.at += 4
        while self.has(1) and self.data[self.at] in b"\r\n\x1a":
            self.at += 1

    def rest(self) -> int:
        """How many bytes are in sight."""
        return len(self.data) - self.at

    def pass_gap(self) -> None:
        """Go on behind the gap; what is still in sight before it is left out."""
        self.start += len(self.data)
        self.data, self.at, self.gap = b"", 0, None
