"""The name of the site at the end of a headline, where the page says elsewhere what its site is called."""

from collections.abc import Iterator

from crawler.content.patterns import regex
from crawler.platforms.web.metadata import Metadata, words_of

_SEPARATOR = regex(r"(?<=\S)\s{0,9}[:：|｜丨︱∣\-‐‒–—―_·•»›~/／@]{1,3}\s{0,9}$")
_SHORTEST = 2
"""Characters of a site's name, and of a headline."""


def without_site(title: str, metadata: Metadata) -> str:
    """Return ``title`` without a name of the site at its end, as ``metadata`` give it, and the signs before that. A name that
    nothing parts from a headline is a word in it."""
    for name in _names(metadata):
        if title.casefold().endswith(name.casefold()) and (found := _SEPARATOR.search(title[: -len(name)])):
            rest = title[: found.start()]
            return rest if len(rest) >= _SHORTEST else title
    return title


def _names(metadata: Metadata) -> Iterator[str]:
    yield from (name for name in metadata.all("og:site_name", "application-name", "sitename") if len(name) >= _SHORTEST)
    yield from (name for name in words_of(metadata.article.get("publisher")) if len(name) >= _SHORTEST)
