"""Reads HTML pages of any site that are neither dumps nor pages of known forum software."""

import re

from lxml.etree import SubElement, _Element

from crawler.content.html import parse_page
from crawler.content.patterns import regex
from crawler.content.plain_text import NOT_PRINTED
from crawler.readers._embedded import opened
from crawler.readers._named import put_names
from crawler.readers._streamed import put_in_place
from crawler.readers.document import Document, page_of

_FIRST = regex(
    rf"(?>[{NOT_PRINTED}]|<\?(?P<xml>xml)?[^>]*>|<!doctype[^>]*>|<!--(?:(?!-->).)*-->|<!\[[^>]*>)*+<(?P<tag>[a-z][\w:-]*)",
    re.IGNORECASE | re.DOTALL,
)
"""The first element of a page, after declarations and comments."""
_ELEMENT = regex(
    r"<(?:html|head|body|meta|article|main|section|div|table|p|h[1-6]|span|ul|img|br|font|center)(?=[\s>/])", re.IGNORECASE
)
_OUTERMOST = ("html", "wml")
_FAR = 65_536
"""Characters in which the first element must be found: licences and the like may precede it."""


def recognises(text: str) -> bool:
    """Whether ``text`` begins like markup, with an HTML element near the start. Other XML is not recognized."""
    first = _FIRST.match(text, 0, _FAR)
    if first is None:
        return False
    return first["tag"].lower() in _OUTERMOST or (
        first["xml"] is None and _ELEMENT.search(text, first.start("tag") - 1) is not None
    )


def read(path: str, data: bytes, text: str) -> Document:
    """The document of a page: its source with embedded pages inlined, and its tree, with streamed parts and names in place."""
    text = opened(text)
    root = parse_page(text)
    put_in_place(root, text)
    put_names(root, text)
    if text.find("<wml", 0, _FAR) >= 0:
        _name(root)
    return Document(page_of(path, data, "web_page"), text, root=root)


def _name(root: _Element) -> None:
    """Give a page for telephones (WML) the title of its first card."""
    card = next(root.iter("card"), None)
    if card is not None and (title := card.get("title")):
        named = SubElement(root, "title")
        named.text = title
