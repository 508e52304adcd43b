"""Links within a page: note numbers, and signs that link to a heading or back from a note."""

from itertools import islice

from lxml.etree import _Element

from crawler.content.patterns import regex

_NUMBER = regex(r"\d{1,3}")
_PIECES = 6  # of text that are read
_SIGNS = frozenset("#¶§↩↑⇧⬆⤴⏎^🔗∞\ufe0e\ufe0f")
"""Texts of permalinks (``¶`` after a heading) and of links back from a note (``↩``)."""
_FEW = 4  # characters


def is_note_number(element: _Element) -> bool:
    """Whether a superscript is the number of a note: only a number, with a link to a fragment in or around it."""
    around = element.getparent()
    link = around if around is not None and around.tag == "a" else element.find("a")
    if link is None or "#" not in (link.get("href") or ""):
        return False
    return _NUMBER.fullmatch("".join(islice(element.itertext(), _PIECES)).strip()) is not None


def pointing_sign(link: _Element) -> str:
    """The text of a link to a fragment if it is only a sign (:data:`_SIGNS`); otherwise empty."""
    if len(link) or "#" not in (link.get("href") or ""):
        return ""
    sign = (link.text or "").strip()
    return sign if len(sign) <= _FEW and _SIGNS.issuperset(sign) else ""
