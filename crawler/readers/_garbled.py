"""Repairs mojibake: pages whose text was decoded in a wrong encoding before they were saved in a right one."""

import re
from collections.abc import Callable
from typing import NamedTuple

from crawler.content.patterns import regex
from crawler.content.utf_8 import utf_8_of
from crawler.readers._chinese_bytes import HIGH, CommonShares
from crawler.readers._mixed import CLASSES, REPLACEMENT, foreign

GBK_SIGNS, LATIN_SIGNS, WESTERN_SIGNS, QUOTE_SIGN = "锛銆鐨锟\ufffd", "äåæÃ£µÖÊÒÐÎ\ufffd", "âãÃÂÐÅð", "鈥"
"""Every garbled page of some length contains one of these: the first characters of ``，``, ``。`` and ``的`` in UTF-8 decoded as
GBK, and U+FFFD; of Han characters in UTF-8 or GBK decoded as Latin-1, and ``，``; of Western and Cyrillic letters, typographic
signs and emoji in UTF-8 decoded as Latin-1; and of ``’`` in UTF-8 decoded as GBK. Searching for single characters costs next to
nothing."""
RUN = regex(r"[^\x00-\x7f]{2,}")
"""Characters that are two bytes in GBK, of which a Chinese one has three in UTF-8."""
LATIN_RUN = regex(
    "[\x80-\xff\ufffd\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]{2,}"
)
"""Characters that are one byte in windows-1252; one alone was no character of Chinese."""
ASCII_APART = bytes(byte if byte >= 0x80 else ord("\n") for byte in range(256))
LOST = regex("\ufffd+")
CONTROL = regex("[\x80-\x9f]")
"""Characters that print nothing, so that nobody quotes them: bytes of UTF-8 decoded as Latin-1."""
QUOTED = regex("[\u2010-\u203f][ -~]?(?:[\u2010-\u203f][ -~]?|\ufffd)*+")
"""Typographic signs, each with the letter that GBK takes for its last byte (don鈥檛)."""
UTF_8_IN_CLASSES = regex(rb"(?:\x02\x01\x01){4,}")
"""A garbled word in intact text: characters whose GBK bytes are four or more characters in UTF-8."""
REPLACED_TWICE = regex("(?:锟斤拷?|斤拷){2,}")
"""U+FFFD in UTF-8 decoded as GBK, repeatedly. Nothing of the text is left."""
ALL_LOST, FEWEST_LOST = regex(r"\?{5,}"), 3
"""What is left of Chinese in an encoding without it, and how many such runs prove it in a page without any other letters."""
BYTES = {ord(bytes([byte]).decode("cp1252")): byte for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"} | {
    0xFFFD: 0xFF
}
"""Characters that windows-1252 has and Latin-1 lacks → their bytes; a lost character becomes an invalid byte."""
HAN = regex("[\u4e00-\u9fff]")
MOST_LOST = 0.34
"""Share of a run's characters that may be lost: GBK decodes pairs of bytes, and an unpaired byte is lost."""
SHORTEST = 3
"""Original characters that a run must have, at least, to prove that it is garbled."""
MAINLY = 0.5
"""Share of the characters that are not ASCII that must be garbled for the page to be; other pages may quote such characters."""
REPLACED = 0.01
"""Share of U+FFFD among the characters that are not ASCII from which a page had lost characters before it was saved."""


class Ungarbled(NamedTuple):
    """A repaired text, how many of its runs are or were garbled, and how many characters these have."""

    text: str
    places: int = 0
    characters: int = 0


def ungarbled(text: str, known: int = 0) -> Ungarbled:
    """Repair ``text`` if most of it is proven to be garbled; otherwise return it as it is, with the number of garbled places.

    ``known`` is the number of U+FFFD that are there because of how the text was just decoded. The proof is that the characters of
    a run are the bytes of Chinese in UTF-8, or of common characters in GBK, or that several runs are well-formed UTF-8.
    """
    if text.isascii():
        lost = len(ALL_LOST.findall(text)) if "?????" in text else 0
        return Ungarbled(text, lost if lost >= FEWEST_LOST else 0)
    signs = [each for each in SIGNS if _holds_one(text, each)]
    ways = [way for way in WAYS if way.signs in signs]
    if not ways:
        return Ungarbled(text)
    runs = _runs_of(text)  # only these are examined: most pages have few of them
    found = {way: _found(runs, way) for way in ways}
    way = max(found, key=lambda way: found[way].characters)
    if found[way].characters > MAINLY * foreign(runs):
        return _undone(text, way, 1)
    lost = runs.count(REPLACEMENT) - known
    places = max(found[way].places, len(UTF_8_IN_CLASSES.findall(runs.encode("gb18030").translate(CLASSES))))
    return Ungarbled(text, places + len(REPLACED_TWICE.findall(runs)) + (lost if lost > REPLACED * foreign(runs) else 0))


def _holds_one(text: str, signs: str) -> bool:
    for sign in signs:  # noqa: SIM110 - a generator takes three times as long, and this runs for every page
        if sign in text:
            return True
    return False


def _runs_of(text: str) -> str:
    """The runs of non-ASCII characters, one per line; a pattern would be five times slower."""
    return b"\n".join(utf_8_of(text).translate(ASCII_APART).split()).decode()


def _found(runs: str, way: "Way") -> Ungarbled:
    """What of ``runs`` can be repaired in this ``way``; nothing if that is too little to prove anything."""
    found = _undone(runs, way, SHORTEST)
    is_proven = found.places >= way.fewest or len(CONTROL.findall(found.text)) < len(CONTROL.findall(runs))
    return found if is_proven else Ungarbled(runs)


def _undone(text: str, way: "Way", shortest: int) -> Ungarbled:
    """``text`` with those runs repaired that were, if Chinese, at least ``shortest`` characters."""
    parts: list[str] = []
    at = places = characters = 0
    for run in way.runs.finditer(text):
        original = way.undo(run[0])
        if REPLACEMENT in original:
            original = LOST.sub(REPLACEMENT, original)
        if way.proves(original, shortest):
            parts += text[at : run.start()], original
            at, places, characters = run.end(), places + 1, characters + len(run[0])
    return Ungarbled("".join(parts) + text[at:], places, characters)


def _is_chinese(text: str, shortest: int) -> bool:
    lost = text.count(REPLACEMENT)
    left = len(text) - lost
    return (
        left >= shortest
        and lost <= max(2, MOST_LOST * len(text))
        and len(HAN.findall(text)) * 2 >= left
        and len(text.encode("gb2312", "ignore").decode("gb2312")) >= HIGH * left
    )


def _is_whole(text: str, _: int) -> bool:
    return REPLACEMENT not in text and not CONTROL.search(text)


def _is_quoted(text: str, _: int) -> bool:
    return QUOTED.fullmatch(text) is not None


def _utf_8_in_gbk(run: str) -> str:
    if "€" not in run and REPLACEMENT not in run:
        return run.encode("gb18030").decode("utf-8", "replace")
    parts = [b"\x80".join(part.encode("gb18030") for part in known.split("€")) for known in run.split(REPLACEMENT)]
    return b"\xff".join(parts).decode("utf-8", "replace")


def _utf_8_in_latin(run: str) -> str:
    return run.translate(BYTES).encode("latin-1", "replace").decode("utf-8", "replace")


def _utf_8_in_latin_twice(run: str) -> str:
    once = _utf_8_in_latin(run)
    twice = _utf_8_in_latin(once) if LATIN_RUN.fullmatch(once) else REPLACEMENT
    return once if REPLACEMENT in twice else twice


def _gbk_in_latin(run: str) -> str:
    data = run.translate(BYTES).encode("latin-1", "replace")
    return data.decode("gb18030", "replace") if CommonShares(data)["gb18030"] >= HIGH else ""


class Way(NamedTuple):
    """One way in which text is garbled: characters that indicate it, the runs that may be affected, the repair, what tells that
    a run was garbled, and how many runs prove that the page is."""

    signs: str
    runs: re.Pattern[str]
    undo: Callable[[str], str]
    proves: Callable[[str, int], bool] = _is_chinese
    fewest: int = 1


WAYS = (
    Way(GBK_SIGNS, RUN, _utf_8_in_gbk),
    Way(LATIN_SIGNS, LATIN_RUN, _utf_8_in_latin),
    Way(LATIN_SIGNS, LATIN_RUN, _gbk_in_latin),
    Way(WESTERN_SIGNS, LATIN_RUN, _utf_8_in_latin_twice, _is_whole, fewest=3),
    Way(QUOTE_SIGN, RUN, _utf_8_in_gbk, _is_quoted, fewest=3),
)
SIGNS = dict.fromkeys(way.signs for way in WAYS)
