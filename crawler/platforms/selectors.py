"""Selectors that platforms and sites declare: CSS, or XPath if they begin with ``/``.

Each is compiled once, by parsel's translator, and evaluated on the page's existing lxml tree.
"""

from functools import cache

from lxml.etree import XPath, _Element
from parsel.csstranslator import HTMLTranslator

from crawler.content.html import text_of

_LONGEST = 400
"""The maximum length of a line, in characters."""


def found(element: _Element, selector: str) -> list[_Element]:
    """The matching descendants of ``element``, in document order."""
    return [each for each in _compiled(selector)(element) if isinstance(each, _Element)]


def first(element: _Element, css: str) -> _Element | None:
    """The first matching descendant."""
    return next(iter(found(element, css)), None)


def line(element: _Element, css: str) -> str | None:
    """The text of the first matching descendant that has any, on one line."""
    return next((text for each in found(element, css) if (text := text_of(each, _LONGEST)[:_LONGEST])), None)


def attribute(element: _Element, css: str, name: str) -> str | None:
    """An attribute of the first matching descendant that has it."""
    return next((value.strip() for each in found(element, css) if (value := each.get(name))), None)


def xpath_of(selector: str) -> str:
    """A selector as XPath."""
    return selector if selector.startswith("/") else HTMLTranslator().css_to_xpath(selector, prefix="descendant::")


@cache
def _compiled(selector: str) -> XPath:
    return XPath(xpath_of(selector))
