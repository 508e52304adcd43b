"""Metadata in a page that its readers do not see: ``<title>``, ``<meta>``, ``<link>`` and JSON-LD."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, Self

from lxml.etree import _Element

from crawler.content.html import printed_line, text_of
from crawler.content.patterns import regex
from crawler.platforms.web.linked_data import Thing, linked_things
from crawler.platforms.web.named import Named

_NAMES = ("property", "name", "itemprop", "http-equiv")
_LINKS = frozenset({"canonical", "next", "prev", "shortlink", "amphtml"})
_ARTICLE = regex(r".*(?:Article|Posting|Report|Review|Answer|Question|Recipe|Blog)")
_PAGE = regex(r"\w{0,40}(?:Page|VideoObject|Course|Event)")
_PUBLISHED = frozenset({"datePublished", "pubDate", "headline", "articleBody"})
_MAKERS = ("author", "publisher")
_MOST = 500
"""Number of JSON-LD objects to look at per page."""


class Metadata(NamedTuple):
    """``title`` is the ``<title>`` on one line. ``meta`` maps names in lower case to contents in order, and ``links`` maps
    relations to addresses. ``article`` is the JSON-LD object of the article and ``page`` that of the page, each empty if there is
    none."""

    title: str
    meta: dict[str, list[str]]
    links: dict[str, list[str]]
    article: Thing
    page: Thing

    @classmethod
    def of(cls, named: Named, others: Iterable[tuple[str, str]] = ()) -> Self:
        """Read the metadata of a page from its elements, including those in its body, and ``others`` with their names."""
        meta: dict[str, list[str]] = {}
        links: dict[str, list[str]] = {}
        things: list[Thing] = []
        for element in named["meta"]:
            _add_meta(element, meta)
        for name, content in others:
            meta.setdefault(name, []).append(content)
        for element in named["link"]:
            _add_link(element, links)
        for element in named["script"]:
            if len(things) < _MOST:
                things += linked_things(element)
        titles = (text_of(element) for element in named["title"] if not _is_of_drawing(element))
        title = next(filter(None, titles), "")
        article = _of_type(things, title, _ARTICLE, _PUBLISHED)
        return cls(title, meta, links, article | _referred(article, things), _of_type(things, title, _PAGE))

    def first(self, *names: str) -> str:
        """Return the first content of the first of ``names`` that has any, on one line; empty if none has."""
        return next((line for name in names for value in self.meta.get(name, ()) if (line := printed_line(value))), "")

    def all(self, *names: str) -> list[str]:
        """Return all contents under ``names`` without duplicates, each on one line."""
        lines = dict.fromkeys(printed_line(value) for name in names for value in self.meta.get(name, ()))
        return [line for line in lines if line]


def words_of(value: Any) -> list[str]:
    """Return the strings in a JSON-LD value and the names of its people and organisations, each on one line."""
    if isinstance(value, str):
        return [line] if (line := printed_line(value)) else []
    if isinstance(value, dict):
        return words_of(value.get("name") or _full_name(value))
    if isinstance(value, list):
        return [word for each in value if not isinstance(each, list) for word in words_of(each)]
    return []


def _full_name(person: Thing) -> str:
    family, given = (name.strip() if isinstance(name := person.get(key), str) else "" for key in ("familyName", "givenName"))
    return f"{given} {family}".strip() if f"{given}{family}".isascii() else f"{family}{given}"


def _referred(article: Thing, things: list[Thing]) -> Thing:
    """Return who made an article, as other objects describe those whom it only refers to by their ``@id``."""
    described = {id_: each for each in things if isinstance(id_ := each.get("@id"), str) and each.get("name")}
    made = {key: value if isinstance(value, list) else [value] for key in _MAKERS if (value := article.get(key))}
    return {key: [_described(each, described) for each in value] for key, value in made.items() if described}


def _described(value: Any, described: dict[str, Thing]) -> Any:
    id_ = value.get("@id") if isinstance(value, dict) and "name" not in value else None
    return described.get(id_, value) if isinstance(id_, str) else value


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


def _of_type(things: list[Thing], title: str, type_: re.Pattern[str], telling: frozenset[str] = frozenset()) -> Thing:
    """Return that of ``things`` whose type matches ``type_``, or which has no type and one of the ``telling`` keys: the one that
    the ``title`` of the page names, else the first."""
    found = [thing for thing in things if _is_of_type(thing, type_, telling)]
    if len(found) < 2:
        return found[0] if found else {}
    return next((thing for thing in found if isinstance(name := thing.get("headline"), str) and name and name in title), found[0])


def _is_of_type(thing: Thing, type_: re.Pattern[str], telling: frozenset[str]) -> bool:
    types = thing.get("@type")
    named = [each for each in (types if isinstance(types, list) else [types]) if isinstance(each, str)]
    return any(map(type_.fullmatch, named)) or (not named and not telling.isdisjoint(thing))
