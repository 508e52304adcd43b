"""Reader of HTML pages of any site, which are neither a dump nor a forum's of a known software."""

import re

from crawler.content.html import parse_page
from crawler.readers.document import Document, page_of

_FIRST = re.compile(
    r"\ufeff?(?>\s|<\?(?P<xml>xml)?[^>]*>|<!doctype[^>]*>|<!--(?:(?!-->).)*-->|<!\[[^>]*>)*+<(?P<tag>[a-z][\w:-]*)",
    re.IGNORECASE | re.DOTALL,
)
"""The first element of a page, behind declarations and comments."""
_ELEMENT = re.compile(
    r"<(?:html|head|body|meta|article|main|section|div|table|p|h[1-6]|span|ul|img|br|font|center)(?=[\s>/])", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"<!--\s*(?:saved from url=\(\d{1,6}\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>\"]{1,2000})"
    r"|\A\ufeff?\s*(?:<!doctype[^>]*>\s*)?<!--\s*(https?://[^\s<>\"]{1,2000}?)\s*-->",
    re.IGNORECASE,
)
"""Where browsers and crawlers write down what a page was saved from: in a comment at its beginning."""
_TOP = 8192
"""Characters in which these stand."""


def recognises(text: str) -> bool:
    """Whether ``text`` begins as markup does and an element of HTML is near its beginning. XML of another kind is none."""
    first = _FIRST.match(text, 0, _TOP)
    if first is None:
        return False
    return first["tag"].lower() == "html" or (first["xml"] is None and _ELEMENT.search(text, first.start("tag") - 1) is not None)


def read(path: str, data: bytes, text: str) -> Document:
    """The document of a page: its source and its tree, and the address that its first comment names, if one does."""
    saved = _ADDRESS.search(text, 0, _TOP)
    address = (saved[1] or saved[2]) if saved else None
    return Document(page_of(path, data, "web_page"), text, root=parse_page(text), url=address)
