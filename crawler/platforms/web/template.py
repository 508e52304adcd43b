"""What a site's file says of its pages: selectors, declared as data and compiled once."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from crawler.content.html import text_of
from crawler.content.patterns import regex
from crawler.platforms.selectors import found as matching
from crawler.platforms.web.headline import Headline

_LABEL = regex(r"^(?:来源|来自|作者|原创|转自|编辑)\s?[:：]\s?")
_LONGEST = 400
"""Characters of what a selector of the head finds."""


@dataclass(frozen=True, slots=True)
class Template:
    """CSS selectors (XPath, where one begins with ``/``) of what the general way cannot know, each the first of which that finds
    anything counts; a template is that of a page where its ``body`` finds something, or where it has none.

    ``cut`` is what is taken out of the body, with an entry in the ledger. ``author`` and ``source`` are elements that hold
    nothing else. ``since`` and ``until`` are days (``2019-03-01``) between which pages with a date are of this template.
    """

    body: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    since: str = ""
    until: str = "9999"

    def fits(self, root: _Element, day: str) -> bool:
        """Whether a page of ``day`` (empty: nobody knows) is of this template."""
        return (not day or self.since <= day < self.until) and (not self.body or first(root, self.body) is not None)

    def headline_of(self, root: _Element) -> Headline | None:
        """The headline, where the template says where it is."""
        element = next((each for each in all_of(root, self.headline) if text_of(each, _LONGEST)), None)
        return None if element is None else Headline(text_of(element, _LONGEST), element)

    def source_of(self, root: _Element) -> str | None:
        """Who the page says it was taken from, without a label."""
        return _LABEL.sub("", line(root, self.source)).strip() or None

    def authors_of(self, root: _Element) -> list[str]:
        """Whom the page names as its author, without a label."""
        name = _LABEL.sub("", line(root, self.author)).strip()
        return [name] if name else []


def found(root: _Element, selectors: tuple[str, ...]) -> list[_Element]:
    """The elements that the first of ``selectors`` finds which finds any, in document order."""
    return next((elements for selector in selectors if (elements := matching(root, selector))), [])


def first(root: _Element, selectors: tuple[str, ...]) -> _Element | None:
    return next(iter(found(root, selectors)), None)


def line(root: _Element, selectors: tuple[str, ...]) -> str:
    """What the first element says that has any words, on one line."""
    return next((text for selector in selectors for each in matching(root, selector) if (text := text_of(each, _LONGEST))), "")


def all_of(root: _Element, selectors: tuple[str, ...]) -> Iterator[_Element]:
    """The elements that any of ``selectors`` finds."""
    for selector in selectors:
        yield from matching(root, selector)
