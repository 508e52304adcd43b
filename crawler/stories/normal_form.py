"""The normal form of a text, which is equal for copies however they are set, in either script. Different words in Taiwan or Hong
Kong count as edits."""

from functools import cache
from unicodedata import is_normalized, normalize

import numpy as np
from numpy.typing import NDArray

from crawler.content.patterns import regex
from crawler.content.scripts import SIMPLIFIED, simplified
from crawler.items import Item, bodies_of

NOTHING, UNSURE, UNSEEN = "\0\1\2"
"""Placeholders for characters that a normal form drops, for those that become several or depend on their neighbours, and for
those that no text has had so far."""
JAMO = range(0x1100, 0x1200)
"""Letters that combine with their neighbours into syllables."""
ALREADY = range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xAC00, 0xD7A4)
"""Ideographs and syllables that normalization leaves unchanged, apart from traditional ones."""
SURROGATES = slice(0xD800, 0xE000)
SIZE = 2**16
TELLING = 16
"""Characters; a shorter text says too little to be recognized by itself (如题, 原文已被删除)."""
NO_FRACTION = r"(?:(?![0-9０-９])|(?<![0-9０-９].))"
POINT, ANY_POINT = regex(rf"\.{NO_FRACTION}"), regex(rf"[.．]{NO_FRACTION}")
WORD = regex(r"[\w.．]+")


def story_text(item: Item) -> str:
    """The text of ``item`` that is compared: that of an article, or those of a thread's posts in order.

    Sites write their own headlines, so the headline is left out, unless the text has fewer than :data:`TELLING` characters; then
    it precedes the text. Empty if there is neither.
    """
    text = "\n\n".join(body.text for body in bodies_of(item))
    return text if len(text) >= TELLING else f"{item.headline}\n\n{text}"


def normal_form(text: str) -> str:
    """The letters and digits of ``text`` in NFKC, case folded, in simplified characters; white space, punctuation and symbols are
    dropped. A decimal point is kept, since 3.5 is not 35."""
    if "．" in text:
        text = ANY_POINT.sub("", text)
    elif "." in text:
        text = POINT.sub("", text)  # several times faster, since the pattern starts with a literal
    form = _by_unit(text).replace(NOTHING, "")
    return _normal_form(text) if UNSURE in form else form


def _by_unit(text: str) -> str:
    """The normal form of each UTF-16 unit of ``text``: one unit, :data:`NOTHING` or :data:`UNSURE`.

    One table lookup per unit takes a third of the time of applying the steps to a text one after the other.
    """
    units, table = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2"), _table()
    data: bytes = table.take(units, mode="clip").tobytes()
    form = data.decode("utf-16-le")
    if UNSEEN not in form:
        return form
    for unit in set(units[table[units] == ord(UNSEEN)].tolist()):  # np.unique loads a module of 8 ms
        table[unit] = _unit(chr(unit))
    return _by_unit(text)


@cache
def _table() -> NDArray[np.uint16]:
    """The normal forms known so far, by unit: to ask for those of all characters takes as long as to clean some twenty pages."""
    table = np.full(SIZE, ord(UNSEEN), dtype="<u2")
    table[SURROGATES] = ord(UNSURE)
    for known in ALREADY:
        table[known.start : known.stop] = known
    table[[ord("."), ord("．")]] = ord(".")
    table[list(SIMPLIFIED)] = list(map(ord, SIMPLIFIED.values()))
    return table


def _unit(character: str) -> int:
    if not character.isalnum():
        return ord(NOTHING)
    normal = simplified(normalize("NFKC", character).casefold())
    is_one = len(normal) == 1 and normal.isalnum() and ord(normal) < SIZE and ord(normal) not in JAMO
    return ord(normal if is_one else UNSURE)


def _normal_form(text: str) -> str:
    """The same as :func:`normal_form`, for any characters."""
    plain = _words(text)
    if not is_normalized("NFKC", plain):
        plain = _words(normalize("NFKC", plain))
    return simplified(plain.casefold())


def _words(text: str) -> str:
    return "".join(WORD.findall(text)).replace("_", "")
