"""Decodes bytes to text by, in this order: a byte order mark, declarations, UTF-8, and detection.

See ``docs/encodings.md`` for details, and ``docs/decisions/0012-encodings.md`` for reasons.
"""

from collections.abc import Iterator
from typing import NamedTuple

from crawler.content.utf_8 import keep
from crawler.items import EncodingBasis
from crawler.readers._charsets import BOMS, NAMES, declared, is_wide
from crawler.readers._chinese_bytes import CHINESE
from crawler.readers._garbled import ungarbled
from crawler.readers._neighbours import neighbour
from crawler.readers._readings import Readings
from crawler.readers._wide import unmarked, unpadded
from crawler.readers.document import UnreadablePageError

WHITE = b" \t\r\n\f\v\0"
NONE: tuple[bytes, str | None] = (b"", None)
MOST_ZEROS = 0.002
"""Share of the bytes that may be NUL in a text: browsers leave a few out, as damage."""
FIRST = frozenset(mark[0] for mark, _ in BOMS)
"""First bytes of byte order marks."""


class Decoded(NamedTuple):
    """The text of a page, its encoding, and how that was determined.

    ``errors`` is the number of places that are invalid in that encoding: replaced by U+FFFD, decoded in another encoding, or NULs
    that were left out. ``overruled`` are declared encodings that turned out to be wrong.
    """

    text: str
    encoding: str
    basis: EncodingBasis
    errors: int = 0
    overruled: tuple[str, ...] = ()


def decode(path: str, data: bytes, content_type: str | None = None) -> Decoded:
    """Decode ``data``, without its byte order mark; ``content_type`` is the HTTP header that came with it.

    The text contains no surrogates. Raises :class:`UnreadablePageError` for empty pages, for many NULs, and for bytes that are
    not text in any declared or likely encoding.
    """
    if data[:1] in WHITE and not data.strip(WHITE):
        raise UnreadablePageError(path, "empty")
    mark, marked = next(((mark, codec) for mark, codec in BOMS if data.startswith(mark)), NONE) if data[0] in FIRST else NONE
    data, guessed, padding = data[len(mark) :], None, 0
    if b"\0" in data:
        codec = marked or next(declared(data, content_type), ("", None))[0]
        guessed = None if is_wide(codec) else unmarked(data)
        page = unpadded(data, guessed or codec)
        padding = int(len(page) < len(data))
        if (zeros := page.count(b"\0")) and not guessed and not is_wide(codec):
            if zeros > MOST_ZEROS * len(page):
                raise UnreadablePageError(path, "binary: contains NUL bytes")
            page, padding = page.replace(b"\0", b""), padding + zeros
        data = page
    decoded = _decoded(data, marked, guessed, content_type)
    if decoded is None:
        raise UnreadablePageError(path, "not text: neither UTF-8 nor GB18030 nor Big5 nor windows-1252")
    if b"\0" in data and "\0" in decoded.text:
        raise UnreadablePageError(path, "binary: contains NUL characters")
    if decoded.encoding == "utf-8" and not decoded.errors:
        keep(decoded.text, data)
    text, places, _ = ungarbled(decoded.text, decoded.errors)
    return decoded._replace(text=text, errors=decoded.errors + padding + places) if padding or places else decoded


def _decoded(data: bytes, marked: str | None, guessed: str | None, content_type: str | None) -> Decoded | None:
    readings = Readings(data)
    overruled: list[str] = []
    for codec, basis in _candidates(readings, marked, guessed, content_type):
        if readings.bear_out(codec, basis) and (reading := readings[codec]):
            return Decoded(reading.text, NAMES[codec], basis, reading.errors, tuple(overruled))
        if basis in {"bom", "http", "meta"} and NAMES[codec] not in overruled:
            overruled.append(NAMES[codec])
    return None


def _candidates(
    readings: Readings, marked: str | None, guessed: str | None, content_type: str | None
) -> Iterator[tuple[str, EncodingBasis]]:
    """The codecs to try, each with the basis on which the page would be in it."""
    if marked:
        yield marked, "bom"
    yield from declared(readings.data, content_type)
    if guessed:
        yield guessed, "detected"
    yield "utf-8", "utf-8"
    if other := neighbour(readings.data):
        yield other, "detected"
    if readings.western_words:
        yield "cp1252", "detected"
    yield from ((codec, "detected") for codec in sorted(CHINESE, key=readings.shares.__getitem__, reverse=True))
