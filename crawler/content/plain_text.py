"""Normalizes white space and invisible characters, in the same way for paragraphs, headlines, names and alt texts."""

import re

from crawler.content.patterns import regex

_ALWAYS = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ufffe\uffff\ud800-\udfff"
)
_SPACES = r"\x0b\x0c\r\x1c-\x1f\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\ue5e5"
"""No-break and typographic spaces, and line, page and record separators: without them, 10 and 20 would be 1020. The last is
what GBK's second ideographic space (A3 A0) is read as."""
NOT_PRINTED = rf"\s{_ALWAYS}{_SPACES}"
"""What prints nothing, for a class of a pattern."""
_INVISIBLE = regex(rf"[{_ALWAYS}]")
_LONE_JOINER = regex(r"\u200d(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]\u200d)")
"""A zero-width joiner that joins no emoji."""
_LONE_TAGS = regex(r"(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")
"""Tag characters that make no flag of the black one before them; some pages number their readers by them."""
UNUSUAL_SPACE = regex(rf"[{_SPACES}]")
_UNUSUAL_SPACES = regex(rf"[{_SPACES}][{_SPACES}]*")  # a search for what begins with a repetition takes three times as long
SPACES = regex(r"[ \t\n]+")
SURROGATES = regex(r"&#(5[56]\d{3}|[xX][dD][89abAB][0-9a-fA-F]{2});&#(5[67]\d{3}|[xX][dD][c-fC-F][0-9a-fA-F]{2});")
"""A surrogate pair as two character references, as old scripts write emoji."""


def visible(text: str) -> str:
    """``text`` without zero-width, control and bidirectional characters and lone surrogates, and with ordinary spaces only.
    Visible characters, tabs, line breaks and ideographic spaces are unchanged. Idempotent."""
    text = text.replace("\r\n", "\n")
    usual = text if "\xa0\xa0" in text else text.replace("\xa0", " ")
    if usual.replace("\n", "").replace("\t", "").replace("\u3000", "").isprintable():
        return usual
    return _UNUSUAL_SPACES.sub(" ", _without_invisible(text))


def without_invisible(text: str) -> str:
    """``text`` without characters that print nothing; its white space is kept, but line breaks are line feeds."""
    return _without_invisible(text.replace("\r\n", "\n"))


def _without_invisible(text: str) -> str:
    text = _LONE_JOINER.sub("", text) if "\u200d" in text else text
    return _LONE_TAGS.sub("", _INVISIBLE.sub("", text))


def paired(markup: str) -> str:
    """``markup`` with surrogate pairs of character references replaced by the characters they stand for."""
    if "&#" not in markup:
        return markup
    return SURROGATES.sub(_joined, markup)


def _joined(halves: re.Match[str]) -> str:
    high, low = (int(half[1:], 16) if half[0] in "xX" else int(half) for half in halves.groups())
    is_pair = 0xD800 <= high < 0xDC00 <= low < 0xE000
    return chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00) if is_pair else halves[0]


def one_line(text: str) -> str:
    """``text`` on one line: :func:`visible`, with white space squeezed, and none of any kind at the ends. Idempotent."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return SPACES.sub(" ", visible(text)).strip()
