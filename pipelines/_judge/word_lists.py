"""Patterns for any of many words, grouped by first characters.

An alternation of hundreds of words is tried word by word at every place of a text; when grouped, only where a first character
occurs, and then only with the few words of its group.
"""

import re
from collections.abc import Iterator

from crawler.content.patterns import regex

CLASS = regex(r"\[([^\]^]+)\]")


def any_of(words: str) -> str:
    """A pattern for any of the patterns in ``words``, which are separated by white space; each begins with a character or a
    simple class."""
    groups: dict[str, list[str]] = {}
    for word in words.split():
        for first, rest in _first_atoms(word):
            groups.setdefault(first, []).append(rest)
    return "|".join(
        re.escape(first) + (f"(?:{'|'.join(rests)})" if len(rests) > 1 else rests[0]) for first, rests in groups.items()
    )


def _first_atoms(word: str) -> Iterator[tuple[str, str]]:
    """The first characters of a pattern, each with the rest of the pattern."""
    if found := CLASS.match(word):
        yield from ((character, word[found.end() :]) for character in found[1])
    elif word[0] == "\\":
        yield (" ", word[2:]) if word[1] == "s" else (word[1], word[2:])
    else:
        yield word[0], word[1:]
