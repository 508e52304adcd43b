"""The normal form of a text, which is equal for copies however they are set, in either script.

Different words in Taiwan or Hong Kong count as edits.
"""

from functools import cache
from unicodedata import is_normalized, normalize

import numpy as np
from numpy.typing import NDArray

from crawler.content.patterns import regex
from crawler.content.scripts import SIMPLIFIED, simplified
from crawler.items import Article, Item

NOTHING, UNSURE = "\0\1"
"""Placeholders for characters that a normal form drops, and for those that become several or depend on their neighbours."""
JAMO = range(0x1100, 0x1200)
"""Letters that combine with their neighbours into syllables."""
ALREADY = range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xAC00, 0xD7A4)
"""Ideographs and syllables that normalization leaves unchanged, apart from traditional ones."""
SURROGATES = slice(0xD800, 0xE000)
SIZE = 2**16
Units = NDArray[np.uint16]
TELLING = 16
"""Characters; a shorter text says too little to be recognized by itself (如题, 原文已被删除)."""
NO_FRACTION = r"(?:(?![0-9０-９])|(?<![0-9０-９].))"
POINT, ANY_POINT = regex(rf"\.{NO_FRACTION}"), regex(rf"[.．]{NO_FRACTION}")
WORD = regex(r"[\w.．]+")


@cache
def normal_units() -> Units:
    """A table that maps each UTF-16 unit to its normal form: one unit, :data:`NOTHING` or :data:`UNSURE`.

    One table lookup per unit takes a third of the time of applying the steps to a text one after the other.
    """
    units = np.zeros(SIZE, dtype="<u2")
    units[SURROGATES] = ord(UNSURE)
    for known in ALREADY:
        units[known.start : known.stop] = known
    words = [unit for unit in np.flatnonzero(units == ord(NOTHING)).tolist() if chr(unit).isalnum()]
    units[words] = list(map(_unit, _normal("\n".join(map(chr, words))).split("\n")))  # each by itself, for the price of one text
    units[ord(".")] = units[ord("．")] = ord(".")
    units[list(SIMPLIFIED)] = list(map(ord, SIMPLIFIED.values()))
    return units


def _normal(text: str) -> str:
    return simplified(normalize("NFKC", text).casefold())


def _unit(normal: str) -> int:
    is_one = len(normal) == 1 and normal.isalnum() and ord(normal) < SIZE and ord(normal) not in JAMO
    return ord(normal if is_one else UNSURE)


def story_text(item: Item) -> str:
    """The text of ``item`` that is compared: that of an article, or those of a thread's posts in order.

    Sites write their own headlines, so the headline is left out, unless the text has fewer than :data:`TELLING` characters; then
    it precedes the text. Empty if there is neither.
    """
    text = item.text if isinstance(item, Article) else "\n\n".join(post.text for post in item.posts)
    return text if len(text) >= TELLING else f"{item.headline}\n\n{text}"


def normal_form(text: str) -> str:
    """The letters and digits of ``text`` in NFKC, case folded, in simplified characters; white space, punctuation and symbols are
    dropped.

    A decimal point is kept, since 3.5 is not 35.
    """
    if "．" in text:
        text = ANY_POINT.sub("", text)
    elif "." in text:
        text = POINT.sub("", text)  # several times faster, since the pattern starts with a literal
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    data: bytes = normal_units().take(units, mode="clip").tobytes()
    form = data.decode("utf-16-le").replace(NOTHING, "")
    return _normal_form(text) if UNSURE in form else form


def _normal_form(text: str) -> str:
    """The same as :func:`normal_form`, for any characters."""
    plain = _words(text)
    if not is_normalized("NFKC", plain):
        plain = _words(normalize("NFKC", plain))
    return simplified(plain.casefold())


def _words(text: str) -> str:
    return "".join(WORD.findall(text)).replace("_", "")
