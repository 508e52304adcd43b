"""Decodes pages in two encodings: UTF-8 with runs of GBK, and vice versa."""

import codecs
from collections.abc import Iterator
from typing import NamedTuple

from crawler.content.patterns import regex
from crawler.readers._chinese_bytes import HIGH, CommonShares

REPLACEMENT = "\ufffd"
EURO = "gbk-with-euro"
"""An error handler: 80 is the euro sign in code page 936 and invalid in GB18030; other errors become U+FFFD."""
SEGMENT = regex(rb"[\x80-\xff]+(?:[0-9@-~][\x80-\xff]+)*[0-9@-~]?")
"""Bytes that may belong together in GB18030, without characters of tags and without spaces."""
STRETCH = regex(rb"((?:[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc\xbd][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}){2,})")
"""Two or more Chinese characters in UTF-8."""
CLASSES = bytes(2 if 0xE3 <= byte <= 0xEF else byte in range(0x80, 0xC0) for byte in range(256))
"""Byte → 2 if a Chinese character begins with it in UTF-8, 1 if it continues one, otherwise 0."""
SURE_STRETCH = b"\2\1\1" * 4
"""Four characters in :data:`CLASSES`. In GBK, every third character would be rare, at one of two offsets: that is not text."""
MOST_OTHERS = 0.75
"""Share of the characters that are not ASCII that may be invalid in UTF-8. In pure GBK nearly all would be."""
FEWEST = 2
"""Characters of a run of GBK, at least. A single one may be the remainder of a damaged UTF-8 character."""
SURROGATES = regex(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
LONE_SURROGATE = regex(rb"\xed[\xa0-\xbf][\x80-\xbf]")
"""Half of a surrogate pair, which is invalid in UTF-8."""


class Mixed(NamedTuple):
    """The text of a page, how many of its places are invalid in both encodings, and how many are in the other one.

    ``own`` and ``others`` are the sizes in bytes of what is in either encoding and not ASCII.
    """

    text: str
    errors: int = 0
    runs: int = 0
    own: int = 0
    others: int = 0


def in_utf_8(data: bytes, _: str = "utf-8") -> Mixed:
    """Decode ``data`` as UTF-8, with runs of GBK as such, and surrogate pairs (CESU-8) as the characters that they encode.

    If most of it would be invalid, all of that counts as errors: the page is in another encoding.
    """
    data, pairs = SURROGATES.subn(lambda pair: _joined(pair[0]), data)
    text = data.decode("utf-8", "replace")
    errors = text.count(REPLACEMENT) - data.count(REPLACEMENT.encode())
    if not errors or errors > MOST_OTHERS * foreign(text):
        return Mixed(text, errors, pairs)
    mixed = _read(data, is_utf_8=True)
    return mixed._replace(runs=mixed.runs + pairs) if mixed.own >= mixed.others else Mixed(text, errors, pairs)


def in_gb18030(data: bytes, _: str = "gb18030") -> Mixed:
    """Decode ``data`` as GB18030, with runs of UTF-8 as such, if at least one is certain."""
    return _read(data, is_utf_8=False) if has_utf_8(data) else _gbk(data)


def has_utf_8(data: bytes) -> bool:
    """Whether ``data`` contains a run that is certainly UTF-8. Works on byte classes; a pattern takes 70 times as long."""
    return SURE_STRETCH in data.translate(CLASSES)


def foreign(text: str) -> int:
    """The number of characters in ``text`` that are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _joined(pair: bytes) -> bytes:
    return pair.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16").encode()


def _read(data: bytes, is_utf_8: bool) -> Mixed:
    texts: list[str] = []
    errors = runs = own = others = at = 0
    for segment in SEGMENT.finditer(data):
        texts.append(data[at : segment.start()].decode("ascii"))
        at = segment.end()
        for piece in _pieces(segment[0], is_utf_8):
            texts.append(piece.text)
            errors, runs = errors + piece.errors, runs + piece.runs
            own, others = own + piece.own, others + piece.others
    texts.append(data[at:].decode("ascii"))
    return Mixed("".join(texts), errors, runs, own, others)


def _pieces(segment: bytes, is_utf_8: bool) -> Iterator[Mixed]:
    """Decode a segment: in the page's own encoding, the other one, or both in turn."""
    well_formed, halves = LONE_SURROGATE.subn(REPLACEMENT.encode(), segment) if is_utf_8 else (segment, 0)
    if is_utf_8 and (text := _strict(well_formed, "utf-8")) is not None:
        yield Mixed(text, errors=halves, own=len(segment))
    elif _is_gbk(segment):
        yield _run(segment, "gb18030") if is_utf_8 else _gbk(segment)
    else:
        for number, part in enumerate(STRETCH.split(segment)):
            if number % 2:
                yield Mixed(part.decode(), own=len(part)) if is_utf_8 else _run(part, "utf-8")
            elif part:
                yield _rest(part) if is_utf_8 else _gbk(part)


def _rest(part: bytes) -> Mixed:
    """Decode a malformed part of a segment in a UTF-8 page: a run of GBK, or damage."""
    if _is_gbk(part):
        return _run(part, "gb18030")
    text = part.decode("utf-8", "replace")
    return Mixed(text, text.count(REPLACEMENT) - part.count(REPLACEMENT.encode()), own=len(part))


def _run(part: bytes, codec: str) -> Mixed:
    return Mixed(part.decode(codec), runs=1, others=len(part))


def _gbk(part: bytes) -> Mixed:
    text = part.decode("gb18030", EURO)
    return Mixed(text, text.count(REPLACEMENT) - part.count(REPLACEMENT.encode("gb18030")), own=len(part))


def _is_gbk(part: bytes) -> bool:
    """Whether bytes are certainly GBK: valid, with mostly common characters."""
    text = _strict(part, "gb18030")
    return (
        text is not None and len(text) - len(text.encode("ascii", "ignore")) >= FEWEST and CommonShares(part)["gb18030"] >= HIGH
    )


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _euro(error: UnicodeError) -> tuple[str | bytes, int]:
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == 0x80:
        return "€", error.start + 1
    return codecs.replace_errors(error)


codecs.register_error(EURO, _euro)
