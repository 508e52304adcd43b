"""What a page calls its site: the texts of links to the front page."""

from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from crawler.content.html import text_of
from crawler.content.patterns import regex
from crawler.platforms.web.title_parts import LONGEST, key_of

_FRONT_PAGE = regex(r"(?:https?:)?//[^/?#]{1,300}/?|(?:\.{0,2}/){1,9}(?:index\.[a-z]{2,5})?")
"""The address of a front page. ``index.html`` alone does not match, since it may be the page itself or that of a chapter."""
MOST_MASTHEADS, _MOST_LINKS = 3, 60
"""The headings and links at the top of a page among which there is one to the front page."""


def names_of_front_page(root: _Element) -> Iterator[str]:
    """Yield the texts of the first links of a page that lead to a front page: what its site is called."""
    links = (each for each in islice(root.iter("a"), _MOST_LINKS) if _FRONT_PAGE.fullmatch((each.get("href") or "").strip()))
    yield from (text_of(each, LONGEST) for each in links)


def names_site(root: _Element, title: str) -> bool:
    """Whether a whole ``<title>`` is also the text of a link to the front page, and so not a headline."""
    return bool(key := key_of(title)) and key in map(key_of, names_of_front_page(root))


def mastheads(headings: list[_Element]) -> Iterator[str]:
    """Yield the keys of those among the first ``headings`` that link to the front page: the site's name (Substack, Sphinx,
    mdBook)."""
    for element in headings[:MOST_MASTHEADS]:
        around = element.getparent()
        link = around if around is not None and around.tag == "a" else next(element.iter("a"), None)
        if link is not None and _FRONT_PAGE.fullmatch(link.get("href", "").strip()):
            text = text_of(element, LONGEST)
            if link is around or text_of(link, LONGEST) == text:
                yield key_of(text)
