"""The characters with which a text must begin to match a pattern: checking the first one rejects most texts for hundreds of
rules.

For alternatives that may begin with anything, the strings that they require are used (:mod:`crawler.content.literals`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple, TypeAlias

from crawler.content.literals import Strings, any_of_needed, strings_in
from crawler.content.patterns import regex

MOST = 2000
"""Ways in which a pattern can begin; patterns with more are not analysed."""
Parts: TypeAlias = Sequence[tuple[Any, Any]]
CATEGORIES = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s", op.CATEGORY_WORD: r"\w"}
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
ASSERTIONS = (op.AT, op.ASSERT, op.ASSERT_NOT)
NO_CHARACTER = r"[^\s\S]"
ANYTHING = regex("")


class Glance(NamedTuple):
    """What a text needs to match a pattern from its start: one of the ``first`` characters as its first, or a ``word`` in it."""

    first: re.Pattern[str]
    word: re.Pattern[str]

    @property
    def needs_words(self) -> bool:
        """Whether a text with another first character can match, if it contains a word."""
        return self.word.pattern != NO_CHARACTER

    def sees(self, text: str) -> bool:
        """False if the pattern certainly does not match ``text`` from its start; True if it has to be tried."""
        return self.first.match(text) is not None or self.word.search(text) is not None


@cache
def glance_of(*patterns: str, flags: int = 0) -> Glance:
    """The glance for any of ``patterns``, which are not compiled.

    It rejects no text if one of them ignores case or can begin in a way that is not understood.
    """
    known = [_beginnings_of(pattern, flags) for pattern in patterns]
    if None in known:
        return Glance(ANYTHING, ANYTHING)
    first, words = (frozenset[str]().union(*each) for each in zip(*filter(None, known), strict=True)) if known else ((), ())
    return Glance(
        re.compile(f"[{''.join(sorted(first))}]" if first else NO_CHARACTER),
        re.compile(any_of_needed(words) if words else NO_CHARACTER),
    )


@cache
def _beginnings_of(pattern: str, flags: int) -> tuple[frozenset[str], Strings] | None:
    """The first characters of a pattern, as members of a class, and the strings that are required where they are not known."""
    parsed = _parser.parse(pattern, flags)
    ways = list(islice(_ways(list(parsed)), MOST + 1))
    known = [(_firsts(way) if not _may_be_empty(way) else None, way) for way in ways]
    needed = [strings_in(way) for characters, way in known if characters is None]
    if len(ways) > MOST or parsed.state.flags & re.IGNORECASE or None in needed:
        return None
    first = frozenset[str]().union(*(characters for characters, _ in known if characters))
    return first, frozenset[str]().union(*filter(None, needed))


def _ways(parts: Parts) -> Iterator[Parts]:
    """The sequences of parts with which a match can begin: one for each alternative of the groups at the start."""
    for at, (kind, value) in enumerate(parts):
        if kind is op.BRANCH:
            for way in value[1]:
                yield from _ways([*parts[:at], *way, *parts[at + 1 :]])
            return
        if kind is op.SUBPATTERN and not value[1]:
            yield from _ways([*parts[:at], *value[3], *parts[at + 1 :]])
            return
        if not _may_be_empty([(kind, value)]):
            break
    yield parts


def _may_be_empty(parts: Parts) -> bool:
    try:
        return bool(_parser.SubPattern(_parser.State(), list(parts)).getwidth()[0] == 0)
    except IndexError:  # it refers to a group outside of it
        return True


def _firsts(parts: Parts) -> set[str] | None:
    """The possible first characters of a non-empty sequence, as members of a class; None if they are not known."""
    found = set[str]()
    for kind, value in parts:
        characters = _first(kind, value)
        if characters is None:
            return None
        found |= characters
        if not _may_be_empty([(kind, value)]):
            break
    return found


def _first(kind: Any, value: Any) -> set[str] | None:
    if kind is op.LITERAL:
        return {re.escape(chr(value))}
    if kind is op.IN:
        return _of_class(value)
    if kind in ASSERTIONS:
        return set()
    if kind in REPEATS:
        return _firsts(value[2])
    if kind is op.ATOMIC_GROUP:
        return _firsts(value)
    if kind is op.SUBPATTERN:
        return None if value[1] else _firsts(value[3])
    if kind is op.BRANCH:
        ways = [_firsts(way) for way in value[1]]
        return None if None in ways else set[str]().union(*filter(None, ways))
    return None


def _of_class(members: list[tuple[Any, Any]]) -> set[str] | None:
    found = set[str]()
    for kind, value in members:
        if kind is op.LITERAL:
            found.add(re.escape(chr(value)))
        elif kind is op.RANGE:
            found.add("-".join(re.escape(chr(end)) for end in value))
        elif kind is op.CATEGORY and value in CATEGORIES:
            found.add(CATEGORIES[value])
        else:
            return None
    return found
