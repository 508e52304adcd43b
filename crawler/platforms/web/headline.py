"""The headline of a page and where it is printed, or its text alone if only the head has it.

A page names itself twice: in its ``<title>`` or metadata, next to the name of the site, and in print, among other headings. The
headline is what both have in common.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from lxml.etree import XPath, _Element

from crawler.content.html import read_element, render_text, text_of
from crawler.content.patterns import regex
from crawler.platforms.web.front_page import MOST_MASTHEADS, mastheads, names_site
from crawler.platforms.web.metadata import Metadata
from crawler.platforms.web.named import Named
from crawler.platforms.web.page_names import PageNames
from crawler.platforms.web.title_parts import LONGEST, is_a_mediums, key_of, parts_of, rest_of

_MOST = 400
"""Maximum number of elements to look at."""
_POINTING = frozenset("¶#§🔗")
"""Texts of permalinks after a heading."""
_BREAK = regex(r"<br\s?/?>", re.IGNORECASE)
"""A line break in the page's name in its head, where its template escapes tags."""
_NUMBER = regex(r"\s{1,9}#\d{1,7}$")
_PRINTING = XPath(
    "//body//*[text()[normalize-space() = $text or normalize-space() = $title]]"
    "[not(ancestor-or-self::a or ancestor-or-self::script or self::title)]"
)
_MAY_BE_TITLES = ("div", "p", "span", "td", "strong")
_SURE = (3,)
_PRINTED_APART = ("sup", "sub", "ruby", "del", "s", "strike", "math")


class Headline(NamedTuple):
    """``text`` is on one line, and empty if the page has no headline; ``element`` is where it is printed, if anywhere."""

    text: str
    element: _Element | None = None
    site: str = ""
    """The rest of the ``<title>`` after the headline: the names of column and site."""


class _Ranked(NamedTuple):
    rank: tuple[int, ...]
    text: str
    element: _Element


def headline_of(root: _Element, named: Named, metadata: Metadata) -> Headline:
    """Find the headline of the page with the tree ``root``, in which nothing is changed, and the elements ``named``."""
    headings = named["h1"][:_MOST]
    names = PageNames.of(metadata, frozenset([*mastheads(headings), *_book(headings, metadata.title)]))
    only = _only_h1(headings, names)
    if only is not None and names_site(root, metadata.title):
        return Headline(_as_printed(only, text_of(only, LONGEST)), only, metadata.title)
    if best := _best_of(_places(root, named, names.printed, metadata.title), names):
        text = _without_badge(names, best.element, best.text) or _as_printed(best.element, best.text)
        return Headline(text, best.element, rest_of(metadata.title, text))
    only = _only_h2(named, names) if only is None else only
    if only is not None:
        text = _without_number(_as_printed(only, text_of(only, LONGEST)), metadata.title)
        return Headline(text, only, metadata.title)
    return Headline(_BREAK.sub(" ", names.best), None, rest_of(metadata.title, names.best))


def _best_of(places: Iterable[Iterable[_Element]], names: PageNames) -> "_Ranked | None":
    """Return the element with the text that matches the ``names`` of the page best; others than the first ``places`` are only
    looked at as long as nothing is sure."""
    best: _Ranked | None = None
    for elements in places:
        for element in islice(elements, _MOST):
            text = text_of(element, LONGEST)
            rank = names.rank(key_of(text), element.tag == "h1")
            if rank and (best is None or rank > best.rank):
                best = _Ranked(rank, text, element)
        if best and best.rank >= _SURE:
            break
    return best


def _places(root: _Element, named: Named, printed: str, title: str) -> Iterator[Iterable[_Element]]:
    """Yield the elements that may print the headline, the likeliest first."""
    yield named["h1"]
    yield named["h2"]
    yield _PRINTING(root, text=printed, title=" ".join(title.split())) if printed else ()
    yield (element for element in root.iter(*_MAY_BE_TITLES) if is_called_title(element))


def is_called_title(element: _Element) -> bool:
    """Whether the class or id of an element calls it a title."""
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return "tit" in names or "Tit" in names or "headline" in names or "eading" in names


def _only_h1(headings: list[_Element], names: PageNames) -> _Element | None:
    found = [element for element in headings if not names.is_site(key_of(text_of(element, LONGEST)))]
    return found[0] if len(found) == 1 else None


def _only_h2(named: Named, names: PageNames) -> _Element | None:
    """Return the second-level heading of a page that calls itself by the name of a medium alone, if there is just one."""
    return named["h2"][0] if len(named["h2"]) == 1 and is_a_mediums(names.best) else None


def _book(headings: list[_Element], title: str) -> Iterator[str]:
    """Yield the first heading if it ends the ``title``, of which another heading is an earlier part: the name of a book."""
    *earlier, last = map(key_of, parts_of(title)[-MOST_MASTHEADS:] or [""])
    printed = [key_of(text_of(each, LONGEST)) for each in headings[:MOST_MASTHEADS]] if earlier else []
    if printed[:1] == [last] and not set(earlier).isdisjoint(printed[1:]):
        yield last


def _without_badge(names: PageNames, element: _Element, text: str) -> str:
    """Return the ``text`` of ``element`` without an inner element at its beginning or end (原创, a subtitle), if the head calls
    the page so; otherwise empty."""
    if key_of(text) in names.keys:
        return ""
    badges = filter(None, (text_of(child, LONGEST) for child in islice(element, _MOST)))
    rests = (rest.strip() for badge in badges for rest in (text.removeprefix(badge), text.removesuffix(badge)))
    return next((rest for rest in rests if rest != text and key_of(rest) in names.keys), "")


def _as_printed(element: _Element, text: str) -> str:
    """Return the ``text`` of ``element``, or if it has superscripts and the like, its text as rendered in a body (10⁴)."""
    if len(text) >= LONGEST or (text[-1:] not in _POINTING and next(element.iter(*_PRINTED_APART), None) is None):
        return text
    return render_text(read_element(element, lambda _: None).blocks).replace("\n\n", " ") or text


def _without_number(text: str, title: str) -> str:
    """Return a printed headline without the number of an issue, if the ``<title>`` has it without (桥裂了 #12)."""
    bare = _NUMBER.sub("", text)
    return bare if text not in title and bare in title else text
