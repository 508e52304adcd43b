"""What the characters of a page are, counted for all blocks at once: letters, punctuation, digits, and what is written in the
width of two letters and says as much (Han characters, kana, hangul)."""

import numpy as np
from numpy.typing import NDArray

from crawler.platforms.web.finder.outline import Outline

SPACE, LETTER, HAN, CLAUSE, STOP, DIGIT, UPPER, SIGN = range(8)


def _classes() -> NDArray[np.uint8]:
    """What every character of the first plane is."""
    of = np.full(65536, LETTER, np.uint8)
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
    """How many characters of each class each block has, first those outside of links: 16 columns."""
    count = len(seen.homes)
    text = "".join(seen.texts)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    classes = CLASSES[np.minimum(codes, 65535)]
    blocks = np.array(seen.blocks, np.int64)
    places = np.repeat(blocks * 8, np.fromiter(map(len, seen.texts), np.int64, len(seen.texts)))
    places += classes
    return np.bincount(places, minlength=count * 16).reshape(count, 16).astype(np.float32)
