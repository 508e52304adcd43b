"""Decodes bytes in different encodings, and judges whether they are in them."""

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from crawler.content.patterns import regex
from crawler.items import EncodingBasis
from crawler.readers._charsets import is_wide
from crawler.readers._chinese_bytes import CHINESE, CONTROLS, CommonShares
from crawler.readers._mixed import REPLACEMENT, Mixed, foreign, has_utf_8, in_gb18030, in_utf_8
from crawler.readers._western import UTF_8, in_western, western_words

MOST_ERRORS = 0.05
"""Share of the characters that are not ASCII that may be errors; control characters count. Above it, the page is in another
encoding or is not text."""
CLEARLY = 0.25
"""By this much the share of common characters must be higher in Big5 for a page that declares GBK to be Big5, and vice versa."""
BEYOND_TWO_BYTES = regex("[\u0800-\ufffc\U00010000-\U0010ffff]")
LEADS = tuple(bytes([lead]) for lead in range(0xE2, 0xEA))
"""Bytes with which most of these characters begin in UTF-8, searched for one by one, which costs next to nothing."""
CUT_OFF = frozenset({"unexpected end of data", "incomplete multibyte sequence", "truncated data"})
"""The reasons given by Python's decoders if the page ends within a character."""
NO_BEGINNING = b"\x80\xff"
"""These bytes also cause them in GB18030 and Big5, where no character begins with them."""
SURE = 10
"""Multi-byte UTF-8 characters next to which a single invalid place is damage, however short the page, and Western words in
windows-1252; this many do not happen by chance."""


class Reading(NamedTuple):
    """The text of bytes in one encoding, and the number of places invalid in it, even if they could be decoded in another."""

    text: str
    errors: int = 0


class Readings(dict[str, Reading | None]):
    """By codec, the text of one page, or None if it is not text in it. Computed on demand."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.data = data
        self.shares = CommonShares(data)

    def __missing__(self, codec: str) -> Reading | None:
        self[codec] = reading = _reading(self.data, codec)
        return reading

    @cached_property
    def western_words(self) -> int:
        """How many words show that the page is in windows-1252, even if it declares nothing."""
        return western_words(self.data)

    def bear_out(self, codec: str, basis: EncodingBasis) -> bool:
        """Whether nothing in the bytes contradicts ``codec``, in which they are text."""
        if basis == "bom":
            return True
        if codec == "utf-8":
            return basis != "utf-8" or self._are_utf_8() or not self.shares.show_words
        if self._are_utf_8() or (codec not in CHINESE and basis != "detected" and self._are_pairs()):
            return False
        if codec == "cp1252":  # in which anything is text, and which servers declare by default
            return not self.shares.are_high or self.western_words >= SURE
        return basis == "detected" or codec not in CHINESE or not self._are_clearly_the_other(codec)

    def _are_utf_8(self) -> bool:
        """Whether there is a UTF-8 character of three bytes or more, which does not occur by chance in other text.

        If not all is UTF-8, such a character may be in a run of GBK; then several that are certainly UTF-8 are required.
        """
        reading = self["utf-8"]
        if reading and not reading.errors and any(lead in self.data for lead in LEADS):
            return True
        if reading is None or BEYOND_TWO_BYTES.search(reading.text) is None:
            return False
        return not reading.errors or has_utf_8(self.data)

    def _are_pairs(self) -> bool:
        """Whether all characters that are not ASCII are UTF-8, if only of two bytes, and too many for that to happen by chance in
        an encoding other than Chinese ones."""
        reading = self["utf-8"]
        return reading is not None and not reading.errors and foreign(reading.text) >= SURE

    def _are_clearly_the_other(self, chinese: str) -> bool:
        least = self.shares[chinese] + CLEARLY
        return least <= 1 and any(self.shares[other] >= least and self[other] for other in CHINESE)


def _reading(data: bytes, codec: str) -> Reading | None:
    """Decode ``data`` in ``codec``; None if more than a few characters are invalid."""
    if b"\0" in data and not is_wide(codec):
        return None
    is_cut_off = False
    try:
        text = data.decode(codec)
        if codec not in HOLDS_UTF_8 or not HOLDS_UTF_8[codec](data):
            return Reading(text)
    except UnicodeDecodeError as error:
        is_cut_off = error.reason in CUT_OFF and error.end == len(data) and data[error.start] not in NO_BEGINNING
    mixed = MIXED.get(codec, _replaced)(data, codec)
    read = foreign(mixed.text) - mixed.errors
    most = max(read * MOST_ERRORS, int(codec == "utf-8" and read >= SURE))
    is_text = (is_cut_off and read) or (mixed.errors <= most and mixed.errors + len(CONTROLS.findall(mixed.text)) <= most)
    return Reading(mixed.text, mixed.errors + mixed.runs) if is_text else None


def _replaced(data: bytes, codec: str) -> Mixed:
    text = data.decode(codec, "replace")
    return Mixed(text, max(1, text.count(REPLACEMENT) - data.count(REPLACEMENT.encode(codec, "ignore") or b"\0")))


MIXED: dict[str, Callable[[bytes, str], Mixed]] = {"utf-8": in_utf_8, "gb18030": in_gb18030, "cp1252": in_western}
"""Decoders for pages that are not entirely in one encoding."""
HOLDS_UTF_8: dict[str, Callable[[bytes], object]] = {"gb18030": has_utf_8, "cp1252": UTF_8.search}
"""What tells that a page in another encoding has runs of UTF-8."""
