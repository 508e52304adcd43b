"""What a page says of itself where no reader sees it: ``<title>``, ``<meta>``, ``<link>`` and JSON-LD."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, Self

from lxml.etree import _Element

from crawler.content.html import printed_line, text_of
from crawler.content.patterns import regex

Thing = dict[str, Any]
"""What JSON-LD says of one thing; keys are without their vocabulary, values as they stand there."""

_NAMES = ("property", "name", "itemprop", "http-equiv")
_LINKS = frozenset({"canonical", "next", "prev", "shortlink", "amphtml"})
_ARTICLE = regex(r".*(?:Article|Posting|Report|Review|Answer|Question|Recipe|Blog)")
_PAGE = regex(r"\w{0,40}(?:Page|VideoObject|Course|Event)")
_PUBLISHED = frozenset({"datePublished", "pubDate", "headline", "articleBody"})
_COMMENT = regex(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$")
_DEEPEST = 12
"""Levels of JSON-LD below which nothing is looked for."""
_MOST = 500
"""Things of one page that are looked at."""
_LONGEST = 1 << 20


class Metadata(NamedTuple):
    """``title`` is the ``<title>``, on one line; ``meta`` the contents by their names in lower case, in order; ``links`` the
    addresses by their relation; ``article`` what JSON-LD says of the article, and ``page`` of the page, empty where it
    says nothing."""

    title: str
    meta: dict[str, list[str]]
    links: dict[str, list[str]]
    article: Thing
    page: Thing

    @classmethod
    def of(cls, root: _Element) -> Self:
        """The metadata of a page by its ``root``, in one pass over its head and whatever stands in its body."""
        titles: list[str] = []
        meta: dict[str, list[str]] = {}
        links: dict[str, list[str]] = {}
        things: list[Thing] = []
        for element in root.iter("title", "meta", "link", "script"):
            if element.tag == "meta":
                _add_meta(element, meta)
            elif element.tag == "link":
                _add_link(element, links)
            elif element.tag == "title":
                titles += [text_of(element)] if not _is_of_drawing(element) else []
            elif "ld+json" in element.get("type", "").lower() and len(things) < _MOST:
                things += _things(element.text or "")
        return cls(next(filter(None, titles), ""), meta, links, _of_type(things, _ARTICLE, _PUBLISHED), _of_type(things, _PAGE))

    def first(self, *names: str) -> str:
        """The first content that one of ``names`` has, in their order, on one line; empty where none has any."""
        return next((line for name in names for value in self.meta.get(name, ()) if (line := printed_line(value))), "")

    def all(self, *names: str) -> list[str]:
        """All contents under ``names``, each once, on one line."""
        lines = dict.fromkeys(printed_line(value) for name in names for value in self.meta.get(name, ()))
        return [line for line in lines if line]


def words_of(value: Any) -> list[str]:
    """What a value of JSON-LD is called: strings, and the names of people and organisations, each on one line."""
    if isinstance(value, str):
        return [line] if (line := printed_line(value)) else []
    if isinstance(value, dict):
        return words_of(value.get("name"))
    if isinstance(value, list):
        return [word for each in value if not isinstance(each, list) for word in words_of(each)]
    return []


def _add_meta(element: _Element, meta: dict[str, list[str]]) -> None:
    if content := element.get("content", "").strip():
        for attribute in _NAMES:
            if name := element.get(attribute):
                meta.setdefault(" ".join(name.lower().split()), []).append(content)


def _add_link(element: _Element, links: dict[str, list[str]]) -> None:
    if href := element.get("href", "").strip():
        for relation in element.get("rel", "").lower().split():
            if relation in _LINKS:
                links.setdefault(relation, []).append(href)


def _is_of_drawing(title: _Element) -> bool:
    return next(title.iterancestors("svg", "symbol"), None) is not None


def _things(source: str) -> Iterator[Thing]:
    """The things of one script, outer before inner; nothing of what is no JSON."""
    if len(source) > _LONGEST:
        return
    try:
        given = json.loads(_COMMENT.sub("", source).strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return
    level = [given]
    for _ in range(_DEEPEST):
        values = [value for each in level for value in (each if isinstance(each, list) else [each])]
        found = [each for each in values if isinstance(each, dict)]
        yield from found
        level = [value for each in found for value in each.values() if isinstance(value, dict | list)]
        level += [value for value in values if isinstance(value, list)]


def _of_type(things: list[Thing], type_: re.Pattern[str], telling: frozenset[str] = frozenset()) -> Thing:
    """The first of ``things`` that is of a ``type_``, or of none and has one of the keys that are ``telling``."""
    for thing in things:
        types = thing.get("@type")
        named = [each for each in (types if isinstance(types, list) else [types]) if isinstance(each, str)]
        if any(map(type_.fullmatch, named)) or (not named and not telling.isdisjoint(thing)):
            return thing
    return {}
