"""Search terms: Chinese n-grams of two to four characters, and whole words of other scripts.

Chinese has no spaces between words, and an index built by word segmentation would miss words that it did not recognize.
"""

import re
from collections.abc import Iterable
from operator import add

from crawler.content.patterns import regex

SIZES = (2, 3, 4)
"""Characters of n-grams, in steps of one. Nearly all Chinese words are that long."""
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of scripts that are written without spaces between words, or (Hangul) with endings attached."""
RUN = regex(rf"([{UNSPACED}]+)|([^\W{UNSPACED}_]+)")

NO_LETTER_BEFORE, NO_LETTER_BEHIND = rf"(?<![^\W{UNSPACED}_])", rf"(?![^\W{UNSPACED}_])"


def grams_of(text: str) -> list[str]:
    """All terms of ``text``, in lower case, as often as they occur. An isolated character is also a term."""
    found: list[str] = []
    for run in RUN.finditer(text.lower()):
        characters = run[1]
        if characters is None or len(characters) == 1:
            found.append(run[0])
            continue
        grams: Iterable[str] = characters
        for size in SIZES:
            grams = list(map(add, grams, characters[size - 1 :]))
            found += grams
    return found


def grams_to_find(words: str) -> list[str]:
    """The longest terms that every text containing ``words`` must have; empty if nothing is known.

    That is the case for a single character, which may be within terms. A text with all the terms need not contain ``words``.
    """
    found: dict[str, None] = {}
    for run in RUN.finditer(words.lower()):
        characters = run[1]
        if characters is None:
            found[run[0]] = None
        elif len(characters) > 1:
            size = min(len(characters), SIZES[-1])
            found |= dict.fromkeys(characters[at : at + size] for at in range(len(characters) - size + 1))
    return list(found)


def pattern_of(word: str) -> str:
    """A pattern for ``word`` in texts; a part of another script at its start or end must be a whole word."""
    runs = list(RUN.finditer(word))
    begins_whole = bool(runs) and runs[0][2] is not None and runs[0].start() == 0
    ends_whole = bool(runs) and runs[-1][2] is not None and runs[-1].end() == len(word)
    return f"{NO_LETTER_BEFORE * begins_whole}{re.escape(word)}{NO_LETTER_BEHIND * ends_whole}"
