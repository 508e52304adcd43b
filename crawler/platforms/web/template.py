"""The selectors that a site's file declares for its pages, compiled once."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from crawler.content.html import text_of
from crawler.content.patterns import regex
from crawler.platforms.selectors import found as matching

_LABEL = regex(r"^(?:来源|来自|作者|原创|转自|编辑)\s?[:：]\s?")
LONGEST = 400
"""Maximum length in characters of a headline, source or author."""


@dataclass(frozen=True, slots=True)
class Template:
    """CSS selectors (or XPath, if they begin with ``/``) for what cannot be found without knowing the site.

    Of each tuple, the first selector that finds anything is used. A template applies to a page if its ``body`` finds something,
    or if it has no ``body``. ``cut`` is removed from the body, with an entry in ``removed``. ``author`` and ``source`` select
    elements that contain nothing else. ``since`` and ``until`` are dates (``2019-03-01``); a page dated outside them has another
    template.
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
        """Whether this template applies to a page published on ``day`` (empty if unknown)."""
        return (not day or self.since <= day < self.until) and (not self.body or first(root, self.body) is not None)

    def headline_in(self, root: _Element) -> _Element | None:
        """The element of the headline, or None if the template does not say where it is."""
        return next((each for each in all_of(root, self.headline) if text_of(each, LONGEST)), None)

    def source_of(self, root: _Element) -> str | None:
        """Return the source that the page names, without its label."""
        return _LABEL.sub("", line(root, self.source)).strip() or None

    def authors_of(self, root: _Element) -> list[str]:
        """Return the author that the page names, without the label."""
        name = _LABEL.sub("", line(root, self.author)).strip()
        return [name] if name else []


def found(root: _Element, selectors: tuple[str, ...]) -> list[_Element]:
    """Return the elements that the first matching selector finds, in document order."""
    return next((elements for selector in selectors if (elements := matching(root, selector))), [])


def first(root: _Element, selectors: tuple[str, ...]) -> _Element | None:
    return next(iter(found(root, selectors)), None)


def line(root: _Element, selectors: tuple[str, ...]) -> str:
    """Return the text of the first element that has any, on one line."""
    return next((text for selector in selectors for each in matching(root, selector) if (text := text_of(each, LONGEST))), "")


def all_of(root: _Element, selectors: tuple[str, ...]) -> Iterator[_Element]:
    """Yield the elements that any of ``selectors`` finds."""
    for selector in selectors:
        yield from matching(root, selector)
