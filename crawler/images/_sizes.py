"""Guesses the size of a picture from its URL, for hosts without a declaration."""

import re

from crawler.content.patterns import regex
from crawler.images._cdn import FULL

SMALL = 200
"""The assumed size in pixels of a picture named as a thumbnail."""
IN_QUERY = regex(r"[?&](?:w|h|width|height|size|imwidth|resize|thumbnail)=(\d{1,5})(?!\d)", re.IGNORECASE)
IN_NAME = regex(r"[-_@!/](?:w_?(\d{2,4})|(\d{2,4})w|(\d{2,4})[x*](\d{2,4}))(?=[-_./!@]|\Z)", re.IGNORECASE)
SMALL_WORD = regex(
    r"(?<=[-_./])(?:thumb(?:nail)?s?|small|mini|tiny|square|lqip|blur)(?=[-_./]|\Z)|[-_]s(?=\.\w{3,4}\Z)", re.IGNORECASE
)
OTHER_WORD = regex(
    r"(?<=[-_./])(?:large|big|orig(?:inal)?|full|raw|hd|medium|middle)(?=[-_./]|\Z)|[-_][bmlo](?=\.\w{3,4}\Z)", re.IGNORECASE
)
SMALL_SIGNS = ("thumb", "small", "mini", "tiny", "square", "lqip", "blur", "-s.", "_s.")
OTHER_SIGNS = (
    *("large", "big", "orig", "full", "raw", "hd", "medium", "middle"),
    *(f"{sign}{letter}." for sign in "-_" for letter in "bmlo"),
)
"""Every match of the two patterns, which are slow, contains one of these."""
SEPARATORS = regex(r"[-_./]+")


def stem_and_size(url: str) -> tuple[str, int]:
    """A web URL without any parts that name a size, and the smallest size named: the longer side in pixels.

    Use the stem only to compare URLs that are known to show one picture.
    """
    path, _, query = url.partition("?")
    path = f"/{path.split('/', 3)[-1]}"
    named = IN_NAME.findall(path)
    sides = [max(map(int, filter(None, found))) for found in named]
    if query:
        sides += [int(found) for found in IN_QUERY.findall(f"?{query}")]
    if _may_hold(SMALL_SIGNS, path) and SMALL_WORD.search(path):
        sides.append(SMALL)
    bare = IN_NAME.sub("", path) if named else path
    for signs, words in ((SMALL_SIGNS, SMALL_WORD), (OTHER_SIGNS, OTHER_WORD)):
        if _may_hold(signs, bare):
            bare = words.sub("", bare)
    return SEPARATORS.sub("/", bare), min((side for side in sides if side), default=FULL)


def _may_hold(signs: tuple[str, ...], path: str) -> bool:
    return not path.isascii() or any(map(path.lower().__contains__, signs))
