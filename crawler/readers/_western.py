"""Western European text in windows-1252: recognizes it without a declaration, and decodes it with the UTF-8 that is in it."""

from itertools import islice

from crawler.content.patterns import regex
from crawler.readers._chinese_bytes import CONTROLS, SAMPLE
from crawler.readers._mixed import REPLACEMENT, Mixed, foreign

UTF_8 = regex(rb"((?:(?<![A-Z])(?:\xc2[\xa0-\xbf]|\xc3[\x80-\xbf])|\xe2[\x80-\x84][\x80-\xbf])+)")
"""Accented letters and punctuation in UTF-8, which would be nonsense in windows-1252 (``Ã©``, ``â€™``)."""
RUNS = bytes(byte if byte >= 0x80 or bytes([byte]).isalnum() else ord("\n") for byte in range(256))
BETWEEN = regex(
    "[\u20ac\u201a\u201e\u2026\u2039\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u2122\u203a\xa0]"
    "|(?<![¡-ÿ\u2020\u2021])(?:[¡§©«¿](?=[A-Z]?[a-z])|[£¥§©°±](?=\\d)|[¡§©ª«®°²³·º»¼½¾¿\u2020\u2021](?![A-Za-z\\d¡-ÿ])|°(?=[CF](?![A-Za-z])))"
    "|(?<=[a-z])[·\xad](?=[a-z])|(?<=\\d)×(?=\\d)"
)
"""Signs between words. Those of the first line are no bytes of common Chinese characters; the others stand alone."""
UNLIKELY = regex(r"[a-z][À-Þ]|[ß-ÿ][A-Z]|[À-ÿ]\d|[ˆµƒ]|[À-Þ][^\x00-\x7f]|\A[^\x00-\x7f]{2}|[^\x00-\x7f]{3}")
"""Letters that do not stand together in a word; Chinese characters are two of them."""
FOUR_BYTES = regex(r"[^\x00-\x7f]\d[^\x00-\x7f]\d")
"""A character of GB18030, such as an emoji."""


def western_words(data: bytes) -> int:
    """The number of likely words and signs of windows-1252 among the first 256 beyond ASCII in ``data``; 0 if most are unlikely,
    as in Chinese and in what is no text. Those in UTF-8 do not count."""
    runs = b"\n".join(islice((run for run in data.translate(RUNS).split() if not run.isascii()), SAMPLE))
    likely = unlikely = 0
    for run in UTF_8.sub(b"\n", runs).decode("cp1252", "replace").split("\n"):
        if not run.isascii():
            is_likely = _is_likely(run)
            likely, unlikely = likely + is_likely, unlikely + (not is_likely) * max(1, foreign(run) // 2)
    return likely if likely > unlikely and len(CONTROLS.findall(data.decode("latin-1"))) <= likely else 0


def _is_likely(run: str) -> bool:
    return not FOUR_BYTES.search(run) and all(word.isascii() or _is_word(word) for word in BETWEEN.sub(" ", run).split())


def _is_word(word: str) -> bool:
    if len(word) == 1:
        return word not in f"ÿ{REPLACEMENT}"
    return word.isalnum() and not UNLIKELY.search(word)


def in_western(data: bytes, _: str = "cp1252") -> Mixed:
    """Decode ``data`` as windows-1252, with runs of UTF-8 as such."""
    parts = UTF_8.split(data)
    parts[::2] = (part.decode("cp1252", "replace").encode() for part in parts[::2])
    text = b"".join(parts).decode()
    return Mixed(text, text.count(REPLACEMENT), len(parts) // 2)
