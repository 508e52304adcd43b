"""Selectors as platforms and sites declare them, CSS or (where one begins with ``/``) XPath.

They are compiled once, by parsel's translator, and asked of the one tree that is there.
"""

from functools import cache

from lxml.etree import XPath, _Element
from parsel.csstranslator import HTMLTranslator

from crawler.content.html import text_of

_LONGEST = 400
"""Characters of what is on one line."""


def found(element: _Element, selector: str) -> list[_Element]:
    """The descendants of ``element`` that match, in document order."""
    return [each for each in _compiled(selector)(element) if isinstance(each, _Element)]


def first(element: _Element, css: str) -> _Element | None:
    """The first of them."""
    return next(iter(found(element, css)), None)


def line(element: _Element, css: str) -> str | None:
    """The text of the first of them that has any, on one line."""
    return next((text for each in found(element, css) if (text := text_of(each, _LONGEST)[:_LONGEST])), None)


def attribute(element: _Element, css: str, name: str) -> str | None:
    """An attribute of the first of them that has it."""
    return next((value.strip() for each in found(element, css) if (value := each.get(name))), None)


def xpath_of(selector: str) -> str:
    """A selector as XPath."""
    return selector if selector.startswith("/") else HTMLTranslator().css_to_xpath(selector, prefix="descendant::")


@cache
def _compiled(selector: str) -> XPath:
    return XPath(xpath_of(selector))
