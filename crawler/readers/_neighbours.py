"""Recognizes Japanese and Korean pages that declare no encoding, by the bytes of kana and hangul."""

from itertools import islice

from crawler.content.patterns import regex
from crawler.readers._chinese_bytes import SAMPLE

FEWEST = 20
"""Characters that are not ASCII, at least: fewer prove nothing."""
_OWN = {
    "cp932": (
        regex(rb"[\x80-\xff](?:((?<=\x82)[\x9f-\xf1]|(?<=\x83)[\x40-\x96])|(?<=[\x81-\x9f\xe0-\xfc])[\x40-\x7e\x80-\xfc])?"),
        0.3,
    ),
    "euc_jp": (regex(rb"[\x80-\xff](?:((?<=\xa4)[\xa1-\xf3]|(?<=\xa5)[\xa1-\xf6])|(?<=[\xa1-\xfe])[\xa1-\xfe])?"), 0.3),
    "cp949": (regex(rb"[\x80-\xff](?:(?<=[\xb0-\xc8])([\xa1-\xfe])|(?<=[\x81-\xfe])[\x40-\xfe])?"), 0.85),
}
"""By codec, a character that is not ASCII, in group 1 if it is kana or hangul; and the least share of those. Half of the kana of
Japanese texts and nearly all of Korean ones are there; of the characters of Chinese texts in GBK, hardly any are kana, and half
have the bytes of hangul."""


def neighbour(data: bytes) -> str | None:
    """The codec of ``data`` if it is Japanese or Korean rather than Chinese."""
    return next((codec for codec in _OWN if _is_in(data, codec)), None)


def _is_in(data: bytes, codec: str) -> bool:
    pattern, least = _OWN[codec]
    found = [match[1] is not None for match in islice(pattern.finditer(data), SAMPLE)]
    return len(found) >= FEWEST and sum(found) >= least * len(found)
