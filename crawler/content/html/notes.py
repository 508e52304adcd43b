"""Links within a page: the numbers of notes, and the signs that lead to a heading or back from a note."""

from itertools import islice

from lxml.etree import _Element

from crawler.content.patterns import regex

_NUMBER = regex(r"\d{1,3}")
_PIECES = 6  # of text that are looked at
_SIGNS = frozenset("#¶§↩↑⇧⬆⤴⏎^🔗∞\ufe0e\ufe0f")
"""What a link shows that is only there to be clicked: ``¶`` behind a heading, ``↩`` behind a note."""
_FEW = 4  # characters


def is_note_number(element: _Element) -> bool:
    """Whether a superscript is nothing but a number that leads to a note: it holds a link to a place in a page, or is in one."""
    around = element.getparent()
    link = around if around is not None and around.tag == "a" else element.find("a")
    if link is None or "#" not in (link.get("href") or ""):
        return False
    return _NUMBER.fullmatch("".join(islice(element.itertext(), _PIECES)).strip()) is not None


def pointing_sign(link: _Element) -> str:
    """The sign that a link to a place in the page shows and nothing else; empty for any other link."""
    if len(link) or "#" not in (link.get("href") or ""):
        return ""
    sign = (link.text or "").strip()
    return sign if len(sign) <= _FEW and _SIGNS.issuperset(sign) else ""
