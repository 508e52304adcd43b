"""The text of elements around a body, without what is never displayed as text. The text of a body comes from a walk."""

from collections.abc import Iterator

from lxml.etree import Comment, Entity, ProcessingInstruction, _Element, iterwalk

from crawler.content.html.vocabulary import BREAKING, FOREIGN

_NO_TEXT = frozenset(FOREIGN) | {"option", "noscript", "title"}
_BREAKS = BREAKING | {"br"}
_IN_LINE, _BREAKING = 1, 2
_KINDS: dict[object, int] = {
    **dict.fromkeys(_BREAKS, _IN_LINE | _BREAKING),
    **{tag: _BREAKING if tag in _BREAKS else 0 for tag in _NO_TEXT},
    **dict.fromkeys((Comment, ProcessingInstruction, Entity), 0),
}
"""Bit flags: whether an element contains text, and whether it breaks lines."""


def lines_of(element: _Element, stop: _Element | None = None, longest: int | None = None) -> list[str]:
    """The lines of an element's text as displayed, with white space squeezed and without empty ones.

    Ends before the element ``stop`` in it, or after about ``longest`` characters and elements.
    """
    lines = "".join(_pieces(element, stop, longest)).split("\n")
    return [squeezed for line in lines if (squeezed := " ".join(line.split()))]


def text_of(element: _Element, longest: int | None = None) -> str:
    """All of an element's text on one line; empty for a comment."""
    if not isinstance(element.tag, str):
        return ""
    if not len(element):
        return " ".join((element.text or "").split())
    return " ".join(lines_of(element, longest=longest)) if longest else " ".join("".join(_printed(element)).split())


def text_or_picture(element: _Element) -> str:
    """The text of an element; without text, the URL of the first picture or frame in it, otherwise empty."""
    if element.tag in _NO_TEXT:
        return ""
    shown = (inner.get("file") or inner.get("src") or "" for inner in element.iter("img", "iframe"))
    return text_of(element) or next(shown, "").strip()


def _printed(element: _Element) -> list[str]:  # noqa: C901 - one loop, because it is called for everything that is set aside
    """All text in document order, with white space where elements break lines."""
    pieces = [element.text or ""]
    around: list[tuple[_Element, int, Iterator[_Element]]] = []
    inside = iter(element)
    while True:
        for node in inside:
            kind = _KINDS.get(node.tag, _IN_LINE)
            if kind & _BREAKING:
                pieces.append("\n")
            if kind & _IN_LINE:
                if text := node.text:
                    pieces.append(text)
                if len(node):
                    around.append((node, kind, inside))
                    inside = iter(node)
                    break
            if kind & _BREAKING:
                pieces.append("\n")
            if text := node.tail:
                pieces.append(text)
        else:
            if not around:
                return pieces
            node, kind, inside = around.pop()
            if kind & _BREAKING:
                pieces.append("\n")
            if text := node.tail:
                pieces.append(text)


def _pieces(element: _Element, stop: _Element | None, longest: int | None) -> Iterator[str]:
    """The text in document order, in which only elements cause line breaks."""
    left = longest
    walk = iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if node is stop or (left is not None and left <= 0):
            return
        left = None if left is None else left - 1
        if node.tag in _BREAKS:
            yield "\n"
        text = node.text if event == "start" else node.tail
        if event == "start" and node.tag in _NO_TEXT and node is not element:
            walk.skip_subtree()
        elif text and (event == "start" or node is not element):
            yield text.replace("\n", " ")
            left = None if left is None else left - len(text)
