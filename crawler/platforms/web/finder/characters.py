"""Character classes of a page, counted for all blocks at once: letters, punctuation, digits, and characters that take the width
of two letters and say as much (Han characters, kana, hangul)."""

import sys

import numpy as np
from numpy.typing import NDArray

from crawler.platforms.web.finder.outline import Outline

SPACE, LETTER, HAN, CLAUSE, STOP, DIGIT, UPPER, SIGN = range(8)


def _classes() -> NDArray[np.uint8]:
    """Return the class of every character."""
    of = np.full(sys.maxunicode + 1, LETTER, np.uint8)
    of[0x3040:0x3100] = of[0x3400:0xA000] = of[0xAC00:0xD7B0] = HAN
    of[0xF900:0xFB00] = HAN
    for kind, characters in (
        (SPACE, "".join(map(chr, range(33))) + "\x85\xa0\u3000\u200b\u2028\u2029\ufeff"),
        (CLAUSE, ",;，、；：“”（）"),
        (STOP, ".!?。！？…"),
        (DIGIT, "0123456789"),
        (UPPER, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        (SIGN, "|/\\<>«»›‹©®#@*+=_[]{}()-–—·•→←↑↓:\"'"),
    ):
        of[[ord(each) for each in characters]] = kind
    return of


CLASSES = _classes()


def counts_of(seen: Outline) -> NDArray[np.float32]:
    """Count the characters of each class in each block, in 16 columns: first those outside of links, then those in links."""
    count = len(seen.homes)
    text = "".join(seen.texts)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    blocks = np.array(seen.blocks, np.int64)
    places = np.repeat(blocks * 8, np.fromiter(map(len, seen.texts), np.int64, len(seen.texts)))
    places += CLASSES[codes]
    return np.bincount(places, minlength=count * 16).reshape(count, 16).astype(np.float32)
