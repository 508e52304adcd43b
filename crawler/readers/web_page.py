"""Reads HTML pages of any site that are neither dumps nor pages of known forum software."""

import re

from lxml.etree import Element, SubElement, _Element

from crawler.content.html import parse_page
from crawler.content.patterns import regex
from crawler.content.plain_text import NOT_PRINTED, visible
from crawler.readers._embedded import opened
from crawler.readers._named import put_names
from crawler.readers._streamed import put_in_place
from crawler.readers._styled import hide_styled
from crawler.readers.document import Document, page_of

_FIRST = regex(
    rf"(?>[{NOT_PRINTED}]|<\?(?P<xml>xml)?[^<>]*(?:>|(?=<))|<!---?>|<!--(?:(?!--!?>).)*--!?>|<(?!!--)[!/][^>]*>)*+<(?P<tag>[a-z][\w:-]*)",
    re.IGNORECASE | re.DOTALL,
)
"""The first element of a page, after declarations, comments and end tags, be they malformed."""
_BEGINS = regex(r"<(?:html|head|body)(?=[\s>])[^>]*>(?=\s*<[!a-z])", re.IGNORECASE)
_ENDS = regex(r"</(?:html|body)\s*>(?:[\s>]|<!--(?:(?!-->).)*-->)*\Z", re.IGNORECASE | re.DOTALL)
"""How a page begins behind a few lines of something else, such as a warning of the server or what is left of a declaration, and
how it ends, unlike one that is quoted in a script or a table."""
_BEFORE = 500
"""Characters of these lines."""
_NEAR_THE_END = 2_000
"""Characters."""
_ELEMENT = regex(
    r"<(?:html|head|body|meta|article|main|section|div|table|p|h[1-6]|span|ul|img|br|font|center)(?=[\s>/])", re.IGNORECASE
)
_OUTERMOST = ("html", "wml")
_FAR = 65_536
"""Characters in which the first element must be found: licences and the like may precede it."""


def recognises(text: str) -> bool:
    """Whether ``text`` begins like markup, with an HTML element near the start, or is a whole page behind a few other lines.
    Other XML is not recognized."""
    first = _FIRST.match(text, 0, _FAR)
    if first is None:
        return _lines_before(text) is not None
    return first["tag"].lower() in _OUTERMOST or (
        first["xml"] is None and _ELEMENT.search(text, first.start("tag") - 1) is not None
    )


def read(path: str, data: bytes, text: str) -> Document:
    """The document of a page: its source with embedded pages inlined, and its tree, with streamed parts and names in place. What
    stands before the page is hidden in it."""
    text = opened(text)
    before = None if _FIRST.match(text, 0, _FAR) else _lines_before(text)
    root = parse_page(text[before or 0 :])
    if before:
        _hide(root, text[:before])
    put_in_place(root, text)
    put_names(root, text)
    hide_styled(root, text)
    if text.find("<wml", 0, _FAR) >= 0:
        _name(root)
    return Document(page_of(path, data, "web_page"), text, root=root)


def _lines_before(text: str) -> int | None:
    """How many characters stand before a whole page that does not begin like markup; None if it is none."""
    begins = _BEGINS.search(text, 0, _BEFORE)
    return begins.start() if begins and _ENDS.search(text, max(0, len(text) - _NEAR_THE_END)) else None


def _hide(root: _Element, lines: str) -> None:
    body = next(root.iter("body"), None)
    if body is not None:
        hidden = Element("p", hidden="")
        hidden.text, hidden.tail, body.text = visible(lines), body.text, None
        body.insert(0, hidden)


def _name(root: _Element) -> None:
    """Give a page for telephones (WML) the title of its first card."""
    card = next(root.iter("card"), None)
    if card is not None and (title := card.get("title")):
        named = SubElement(root, "title")
        named.text = title
