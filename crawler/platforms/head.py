"""Reads the head of a dump, whichever script wrote it."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Self

from crawler.content.english_bylines import names_in
from crawler.content.html import printed_line
from crawler.content.names import HAN, is_medium, is_organisation, is_person
from crawler.content.patterns import regex
from crawler.content.web_url import is_web_url, resolved
from crawler.items import Credit, Role
from crawler.readers import RANKS, Document, bare, is_mirrors

NOTHING = frozenset({"", "null", "~", "undefined", "none", "[object object]"})
"""Placeholders that scripts write for missing values."""
QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}
ROUTE = regex(r" [-–—－|·] .*")
"""The suffix that the mirror's script added to the name of a site in 2021: ``ZAKER - channel``."""
DIVISION = regex(r"\s*<div[\s>]", re.IGNORECASE)
HASHES = "#＃ \t\n"
"""What encloses, or begins, a topic."""
CDATA = regex(r"^<!\[CDATA\[|\]\]>$")
COMMA = regex(r"[,，;；、]")
MAIL = regex(r"\s?<[^<>@\s]{1,64}@[^<>\s]{1,200}>$|^[^\s@()（）]{1,64}@[^\s()（）]{1,200}\s?[（(](?=[^()（）]{1,80}[)）]$)")
"""The address beside a name, as in RSS and in mails: ``editor@example.com (王五)``, ``王五 <editor@example.com>``."""
LABEL = regex(
    rf"^(?:[Bb][Yy][:\s]\s?(?=\S)|(?:本报|本刊|特约)?(?:[记記]者|作者|撰?文)\s?[:：/|\s]\s?|[记記]者(?=[{HAN}]{{2,3}}$)|[来來]源\s?[:：]\s?)"
)
"""What is printed before a name or a source."""
LISTS = frozenset({"categories", "keywords"})
BYLINES: tuple[Role, ...] = ("author", "reporter", "editor", "translator")


class Head:
    """The values in a front matter by meaning, however the keys are spelt. All but ``raw`` are normalised to one line."""

    @classmethod
    def of(cls, document: Document) -> Self:
        """Return the head of ``document``; it is read only once."""
        return document.once(cls, lambda: cls(document))

    def __init__(self, document: Document) -> None:
        self._values = _by_name(document.metadata)
        self.is_in_division = DIVISION.match(document.text) is not None
        """Whether the body is in a ``<div>``, as in all dumps of the mirror."""
        self.is_mirrors = is_mirrors(document.metadata, document.text)
        """Whether the mirror's script wrote the head."""
        said = (resolved(CDATA.sub("", url), None) for name in ("url", "source") for url in self._values.get(name, ()))
        self.url = next(filter(is_web_url, said), None)
        """The page's own web address, if the head has one."""
        self.author = self.line("author")
        self.categories = self._categories()
        self.is_byline = self._is_byline()
        self.site_name = self._site_name()

    def raw(self, name: str) -> str:
        """Return the first value as written; empty if there is none."""
        return self._values[name][0] if name in self._values else ""

    def line(self, name: str) -> str:
        raw = self.raw(name)
        return printed_line(unwrapped(raw)) if raw else ""

    def lines(self, name: str) -> list[str]:
        """Return all distinct values."""
        if name not in self._values:
            return []
        said = [printed_line(unwrapped(value)) for value in self._values[name]]
        if name in BYLINES and not self.is_mirrors:
            said = [LABEL.sub("", MAIL.sub("", line).rstrip(")）") if "@" in line else line) for line in said]
        return [line for line in dict.fromkeys(said) if line]

    @property
    def source(self) -> str | None:
        return (LABEL.sub("", self.line("source")) or None) if not is_web_url(self.raw("source")) else None

    def _categories(self) -> list[str]:
        """Return the categories; a site and its route, which early scripts joined into one, become two."""
        author, lines = self.author, self.lines("categories")
        if not self.is_mirrors or author not in lines or not ROUTE.search(author):
            return lines
        site = ROUTE.sub("", author)
        return [part for line in lines for part in ([site, line[len(site) :].strip(" \t-–—－|·")] if line == author else [line])]

    def _site_name(self) -> str | None:
        """The site's name: the publisher or else, unless it is a byline, the author without the route, or the second category."""
        if publisher := self.line("publisher"):
            return publisher
        if self.is_byline:
            return None
        author = self.author
        site = ROUTE.sub("", author) if self.is_mirrors and " " in author else author
        return site or next(iter(self.categories[1:2]), None)

    def _is_byline(self) -> bool:
        """Whether the author is one or several people, not a site."""
        if self.is_mirrors or not self.author:
            return False
        authors = self.lines("author")
        if authors[0] in self.lines("categories"):
            return False
        if len(authors) > 1 or any(is_person(name, 4) for name in names_in(authors[0])):
            return True
        return not (self.is_in_division or is_medium(authors[0]) or is_organisation(authors[0]))

    def credits(self) -> Iterator[Credit]:
        """Yield who wrote, edited or translated the text, according to the head."""
        for role in BYLINES:
            if role != "author" or self.is_byline:
                for value in self.lines(role):
                    yield from (Credit(role, name) for name in names_in(value))


def _by_name(metadata: Mapping[str, str | list[str]]) -> dict[str, list[str]]:
    """Return the values of a head by the meaning of their keys; if several keys mean the same, the more specific come first."""
    values: dict[str, list[str]] = {}
    for name, key in _ordered(tuple(metadata)):
        if not (entries := _entries(name, metadata[key])):
            continue
        if name in values:
            values[name] += entries
        else:
            values[name] = entries
    return values


@lru_cache(64)
def _ordered(keys: tuple[str, ...]) -> list[tuple[str, str]]:
    """The known ``keys``, each with its meaning, in order of meaning. Cached, because the heads of a site have the same keys."""
    known = [(*known, key) for key in keys if (known := RANKS.get(key) or RANKS.get(bare(key)))]
    return [(name, key) for name, _, key in sorted(known)]


def unwrapped(value: str) -> str:
    """Return ``value`` without quotation marks that a script added repeatedly; a single pair is the author's."""
    if value[:1] not in QUOTES:
        return value
    depth = 0
    while depth * 2 + 1 < len(value) and QUOTES.get(value[depth]) == value[-1 - depth]:
        depth += 1
    inner = value[depth : len(value) - depth]
    if depth and any(mark in inner for mark in (value[depth - 1], value[-depth])):
        depth -= 1
    return value[depth : len(value) - depth] if depth > 1 else value


def _entries(name: str, value: str | list[str]) -> list[str]:
    """Return the entries of ``value``; for fields that are lists, a string is split at commas."""
    if isinstance(value, str) and name not in LISTS:
        return [stripped] if (stripped := value.strip()).lower() not in NOTHING else []
    entries = value if isinstance(value, list) else COMMA.split(value)
    bare = (entry.strip(HASHES) if entry.lstrip().startswith(("#", "＃")) else entry.strip() for entry in entries)
    return [entry for entry in bare if entry.lower() not in NOTHING]
