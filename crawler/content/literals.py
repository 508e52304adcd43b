"""Derives literal strings that a text must contain to match a pattern; looking for them is much faster than the pattern.

Nearly every line to which the rules are applied matches none. A pattern that begins with ``.{0,60}`` is tried at every place;
literals are found by their first characters.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

from crawler.content.patterns import regex

MOST = 64
"""Strings for one part of a pattern; parts with more are not analysed."""
MOST_OF_CLASS = 4
"""Characters of a class in brackets that are enumerated."""
Strings: TypeAlias = frozenset[str]
NOTHING: Strings = frozenset({""})


def hint_of(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """A pattern that is found, faster, in every text in which ``pattern`` is found. It is found everywhere if no string is
    required, or if ``pattern`` ignores case."""
    return regex(partial(_hint_in, pattern))


def _hint_in(pattern: re.Pattern[str]) -> str:
    needed = None if pattern.flags & re.IGNORECASE else strings_in(_parser.parse(pattern.pattern, pattern.flags))
    return any_of_needed(needed or frozenset())


def strings_in(parts: Iterable[Any]) -> Strings | None:
    """Strings one of which is in everything that a sequence of parts of a pattern matches; None if there are none."""
    return _of_sequence(parts)[1]


def any_of_needed(words: Strings) -> str:
    """Alternatives for any of ``words``, without those that contain another."""
    return any_of(word for word in words if not any(other in word for other in words if other != word))


def any_of(words: Iterable[str]) -> str:
    """Alternatives for any of ``words``, factored by common prefixes. They are not in a group, because the engine searches by
    first characters only for top-level alternatives."""
    tree: dict[str, Any] = {}
    for word in sorted(words):
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return "|".join(_ways_of(tree))


def _ways_of(node: dict[str, Any]) -> list[str]:
    return [re.escape(char) + _pattern_of(below) for char, below in node.items() if char]


def _pattern_of(node: dict[str, Any]) -> str:
    ways = _ways_of(node)
    pattern = ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})" if ways else ""
    return f"(?:{pattern})?" if ways and "" in node else pattern


def _of_sequence(parts: Iterable[Any]) -> tuple[Strings | None, Strings | None]:
    """All strings that a sequence of parts can match, if there are few, and strings one of which it always contains."""
    run, best, is_whole = NOTHING, None, True
    for part in parts:
        strings, needed = _of_part(*part)
        joined = frozenset(before + after for before in run for after in strings) if strings else None
        if joined is not None and len(joined) <= MOST:
            run = joined
            continue
        is_whole = False
        best = _better(_better(best, run), needed)
        run = strings or NOTHING
    return run if is_whole else None, _better(best, run)


def _of_part(kind: Any, value: Any) -> tuple[Strings | None, Strings | None]:
    if kind is op.LITERAL:
        return frozenset({chr(value)}), None
    if kind is op.IN:
        return _of_class(value), None
    if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return NOTHING, None
    if kind is op.SUBPATTERN:
        return (None, None) if value[1] & re.IGNORECASE else _of_sequence(value[3])
    if kind is op.ATOMIC_GROUP:
        return _of_sequence(value)
    if kind is op.BRANCH:
        return _of_branches([_of_sequence(way) for way in value[1]])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _of_repeat(*value)
    return None, None


def _of_class(members: list[tuple[Any, Any]]) -> Strings | None:
    if len(members) > MOST_OF_CLASS or any(kind is not op.LITERAL for kind, _ in members):
        return None
    return frozenset(chr(value) for _, value in members)


def _of_branches(ways: list[tuple[Strings | None, Strings | None]]) -> tuple[Strings | None, Strings | None]:
    strings = _union(strings for strings, _ in ways)
    needed = _union(_better(needed, strings) for strings, needed in ways)
    return (strings if strings and len(strings) <= MOST else None), needed


def _of_repeat(least: int, most: int, inner: Any) -> tuple[Strings | None, Strings | None]:
    strings, needed = _of_sequence(inner)
    if most == 1 and strings and len(strings) < MOST:
        return (strings if least else strings | NOTHING), needed if least else None
    return None, _better(needed, strings) if least else None


def _union(given: Iterator[Strings | None] | Iterable[Strings | None]) -> Strings | None:
    found: set[str] = set()
    for strings in given:
        if strings is None:
            return None
        found |= strings
    return frozenset(found)


def _better(one: Strings | None, other: Strings | None) -> Strings | None:
    """The more selective strings: longer, or fewer. Those that may be empty are useless."""
    known = [strings for strings in (one, other) if strings and "" not in strings]
    return max(known, key=lambda strings: (min(map(len, strings)), -len(strings)), default=None)
