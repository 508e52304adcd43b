"""What the head of a dump says, whichever way its script wrote it."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Self

from crawler.documents import RANKS, Document, bare
from crawler.html import printed_line
from crawler.items import Credit, Role
from crawler.names import HAN, is_medium, is_organisation, is_person
from crawler.web_url import is_web_url

NOTHING = frozenset({"", "null", "~", "undefined", "none", "[object object]"})
"""What scripts write where there is nothing."""
QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}
ROUTE = re.compile(r" [-–—－|·] .*")
"""What the mirror's script put after the name of a site, in 2021: ``ZAKER - channel``."""
DIVISION = re.compile(r"\s*<div[\s>]", re.IGNORECASE)
COMMA = re.compile(r"[,，;；]")
NAMES_END = re.compile(rf"[,，;；、/&]|(?<=[{HAN}]) (?=[{HAN}])")
LISTS = frozenset({"categories", "keywords"})
BYLINES: tuple[Role, ...] = ("author", "reporter", "editor", "translator")


class Head:
    """What the keys of a front matter say, however they are spelt. Values are of one line and normalised, but for ``raw``."""

    @classmethod
    def of(cls, document: Document) -> Self:
        """The head of ``document``, which is read once however often it is asked for."""
        head: Self | None = document.readings.get(cls)
        if head is None:
            head = document.readings[cls] = cls(document)
        return head

    def __init__(self, document: Document) -> None:
        self._document = document
        self._keys: dict[str, list[tuple[int, str]]] = {}
        self._lines: dict[str, list[str]] = {}
        for key in document.metadata:
            if known := RANKS.get(key) or RANKS.get(bare(key)):
                self._keys.setdefault(known[0], []).append((known[1], key))

    @property
    def is_in_division(self) -> bool:
        """Whether the body is in a ``<div>``, as all of the mirror's are."""
        return DIVISION.match(self._document.text) is not None

    @cached_property
    def is_mirrors(self) -> bool:
        """Whether the mirror's script wrote the head: it has ``comments: false`` as well."""
        return self.raw("comments") == "false" and self.is_in_division

    def raw(self, name: str) -> str:
        """The first value as it is written; empty where there is none."""
        return next(self._values(name), "")

    def line(self, name: str) -> str:
        return printed_line(unwrapped(self.raw(name)))

    def lines(self, name: str) -> list[str]:
        """All values, each once."""
        lines = self._lines.get(name)
        if lines is None:
            printed = (printed_line(unwrapped(value)) for value in self._values(name))
            lines = self._lines[name] = list(dict.fromkeys(line for line in printed if line))
        return lines

    @property
    def url(self) -> str | None:
        """The page's own address, where one is on the web."""
        return next((url for name in ("url", "source") for url in self._values(name) if is_web_url(url)), None)

    @property
    def source(self) -> str | None:
        return (self.line("source") or None) if not is_web_url(self.raw("source")) else None

    @cached_property
    def author(self) -> str:
        return self.line("author")

    @cached_property
    def categories(self) -> list[str]:
        """The categories; the site with its route, which early scripts wrote as one, are two."""
        author, lines = self.author, self.lines("categories")
        if not self.is_mirrors or author not in lines or not ROUTE.search(author):
            return lines
        site = ROUTE.sub("", author)
        return [part for line in lines for part in ([site, line[len(site) :].strip(" \t-–—－|·")] if line == author else [line])]

    @cached_property
    def site_name(self) -> str | None:
        """What the head calls its site: in the mirror's, and where it is a category or a medium, that is the author."""
        if publisher := self.line("publisher"):
            return publisher
        if self.is_byline:
            return None
        author = self.author
        site = ROUTE.sub("", author) if self.is_mirrors else author
        return site or next(iter(self.categories[1:2]), None)

    @cached_property
    def is_byline(self) -> bool:
        """Whether the author is a person or several, and no site."""
        if self.is_mirrors or not self.author:
            return False
        authors = self.lines("author")
        if authors[0] in self.lines("categories"):
            return False
        if len(authors) > 1 or any(is_person(name.strip(), 4) for name in NAMES_END.split(authors[0])):
            return True
        return not (self.is_in_division or is_medium(authors[0]) or is_organisation(authors[0]))

    def credits(self) -> Iterator[Credit]:
        """Who the head says wrote, edited or translated the text."""
        for role in BYLINES:
            if role != "author" or self.is_byline:
                for value in self.lines(role):
                    yield from (Credit(role, name) for part in NAMES_END.split(value) if (name := part.strip()))

    def _values(self, name: str) -> Iterator[str]:
        keys = self._keys.get(name, ())
        for _, key in sorted(keys) if len(keys) > 1 else keys:
            yield from _entries(name, self._document.metadata[key])


def unwrapped(value: str) -> str:
    """``value`` without the quotation marks that a script put around it over and over; one pair is the author's."""
    depth = 0
    while depth * 2 + 1 < len(value) and QUOTES.get(value[depth]) == value[-1 - depth]:
        depth += 1
    inner = value[depth : len(value) - depth]
    if depth and any(mark in inner for mark in (value[depth - 1], value[-depth])):
        depth -= 1
    return value[depth : len(value) - depth] if depth > 1 else value


def _entries(name: str, value: str | list[str]) -> list[str]:
    """What ``value`` holds; of what is a list, a string has commas between its entries."""
    entries = value if isinstance(value, list) else COMMA.split(value) if name in LISTS else [value]
    return [stripped for entry in entries if (stripped := entry.strip()).lower() not in NOTHING]
