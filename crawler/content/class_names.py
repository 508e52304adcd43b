"""The words of class names and ids."""

from crawler.content.patterns import regex

_WORD = regex(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_LONGEST = 80
"""Characters; longer names are generated and meaningless."""


def words_of(name: str) -> list[str]:
    """The words and numbers of a name in small letters (``wp-captionText`` has three); none of one that is too long to mean
    anything."""
    return list(map(str.lower, _WORD.findall(name))) if len(name) <= _LONGEST else []
