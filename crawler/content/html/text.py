"""The words of labels around a body, without what a page never shows as text. The text of a body is what a walk prints."""

from collections.abc import Iterator

from lxml.etree import _Element, iterwalk

from crawler.content.html.vocabulary import BREAKING, FOREIGN

_NO_TEXT = frozenset(FOREIGN) | {"option", "noscript", "title"}
_BREAKS = BREAKING | {"br"}


def lines_of(element: _Element, stop: _Element | None = None, longest: int | None = None) -> list[str]:
    """The lines of an element's text as they are printed, white space squeezed, empty ones left out.

    Ends before the element ``stop`` in it, or after about ``longest`` characters and elements.
    """
    lines = "".join(_pieces(element, stop, longest)).split("\n")
    return [squeezed for line in lines if (squeezed := " ".join(line.split()))]


def text_of(element: _Element, longest: int | None = None) -> str:
    """All of an element's text on one line; nothing of a comment."""
    if not isinstance(element.tag, str):
        return ""
    if not len(element):
        return " ".join((element.text or "").split())
    return " ".join(lines_of(element, longest=longest))


def text_or_picture(element: _Element) -> str:
    """The text of an element; of one without text the URL of the first picture or frame in it, else nothing."""
    if element.tag in _NO_TEXT:
        return ""
    shown = (inner.get("file") or inner.get("src") or "" for inner in element.iter("img", "iframe"))
    return text_of(element) or next(shown, "").strip()


def _pieces(element: _Element, stop: _Element | None, longest: int | None) -> Iterator[str]:
    """The text in document order; its line breaks are those that the elements make."""
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
