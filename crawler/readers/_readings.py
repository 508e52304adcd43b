"""What bytes are in this encoding or that, and whether they are."""

from collections.abc import Callable
from typing import NamedTuple

from crawler.content.patterns import regex
from crawler.items import EncodingBasis
from crawler.readers._charsets import is_wide
from crawler.readers._chinese_bytes import CHINESE, CONTROLS, CommonShares
from crawler.readers._mixed import REPLACEMENT, Mixed, foreign, has_utf_8, in_gb18030, in_utf_8

MOST_ERRORS = 0.05
"""Of the characters that are not ASCII; control characters count. What has more is in another encoding, or no text."""
CLEARLY = 0.25
"""By how much a page must have more common characters in Big5 when it says GBK to be Big5, and the other way round."""
BEYOND_TWO_BYTES = regex("[\u0800-\ufffc\U00010000-\U0010ffff]")
CUT_OFF = frozenset({"unexpected end of data", "incomplete multibyte sequence", "truncated data"})
"""What Python's decoders say of a character that the page ends in."""
NO_BEGINNING = b"\x80\xff"
"""Of these they say it too, in GB18030 and Big5, where no character begins with them."""


SURE = 10
"""Characters of several bytes in UTF-8 beside which one place that is nothing is damage, however short the page."""


class Reading(NamedTuple):
    """What bytes are in one encoding, and how many places of them are nothing in it, though they may be read in another."""

    text: str
    errors: int = 0


class Readings(dict[str, Reading | None]):
    """By codec, what one page is in it, and None where it is no text. Each is made when it is asked for."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.data = data
        self.shares = CommonShares(data)

    def __missing__(self, codec: str) -> Reading | None:
        self[codec] = reading = _reading(self.data, codec)
        return reading

    def bear_out(self, codec: str, basis: EncodingBasis) -> bool:
        """Whether nothing in the bytes speaks against ``codec``, in which they are text."""
        if basis == "bom":
            return True
        if codec == "utf-8":
            return basis != "utf-8" or self._are_utf_8() or not self.shares.show_words
        if self._are_utf_8():
            return False
        if codec == "cp1252":  # in which everything is text, and which servers declare by default
            return not self.shares.are_high
        return basis == "detected" or codec not in CHINESE or not self._are_clearly_the_other(codec)

    def _are_utf_8(self) -> bool:
        """Whether there is a character of three bytes or more in UTF-8, which other text never is by chance.

        Where not all is UTF-8 such a character may be of a run in GBK, and several that are surely UTF-8 are asked for.
        """
        reading = self["utf-8"]
        if reading is None or BEYOND_TWO_BYTES.search(reading.text) is None:
            return False
        return not reading.errors or has_utf_8(self.data)

    def _are_clearly_the_other(self, chinese: str) -> bool:
        least = self.shares[chinese] + CLEARLY
        return least <= 1 and any(self.shares[other] >= least and self[other] for other in CHINESE)


def _reading(data: bytes, codec: str) -> Reading | None:
    """What ``data`` is in ``codec``; None where more than a few characters are nothing."""
    if b"\0" in data and not is_wide(codec):
        return None
    is_cut_off = False
    try:
        text = data.decode(codec)
        if codec != "gb18030" or not has_utf_8(data):
            return Reading(text)
    except UnicodeDecodeError as error:
        is_cut_off = error.reason in CUT_OFF and error.end == len(data) and data[error.start] not in NO_BEGINNING
    mixed = MIXED.get(codec, _replaced)(data, codec)
    read = foreign(mixed.text) - mixed.errors
    nothing = mixed.errors + len(CONTROLS.findall(mixed.text))
    is_text = (is_cut_off and read) or read * MOST_ERRORS >= nothing or (codec == "utf-8" and nothing == 1 and read >= SURE)
    return Reading(mixed.text, mixed.errors + mixed.runs) if is_text else None


def _replaced(data: bytes, codec: str) -> Mixed:
    text = data.decode(codec, "replace")
    return Mixed(text, max(1, text.count(REPLACEMENT) - data.count(REPLACEMENT.encode(codec, "ignore") or b"\0")))


MIXED: dict[str, Callable[[bytes, str], Mixed]] = {"utf-8": in_utf_8, "gb18030": in_gb18030}
"""How pages are read that are not all in one encoding."""
