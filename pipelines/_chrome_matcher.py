"""The chrome rules of a forum, compiled for matching."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from crawler.content.beginnings import Glance, glance_of
from crawler.platforms.forum import ChromeRule
from crawler.readers.language_packs import in_both_packs

_LONGEST = 400  # characters; the software prints no longer lines
_LOOK_AHEAD = 8


class Span(NamedTuple):
    """The lines from ``start`` up to ``end``, which ``rule`` removes."""

    rule: ChromeRule
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class ChromeMatcher:
    """``any_line`` matches the lines of all rules, so that most lines are rejected by one pattern, or by a ``glance`` at them."""

    rules: tuple[ChromeRule, ...]
    any_line: re.Pattern[str]
    glance: Glance

    def spans(self, lines: list[str]) -> list[Span]:
        """The lines of a post that are not content, in order; spans do not overlap."""
        spans: list[Span] = []
        free = 0  # lines before it belong to an earlier span
        first, has_word = self.glance.first, self.glance.word.search("\n".join(lines)) is not None
        for at, line in enumerate(lines):
            if not (has_word or first.match(line)) or at < free or len(line) > _LONGEST or not (told := _told_by(self, line)):
                continue
            if rule := _holding(told, lines, at):
                start = at - (rule.above != "" and at > free and _matches(rule.above, lines[at - 1]))
                free = _end(rule, lines, at)
                spans.append(Span(rule, start, free))
        return spans


@lru_cache(1024)  # forums print the same lines under all posts
def _told_by(matcher: ChromeMatcher, line: str) -> ChromeRule | None:
    """The first rule that a line matches."""
    return next(rule for rule in matcher.rules if _matches(rule.line, line)) if matcher.any_line.fullmatch(line) else None


def _holding(rule: ChromeRule, lines: list[str], at: int) -> ChromeRule | None:
    """``rule``, which line ``at`` matches, unless it needs another line that is missing."""
    ahead = lines[at + 1 : at + 1 + _LOOK_AHEAD]
    return rule if not rule.needs or any(_matches(rule.needs, line) for line in ahead) else None


@cache
def matcher_of(rules: tuple[ChromeRule, ...]) -> ChromeMatcher:
    """The matcher for the rules of a site."""
    # without groups, the engine skips alternatives by their first character
    any_line = in_both_packs("|".join(rule.line for rule in rules))
    return ChromeMatcher(rules, any_line, glance_of(any_line.pattern))


def _end(rule: ChromeRule, lines: list[str], at: int) -> int:
    """The line after the last one covered by the rule that matches at ``at``."""
    end = at + 1
    if rule.until or rule.to_end:
        closing = (below + 1 for below in range(at, len(lines)) if rule.until and _matches(rule.until, lines[below]))
        return next(closing, len(lines) if rule.to_end else end)
    while rule.below and end < len(lines) and _matches(rule.below, lines[end]):
        end += 1
    return end


def _matches(pattern: str, line: str) -> bool:
    return len(line) <= _LONGEST and _compiled(pattern).fullmatch(line) is not None


_compiled = cache(in_both_packs)
