"""The names that the head of a page gives it, to compare with what is printed."""

from collections.abc import Iterator
from typing import NamedTuple

from crawler.platforms.web.metadata import Metadata, words_of
from crawler.platforms.web.title_parts import key_of, own_part, split_title, without_medium


class PageNames(NamedTuple):
    """The names of a page, and those of its site, which are none of the page. All but ``best`` and ``printed`` are keys
    (:func:`~crawler.platforms.web.title_parts.key_of`)."""

    best: str
    printed: str
    """The text expected in elements that print the headline."""
    keys: frozenset[str]
    title: str
    own: str
    sites: frozenset[str]
    parts: frozenset[str]

    @classmethod
    def of(cls, metadata: Metadata, mastheads: frozenset[str]) -> "PageNames":
        """Collect them from the metadata; ``mastheads`` are keys of what the site is called."""
        called = key_of(metadata.first("og:site_name"))
        named = [name for name in dict.fromkeys(filter(None, _named(metadata))) if key_of(name) != called]
        own = own_part(metadata.title, mastheads)
        keys = {key_of(name) for name in [*named, *map(own_part, named), metadata.title, own]} - {""}
        parts = list(map(key_of, split_title(metadata.title)))
        site = called or (parts[-1] if own != metadata.title else "")
        return cls(
            without_medium(named[0]) if named else own,
            own,
            frozenset(keys) - mastheads,
            key_of(metadata.title) or key_of(named[0] if named else ""),
            key_of(own),
            mastheads | {site},
            frozenset(parts) - {"", site} - mastheads,
        )

    def is_site(self, key: str) -> bool:
        """Whether a text is empty or a name of the site."""
        return not key or key in self.sites

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
