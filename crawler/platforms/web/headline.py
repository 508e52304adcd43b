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
from crawler.content.names import is_medium
from crawler.content.patterns import regex
from crawler.content.scripts import for_rules
from crawler.platforms.web.metadata import Metadata, words_of
from crawler.platforms.web.named import Named

_SEPARATOR = regex(
    r"(?=[\s|｜_–—-])(?:\s{1,9}[-–—―|｜_·•»«›:>]{1,9}\s{1,9}|\s{0,9}[|｜]\s{0,9}|\s{1,9}[-–—]|[-–—]\s{1,9}"
    r"|(?<=[^\x00-\x7f])\s{0,9}[-–—_]{1,9}\s{0,9}|\s{0,9}[-–—_]{1,9}\s{0,9}(?=[^\x00-\x7f])|\s{0,9}_{1,9}\s{0,9}|--+)"
)
"""What separates a headline from the names of column and site. A hyphen between letters does not. What it begins with is looked
at first, as most characters are none of these."""
_SEPARATES = " -–—―|｜_·•»«›:>"
_DASH, _HIDDEN = "——", "\0"
_LONGEST = 300
"""Maximum length of a headline in characters."""
_LONGEST_NAME = 8
"""Maximum length of a medium's name in characters; longer parts of a title may be headlines that end like one."""
_MOST = 400
"""Maximum number of elements to look at."""
_FRONT_PAGE = regex(r"(?:https?:)?//[^/?#]{1,300}/?|(?:\.{0,2}/){1,9}(?:index\.[a-z]{2,5})?")
"""The address of a front page. ``index.html`` alone does not match, since it may be the page itself or that of a chapter."""
_MOST_MASTHEADS, _MOST_LINKS = 3, 60
"""The headings and links at the top of a page among which there is one to the front page."""
_SIGNS = regex(r"[\W_]+")
_POINTING = frozenset("¶#§🔗")
"""Texts of permalinks after a heading."""
_BREAK = regex(r"<br\s?/?>", re.IGNORECASE)
"""A line break in the page's name in its head, where its template escapes tags."""
_NUMBER = regex(r"\s{1,9}#\d{1,7}$")
_SOFTWARE = regex(r"powered by\b", re.IGNORECASE)
_PRINTED_APART = ("sup", "sub", "ruby", "del", "s", "strike", "math")


class Headline(NamedTuple):
    """``text`` is on one line, and empty if the page has no headline; ``element`` is where it is printed, if anywhere."""

    text: str
    element: _Element | None = None
    site: str = ""
    """The rest of the ``<title>`` after the headline: the names of column and site."""


def headline_of(root: _Element, named: Named, metadata: Metadata) -> Headline:
    """Find the headline of the page with the tree ``root``, in which nothing is changed, and the elements ``named``."""
    headings = named["h1"][:_MOST]
    names = _Names.of(metadata, frozenset([*_mastheads(headings), *_book(headings, metadata.title)]))
    only = _only_h1(headings, names)
    if only is not None and _names_site(root, metadata.title):
        return Headline(_as_printed(only, text_of(only, _LONGEST)), only, metadata.title)
    best: Ranked | None = None
    for elements in _places(root, named, names.printed, metadata.title):
        for element in islice(elements, _MOST):
            text = text_of(element, _LONGEST)
            rank = names.rank(_key(text), element.tag == "h1")
            if rank and (best is None or rank > best.rank):
                best = Ranked(rank, text, element)
        if best and best.rank >= _SURE:
            break
    if best:
        text = names.without_badge(best.element, best.text) or _as_printed(best.element, best.text)
        return Headline(text, best.element, _rest(metadata.title, text))
    only = _only_h2(named, names) if only is None else only
    if only is not None:
        text = _without_number(_as_printed(only, text_of(only, _LONGEST)), metadata.title)
        return Headline(text, only, metadata.title)
    return Headline(_BREAK.sub(" ", names.best), None, _rest(metadata.title, names.best))


def _names_site(root: _Element, title: str) -> bool:
    """Whether a whole ``<title>`` is also the text of a link to the front page, and so not a headline."""
    return bool(key := _key(title)) and key in map(_key, names_of_front_page(root))


def names_of_front_page(root: _Element) -> Iterator[str]:
    """Yield the texts of the first links of a page that lead to a front page: what its site is called."""
    links = (each for each in islice(root.iter("a"), _MOST_LINKS) if _FRONT_PAGE.fullmatch((each.get("href") or "").strip()))
    yield from (text_of(each, _LONGEST) for each in links)


_SURE = (3,)


class Ranked(NamedTuple):
    rank: tuple[int, ...]
    text: str
    element: _Element


class _Names(NamedTuple):
    """The names that the head of a page gives it."""

    best: str
    printed: str
    """The text expected in elements that print the headline."""
    keys: frozenset[str]
    title: str
    own: str
    sites: frozenset[str]
    parts: frozenset[str]

    @classmethod
    def of(cls, metadata: Metadata, mastheads: frozenset[str]) -> "_Names":
        called = _key(metadata.first("og:site_name"))
        named = [name for name in dict.fromkeys(filter(None, _named(metadata))) if _key(name) != called]
        own = _own_part(metadata.title, mastheads)
        keys = {_key(name) for name in [*named, *map(_own_part, named), metadata.title, own]} - {""}
        parts = list(map(_key, _SEPARATOR.split(metadata.title)))
        site = called or (parts[-1] if own != metadata.title else "")
        return cls(
            _without_medium(named[0]) if named else own,
            own,
            frozenset(keys) - mastheads,
            _key(metadata.title) or _key(named[0] if named else ""),
            _key(own),
            mastheads | {site},
            frozenset(parts) - {"", site} - mastheads,
        )

    def is_site(self, key: str) -> bool:
        return not key or key in self.sites

    def without_badge(self, element: _Element, text: str) -> str:
        """Return the ``text`` of ``element`` without an inner element at its beginning or end (原创, a subtitle), if the head
        calls the page so; otherwise empty."""
        if _key(text) in self.keys:
            return ""
        badges = filter(None, (text_of(child, _LONGEST) for child in islice(element, _MOST)))
        rests = (rest.strip() for badge in badges for rest in (text.removeprefix(badge), text.removesuffix(badge)))
        return next((rest for rest in rests if rest != text and _key(rest) in self.keys), "")

    def rank(self, key: str, is_h1: bool) -> tuple[int, ...]:
        """Rank how well a printed text matches the names of the page; empty if it does not."""
        if len(key) < 2 or (key in self.sites and key != self.own):
            return ()
        if key in self.keys:
            return (4, is_h1, len(key))
        if is_h1 and key in self.parts:
            return (3, is_h1, len(key))
        half = 2 * len(key) >= len(self.own)
        if half and self.title.startswith(key):
            return (3, is_h1, len(key))
        if half and key in self.title:
            return (2, is_h1, len(key))
        if is_h1 and self.own and len(self.own) >= 4 and (key.startswith(self.own) or self.own in key):
            return (2, is_h1, -len(key))
        return ()


def _named(metadata: Metadata) -> Iterator[str]:
    """Yield the names that the metadata give the page."""
    yield from (word for key in ("headline", "title") for word in words_of(metadata.article.get(key)))
    yield metadata.first("og:title")
    yield metadata.first("twitter:title", "articletitle", "headline", "dc.title", "title")


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


_PRINTING = XPath(
    "//body//*[text()[normalize-space() = $text or normalize-space() = $title]]"
    "[not(ancestor-or-self::a or ancestor-or-self::script or self::title)]"
)
_MAY_BE_TITLES = ("div", "p", "span", "td", "strong")


def _only_h1(headings: list[_Element], names: _Names) -> _Element | None:
    found = [element for element in headings if not names.is_site(_key(text_of(element, _LONGEST)))]
    return found[0] if len(found) == 1 else None


def _only_h2(named: Named, names: _Names) -> _Element | None:
    """Return the second-level heading of a page that calls itself by the name of a medium alone, if there is just one."""
    return named["h2"][0] if len(named["h2"]) == 1 and _is_a_mediums(names.best) else None


def _mastheads(headings: list[_Element]) -> Iterator[str]:
    """The texts of those among the first ``headings`` that link to the front page: the site's name (Substack, Sphinx, mdBook)."""
    for element in headings[:_MOST_MASTHEADS]:
        around = element.getparent()
        link = around if around is not None and around.tag == "a" else next(element.iter("a"), None)
        if link is not None and _FRONT_PAGE.fullmatch(link.get("href", "").strip()):
            text = text_of(element, _LONGEST)
            if link is around or text_of(link, _LONGEST) == text:
                yield _key(text)


def _book(headings: list[_Element], title: str) -> Iterator[str]:
    """Yield the first heading if it ends the ``title``, of which another heading is an earlier part: the name of a book."""
    *earlier, last = map(_key, parts_of(title)[-_MOST_MASTHEADS:] or [""])
    printed = [_key(text_of(each, _LONGEST)) for each in headings[:_MOST_MASTHEADS]] if earlier else []
    if printed[:1] == [last] and not set(earlier).isdisjoint(printed[1:]):
        yield last


def _key(text: str) -> str:
    return _SIGNS.sub("", text).casefold()


def _as_printed(element: _Element, text: str) -> str:
    """Return the ``text`` of ``element``, or if it has superscripts and the like, its text as rendered in a body (10⁴)."""
    if len(text) >= _LONGEST or (text[-1:] not in _POINTING and next(element.iter(*_PRINTED_APART), None) is None):
        return text
    return render_text(read_element(element, lambda _: None).blocks).replace("\n\n", " ") or text


def _without_number(text: str, title: str) -> str:
    """Return a printed headline without the number of an issue, if the ``<title>`` has it without (桥裂了 #12)."""
    bare = _NUMBER.sub("", text)
    return bare if text not in title and bare in title else text


def _rest(title: str, headline: str) -> str:
    at = title.find(headline)
    return title[at + len(headline) :].strip() if headline and at >= 0 else ""


def parts_of(title: str) -> list[str]:
    """Split a ``<title>`` into its parts: headline, column, site. A Chinese dash parts them only if nothing else does."""
    parts = [part.strip().replace(_HIDDEN, _DASH) for part in _SEPARATOR.split(title.replace(_DASH, _HIDDEN)) if part.strip()]
    return parts if len(parts) > 1 or _DASH not in title else [part.strip() for part in title.split(_DASH) if part.strip()]


def _own_part(title: str, mastheads: frozenset[str] = frozenset()) -> str:
    """Return the longest part of a ``<title>`` that is not among the ``mastheads``, or the first of equally long ones. A medium's
    name is returned only if all parts are, and nothing that follows one: that is what the medium says of itself."""
    parts = parts_of(title)
    parts = parts[: next((at for at, part in enumerate(parts) if at and _is_a_mediums(part)), len(parts))]
    own = [part for part in parts if _key(part) not in mastheads and not _SOFTWARE.match(part)] or parts
    return max(own, key=lambda part: (not _is_a_mediums(part), len(part)), default=title)


def _without_medium(name: str) -> str:
    """Return a name that the metadata give the page, without that of a medium at its end."""
    last = parts_of(name)[-1:]
    return name[: name.rfind(last[0])].rstrip(_SEPARATES) or name if any(map(_is_a_mediums, last)) else name


def _is_a_mediums(part: str) -> bool:
    words = for_rules(part).split()
    return bool(words) and all(len(word) <= _LONGEST_NAME and is_medium(word) for word in words)
