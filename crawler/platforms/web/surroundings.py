"""The lines that a page prints between headline and text and around them: bylines, dates, sources."""

from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from crawler.content.html import lines_of
from crawler.content.html.vocabulary import UNREAD

_LEVELS = 3
"""Number of elements around a headline in which to look for what comes before it."""
_MOST = 60
"""Number of adjacent elements to look at."""
_LONGEST = 2000
"""Characters to read from each of them at most."""


def after(start: _Element, end: _Element | None) -> Iterator[str]:
    """Yield the printed lines after the element ``start`` in document order, up to the element ``end``, which may be inside or
    around a later one; at most those of :data:`_MOST` elements."""
    for element in islice(between(start, end), _MOST):
        if isinstance(element, str):
            yield element
        elif isinstance(element.tag, str) and element.tag not in UNREAD:
            yield from lines_of(element, longest=_LONGEST, apart=True)


def between(start: _Element, end: _Element | None) -> Iterator[_Element | str]:
    """Elements after ``start`` that contain neither it nor ``end``, outermost first, and the loose lines between them."""
    holders = {end, *end.iterancestors()} if end is not None else set()
    at: _Element | None = start
    while at is not None and at.tag != "body" and at not in holders:
        if at.tail and (line := " ".join(at.tail.split())):
            yield line
        for sibling in at.itersiblings():
            if sibling in holders:
                yield from _before(sibling, end, holders)
                return
            yield sibling
            if sibling.tail and (line := " ".join(sibling.tail.split())):
                yield line
        at = at.getparent()


def _before(holder: _Element, end: _Element | None, holders: set[_Element]) -> Iterator[_Element | str]:
    """Yield what is in ``holder`` before ``end``."""
    while holder is not end:
        if holder.text and (line := " ".join(holder.text.split())):
            yield line
        for child in holder:
            if child in holders:
                holder = child
                break
            yield child
            if child.tail and (line := " ".join(child.tail.split())):
                yield line
        else:
            return


def before(end: _Element, most: int) -> list[str]:
    """Return the last lines before the element ``end``: at most ``most``, from as many elements."""
    lines: list[str] = []
    elements = (each for holder in (end, *islice(end.iterancestors(), _LEVELS)) for each in holder.itersiblings(preceding=True))
    for element in islice(elements, most):
        lines[:0] = (
            [] if element.tag in UNREAD or not isinstance(element.tag, str) else lines_of(element, longest=_LONGEST, apart=True)
        )
    return lines[-most:]
