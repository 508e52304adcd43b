"""Tables as text in UTF-8 with lines that end in LF, as their readers take them: spreadsheets also write UTF-16, and CR, and JSON
may be a list."""

import codecs
from collections.abc import Callable, Iterator
from itertools import chain
from typing import BinaryIO

from crawler.content.patterns import regex
from crawler.pages._json_values import BEGINS, Lines, as_lines
from crawler.pages._page import Limits
from crawler.pages._streams import ForwardStream
from crawler.pages._unpacking import Gap

_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_ASCII = 16
"""Bytes of the names of columns by which UTF-16 without a mark is known: every other is NUL."""
_BYTE_ORDER_MARKS = regex(rb"(?:\xef\xbb\xbf)*+")
"""Some programs write one before another's."""
Converter = Callable[[bytes], bytes]


class TableText(ForwardStream):
    """The text of the table that ``raw`` holds, be it compressed."""

    def __init__(self, raw: BinaryIO, limits: Limits) -> None:
        super().__init__(raw, limits)
        beginning = self.beginnings()[0]
        parts: Iterator[bytes | Gap] = chain(self._ahead[::-1], self._parts)
        self._ahead = []
        if convert := _converter_of(beginning):
            parts = (part if isinstance(part, Gap) else convert(part) for part in parts)
        parts = _without_marks(parts)
        self._parts = as_lines(parts) if BEGINS.match(in_utf_8(beginning)) else parts


def in_utf_8(beginning: bytes) -> bytes:
    """What a table begins with, in UTF-8 and with lines that end in LF, without a byte order mark."""
    convert = _converter_of(beginning)
    return _BYTE_ORDER_MARKS.sub(b"", convert(beginning) if convert else beginning, 1)


def _without_marks(parts: Iterator[bytes | Gap]) -> Iterator[bytes | Gap]:
    first = next(parts, b"")
    yield first if isinstance(first, Gap) else _BYTE_ORDER_MARKS.sub(b"", first, 1)
    yield from parts


def on_lines(beginning: bytes) -> bytes:
    """What a table begins with, as :class:`TableText` gives it."""
    text = in_utf_8(beginning)
    return Lines()(text) if BEGINS.match(text) else text


def _converter_of(beginning: bytes) -> Converter | None:
    """What makes the parts of a table that begins so, one after the other, what they should be; None if they are."""
    decoded, decode = (_decoder_of(beginning) for _ in range(2))  # each remembers what it was given
    first = (decoded(beginning) if decoded else beginning).partition(b"\n")[0]
    if b"\r" in first[:-1]:
        return lambda part: (decode(part) if decode else part).replace(b"\r", b"\n")
    return decode


def _decoder_of(beginning: bytes) -> Converter | None:
    """What decodes the parts of a table in UTF-16 or UTF-32."""
    codec = next((codec for mark, codec in _MARKS.items() if beginning.startswith(mark)), None) or _unmarked(beginning)
    if codec is None:
        return None
    decoder = codecs.getincrementaldecoder(codec)("replace")
    return lambda part: decoder.decode(part).encode("utf-8", "surrogatepass")


def _unmarked(beginning: bytes) -> str | None:
    low, high = beginning[:_ASCII:2], beginning[1:_ASCII:2]
    if len(beginning) < _ASCII or any(low) == any(high):
        return None
    return "utf-16-le" if all(low) else "utf-16-be" if all(high) else None
