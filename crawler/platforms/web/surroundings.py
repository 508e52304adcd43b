"""The lines that a page prints between its headline and its text, and around them: by-lines, dates, sources."""

from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from crawler.content.html import lines_of

_MOST = 60
"""Elements beside each other that are looked at."""
_LONGEST = 2000
"""Characters of one of them."""


def after(start: _Element, end: _Element | None) -> Iterator[str]:
    """The printed lines that follow the element ``start`` in document order, up to the element ``end``, which may be in or above
    one that follows; or as many as there are in :data:`_MOST` elements."""
    for element in islice(_following(start, end), _MOST):
        if isinstance(element, str):
            yield element
        elif isinstance(element.tag, str):
            yield from lines_of(element, longest=_LONGEST)


def _following(start: _Element, end: _Element | None) -> Iterator[_Element | str]:
    """The elements behind ``start`` that hold neither it nor ``end``, outermost first, and the loose lines between them."""
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
    """What stands in ``holder`` before ``end``."""
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
