"""JSON that is not one object a line, as lines: the objects of a list, or objects that stand on several lines."""

import re
from collections.abc import Iterator

from crawler.content.patterns import regex
from crawler.pages._unpacking import Gap

BEGINS = regex(rb"(?:\xef\xbb\xbf)?\s{0,99}(?:\[\s{0,99}\{|\{[ \t\r]{0,99}\n)\s{0,99}[\"}]")
"""How such a file begins. An object in one line is left to the readers of lines, which go on behind damage."""
TOKEN = regex(rb'\\.?|["\[\]{},\n]', re.DOTALL)


class Lines:
    """Makes the parts of such a file, one after the other, the same with every object on a line of its own."""

    def __init__(self) -> None:
        self._depth = 0
        self._is_list = self._is_text = self._is_escape_cut = False

    def __call__(self, part: bytes) -> bytes:
        """The next ``part``, of which no byte is lost but the brackets and commas of the list."""
        made, begin, last = bytearray(), 0, b""
        for token in TOKEN.finditer(part, int(self._is_escape_cut)):
            last = token[0]
            if (instead := self._instead(last)) is not None:
                made += part[begin : token.start()] + instead
                begin = token.end()
        self._is_escape_cut = last == b"\\" if part else self._is_escape_cut
        return bytes(made + part[begin:])

    def _instead(self, token: bytes) -> bytes | None:
        """What stands for a token; None for itself."""
        if token == b'"':
            self._is_text = not self._is_text
        elif self._is_text or token.startswith(b"\\"):
            return None
        elif token in b"[{":
            self._depth += 1
            self._is_list = token == b"[" if self._depth == 1 else self._is_list
            return b"" if token == b"[" and self._depth == 1 else None
        elif token in b"]}":
            self._depth = max(0, self._depth - 1)
            return None if self._depth else b"\n" if self._is_list else b"}\n"
        elif token == b",":
            return b"\n" if self._is_list and self._depth == 1 else None
        elif token == b"\n":
            return b"" if self._depth <= self._is_list else b" "
        return None

    @property
    def rest(self) -> Gap | None:
        """What is missing behind the last part; None where nothing is."""
        return Gap(0, "cut off: the JSON does not end", 0) if self._depth > 0 or self._is_text else None

    @property
    def is_between(self) -> bool:
        return self._depth == 1 and self._is_list and not self._is_text


def as_lines(parts: Iterator[bytes | Gap]) -> Iterator[bytes | Gap]:
    """The same, as :class:`Lines` makes it; a :class:`Gap` at the end where it is cut off."""
    lines = Lines()
    for part in parts:
        yield part if isinstance(part, Gap) else lines(part)
    if lines.rest:
        yield b"\n" if lines.is_between else b""
        yield lines.rest
