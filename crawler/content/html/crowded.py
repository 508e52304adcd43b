"""Rejects elements with so many attributes that libxml2 would take forever."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from crawler.content.patterns import regex

HARMLESS = 64 * 1024
"""Bytes. A shorter page has no room for enough attributes to take a second."""
MOST_ATTRIBUTES = 1000
"""Per element; real ones have up to a dozen."""
SHORT, SHORTER = 2500, 500
"""Bytes of a tag that has no room for a thousand different names; and of those between the places where a tag may end that are
looked at a second time."""
OTHERS = bytes(set(range(256)).difference(b" \t\n\r\f\v/\"'"))
"""All bytes but those that separate attributes; names may be made of quotation marks."""
OPENING = frozenset((*range(ord(" ") + 1), ord("=")))
"""Bytes before a quotation mark that opens a value."""
BEGINNING = regex(rb"<[a-zA-Z]")
CROWDED = regex(rb"(?:[^ \t\n\r\f\v/\"']*+(?>[\"']*+[ \t\n\r\f\v/]++|[\"']++)){1000}")
"""So many names, separated by white space, slashes or quotation marks."""


class TooManyAttributesError(ValueError):
    """An element of the HTML has more than :data:`MOST_ATTRIBUTES` attributes."""

    def __init__(self, tag: str) -> None:
        super().__init__(f"an element <{tag[:20]}> with more than {MOST_ATTRIBUTES:,} attributes")


class _Counter:
    """A target for lxml's parser, which receives the attributes of elements without a tree being built."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(attributes) > MOST_ATTRIBUTES:
            raise TooManyAttributesError(tag)

    def close(self) -> None:
        """Return nothing."""


def refuse_crowded(html: bytes) -> None:
    """Raise :class:`TooManyAttributesError` if HTML in UTF-8 contains such an element.

    libxml2 appends an attribute by walking over all previous ones, and lxml reads them the same way: three million of them, which
    fit into a page of 32 MiB, would take hours, in C code that no signal interrupts. If there may be that many, they are counted
    by the same parser, so that none is missed.
    """
    if len(html) > HARMLESS and any(any(_crowded(part, SHORTER)) for part in _crowded(html, SHORT)):
        target: Any = _Counter()  # the stubs ask for methods that lxml does without
        etree.fromstring(html, etree.HTMLParser(target=target, recover=True, encoding="utf-8", huge_tree=True))


def _crowded(html: bytes, step: int) -> Iterator[bytes]:
    """Whatever may be a crowded tag in HTML that begins outside of tags, from where the first tag in it may begin: quotation
    marks before that, as in style sheets, open no values."""
    for part in _long_tags(html, step):
        begins = BEGINNING.search(part)
        inside = part[begins.start() :] if begins else b""
        if len(inside.translate(None, OTHERS)) >= MOST_ATTRIBUTES and CROWDED.match(inside):
            yield inside


def _long_tags(html: bytes, step: int) -> Iterator[bytes]:
    """Everything that may be inside a long tag: a tag ends at the first ``>`` outside of values, so it contains no ``>`` before
    which the last quotation mark, single or double, does not open a value. Only the last ``>`` in ``step`` bytes is looked at."""
    begin = at = 0
    opens = dict.fromkeys((b'"', b"'"), False)
    while at <= len(html):
        end = max(html.rfind(b">", at, at + step), 0) or html.find(b">", at + step)
        end = len(html) if end < 0 else end
        for mark in opens:
            if (last := html.rfind(mark, at, end)) >= 0:
                opens[mark] = html[last - 1] in OPENING
        at = end + 1
        if end == len(html) or not any(opens.values()):
            if end - begin > SHORT:
                yield html[begin:end]
            begin = at
