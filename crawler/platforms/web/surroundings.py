"""The lines that a page prints between headline and text and around them: bylines, dates, sources."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from crawler.content.html import lines_of
from crawler.content.html.vocabulary import UNREAD
from crawler.content.patterns import regex
from crawler.platforms.web.posts.vocabulary import COMMENTS_HEADING

_WHOLE = ("html", "body", "main", "article")
_COMMENTS = regex(r"comment|pinglun|liuyan|gentie|\bcmts?\b", re.IGNORECASE)
_OTHERS = regex(r"\b(?:related|recommend)", re.IGNORECASE)
"""Names of elements with what others wrote here, or elsewhere; those of a whole page tell what it may have."""
_HEADING = 40
"""Characters of a heading above comments, at most."""
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


def is_beside(element: _Element | None, known: dict[_Element, bool]) -> bool:
    """Whether an element is, or is inside, an aside, the page's footer, comments or pointers to other pages. ``known`` caches the
    answers and is extended, so that no element is checked twice, however deep the nesting."""
    asked: list[_Element] = []
    found = False
    while element is not None and not found and element not in known:
        asked.append(element)
        is_footer = element.tag == "footer" and next(element.iterancestors("article"), None) is None
        found = element.tag == "aside" or is_footer or _OTHERS.search(_names_of(element)) is not None or has_comments(element)
        element = element.getparent()
    if not found and element is not None:
        found = known[element]
    known |= dict.fromkeys(asked, found)
    return found


def has_comments(element: _Element) -> bool:
    """Whether the names of an element, or a heading on its first line, say that it holds comments; a whole page never does."""
    if element.tag in _WHOLE:
        return False
    if _COMMENTS.search(_names_of(element)):
        return True
    first, *_ = lines_of(element, longest=_HEADING) or [""]
    return COMMENTS_HEADING.fullmatch(first) is not None


def _names_of(element: _Element) -> str:
    return "" if element.tag in _WHOLE else f"{element.get('class')} {element.get('id')}"
