"""Elements that show one picture, in several sizes and formats, or without scripts."""

import re
from html import unescape
from itertools import islice

from lxml.etree import HTMLParser, _Element
from parsel.selector import create_root_node

from crawler.content.html.pictures import PICTURES, attributes_of, is_small
from crawler.content.patterns import regex
from crawler.content.web_url import PICTURE_FILES

FILE_AT_END = regex(rf"[^?#]*\.(?:{PICTURE_FILES})(?:[?#].*)?", re.IGNORECASE | re.DOTALL)
MOST_ESCAPED = 3
"""How many times the markup in a ``noscript`` may be escaped."""


def sources_of(picture: _Element) -> tuple[dict[str, str], ...]:
    """The attributes of the ``<source>`` elements of a ``<picture>``, which the parser nests."""
    return tuple(attributes_of(source) for source in picture.iterdescendants("source"))


def alternatives_of(element: _Element) -> tuple[dict[str, str], ...]:
    """The attributes of pictures next to ``element`` or in it that replace it without scripts, or until it is loaded."""
    whole = element
    while (around := whole.getparent()) is not None and around.tag in ("picture", "source"):
        whole = around
    before, after = whole.getprevious(), whole.getnext()
    near = [] if before is None or before.tag != "noscript" else [before]
    near += [] if after is None or after.tag != "noscript" else [after]
    near += element
    others = [attributes_of(only_picture(each)) for each in near if partner_of(each) is element] if near else []
    return (*others, *_linked(element))


def _linked(element: _Element) -> list[dict[str, str]]:
    """The picture that a link around nothing but a picture leads to, as attributes: usually the same one, larger."""
    link = element.getparent()
    while link is not None and link.tag in ("picture", "span") and len(link) == 1:
        link = link.getparent()
    if link is None or link.tag != "a" or not FILE_AT_END.fullmatch((link.get("href") or "")[:4096]):
        return []
    alone = len(list(islice(link.iter(*PICTURES), 2))) == 1
    return [{"link": link.get("href", "")}] if alone else []


def partner_of(element: _Element) -> _Element | None:
    """The picture to which an element is an alternative: a ``noscript`` next to it, or a ``noscript`` or placeholder in it."""
    around = element.getparent()
    if around is not None and around.tag in PICTURES:
        is_other = element.tag == "noscript" or "fallback" in element.attrib or "placeholder" in element.attrib
        return around if is_other and only_picture(element) is not None else None
    if element.tag != "noscript":
        return None
    shown = only_picture(element)
    if shown is None or is_small(attributes_of(shown)):
        return None
    before, after = element.getprevious(), element.getnext()
    pairs = ((before, before.tail if before is not None else ""), (after, element.tail))
    beside = [each for each, between in pairs if each is not None and not (between or "").strip()]
    pictures = [only_picture(each) if each.tag == "picture" else each for each in beside]
    near = [each for each in pictures if each is not None and each.tag in PICTURES]
    return next((each for each in near if shown.get("src") in each.attrib.values()), near[0] if near else None)


def only_picture(element: _Element) -> _Element | None:
    """The picture that an element is, or that is its only picture."""
    if element.tag in PICTURES:
        return element
    found = [each for root in (element, markup_in(element)) if root is not None for each in root.iterdescendants(*PICTURES)]
    return found[0] if len(found) == 1 else None


def markup_in(noscript: _Element) -> _Element | None:
    """The root of the escaped text of a ``noscript``, if that is markup with pictures."""
    if noscript.tag != "noscript":
        return None
    text = noscript.text or ""
    for _ in range(MOST_ESCAPED):
        if "<img" in text.lower():
            return create_root_node(text, HTMLParser)
        text = unescape(text)
    return None
