"""The text of elements around a body, without what is never displayed as text. The text of a body comes from a walk."""

from collections.abc import Iterator
from sys import maxsize

from lxml.etree import Comment, Entity, ProcessingInstruction, _Element

from crawler.content.html.vocabulary import BREAKING, UNREAD

_NO_TEXT = UNREAD | {"button"}
_BREAKS = BREAKING | {"br"}
_IN_LINE, _BREAKING = 1, 2
_KINDS: dict[object, int] = {
    **dict.fromkeys(_BREAKS, _IN_LINE | _BREAKING),
    **{tag: _BREAKING if tag in _BREAKS else 0 for tag in _NO_TEXT},
    **dict.fromkeys((Comment, ProcessingInstruction, Entity), 0),
}
"""Bit flags: whether an element contains text, and whether it breaks lines."""
_LINE_BREAK = "\0"  # a character that no parsed text contains


def lines_of(element: _Element, stop: _Element | None = None, longest: int | None = None, apart: bool = False) -> list[str]:
    """The lines of an element's text as displayed, with white space squeezed and without empty ones.

    Ends before the element ``stop`` in it, or after about ``longest`` characters and elements. Elements that follow one another
    without anything between are separated by a space if they are to be ``apart``, as styles display them.
    """
    lines = _printed(element, stop, longest, apart).split(_LINE_BREAK) if element is not stop else []
    return [squeezed for line in lines if (squeezed := " ".join(line.split()))]


def text_of(element: _Element, longest: int | None = None) -> str:
    """All of an element's text on one line, or about ``longest`` characters of it; empty for a comment."""
    if not isinstance(element.tag, str):
        return ""
    text = _printed(element, None, longest).replace(_LINE_BREAK, " ") if len(element) else element.text or ""
    return " ".join(text.split())


def _printed(element: _Element, stop: _Element | None, longest: int | None, apart: bool = False) -> str:  # noqa: C901 - one loop: it is called often
    """The text in document order, with a mark where elements break lines."""
    pieces = [element.text or ""]
    left = (longest or maxsize) - len(pieces[0])
    around: list[tuple[_Element, int, Iterator[_Element]]] = []
    inside = iter(element)
    while left > 0:
        for node in inside:
            left -= 1
            if node is stop or left <= 0:
                return "".join(pieces)
            kind = _KINDS.get(node.tag, _IN_LINE)
            if kind & _BREAKING:
                pieces.append(_LINE_BREAK)
            if kind & _IN_LINE:
                if text := node.text:
                    pieces.append(text)
                    left -= len(text)
                if len(node):
                    around.append((node, kind, inside))
                    inside = iter(node)
                    break
            left -= 1
            if left <= 0:
                break
            if kind & _BREAKING:
                pieces.append(_LINE_BREAK)
            if text := node.tail:
                pieces.append(text)
                left -= len(text)
            elif apart:
                pieces.append(" ")
        else:
            left -= 1
            if left <= 0 or not around:
                break
            node, kind, inside = around.pop()
            if kind & _BREAKING:
                pieces.append(_LINE_BREAK)
            if text := node.tail:
                pieces.append(text)
                left -= len(text)
            elif apart:
                pieces.append(" ")
    return "".join(pieces)
