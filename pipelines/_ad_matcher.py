"""The ad rules of a site, compiled for matching."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Self

from crawler.content.beginnings import Glance, glance_of
from crawler.content.body import Block, BlockKind
from crawler.content.html import escaped
from crawler.content.patterns import regex
from crawler.content.scripts import for_rules
from crawler.items import Removal
from crawler.platforms import Site
from crawler.platforms.ads import COMMON_AD_RULES, LONGEST, AdRule

NEVER_CONTENT: dict[BlockKind, AdRule] = {
    "style": AdRule("style-sheet", "CSS in the body"),
    "script": AdRule("script", "code in the body"),
    "background": AdRule("background", "a picture behind text or of a button"),
    "embed": AdRule("embed", "a player or control, which clean HTML does not keep"),
    "struck": AdRule("struck-out", "words that are struck out; html keeps them"),
    "formula": AdRule("formula-image", "a picture of a formula, which stands in the text as TeX"),
    "gutter": AdRule("line-numbers", "numbers beside the lines of code"),
    "unseen": AdRule("hidden", "not shown on the page"),
}
REMEMBERED = 512
"""Sets of names whose result is cached."""
MOST_SILENT = 4096
"""Names for which the absence of a rule is cached."""
SPACED_OUT = regex(r"(?:\S ){3,30}\S")
"""A line whose characters are parted by spaces (扫 码 关 注 我 们)."""
CLOSING = frozenset("）)】]")
NOTE = regex(r"(?<=[。！？!?…”])\s{0,2}[（(【\[]([^（）()【】\[\]]{4,80})[)）】\]]\s{0,2}\Z")
HIDDEN = AdRule("hidden", "not shown on the page")
_matchers: dict[type[Site], "AdMatcher"] = {}

Possible = tuple[str, AdRule, re.Pattern[str] | None]
"""A pattern that may match a text, its rule, and words of which the text must then contain one."""


@dataclass(frozen=True)
class Alternatives:
    """Patterns, each with its rule, and ``any_of`` them. Each is compiled once for all sites, when it is tried.

    Most texts are rejected for all of them by the first character and the words that are needed otherwise.
    """

    rules: tuple[tuple[str, AdRule], ...]
    any_of: re.Pattern[str]

    @classmethod
    def of(cls, rules: Iterable[AdRule], pattern_of: Callable[[AdRule], str]) -> Self:
        """The patterns that ``pattern_of`` returns for the ``rules``; empty ones are left out."""
        given = tuple((pattern, rule) for rule in rules if (pattern := pattern_of(rule)))
        return cls(given, regex("|".join(pattern for pattern, _ in given), re.DOTALL))

    def fullmatch(self, text: str) -> AdRule | None:
        """The first rule that matches all of ``text``."""
        if self._glance.sees(text):
            for pattern, rule, words in self._possible.get(text[:1]) or self._beginning_with(text[:1]):
                if (words is None or words.search(text)) and _compiled(pattern).fullmatch(text):
                    return rule
        return None

    def search(self, text: str, start: int = 0) -> tuple[re.Match[str], AdRule] | None:
        """The leftmost match from ``start`` on, with the first rule that matches there."""
        if not self.any_of.search(text, start):
            return None
        found = [(match, rule) for pattern, rule in self.rules if (match := _compiled(pattern).search(text, start))]
        return min(found, key=lambda each: each[0].start(), default=None)

    @cached_property
    def _glance(self) -> Glance:
        return glance_of(*(pattern for pattern, _ in self.rules), flags=re.DOTALL)

    @cached_property
    def _possible(self) -> dict[str, list[Possible]]:
        """Cached results of :meth:`_beginning_with`."""
        return {}

    def _beginning_with(self, first: str) -> list[Possible]:
        """What may match a text with that ``first`` character."""
        if len(self._possible) >= REMEMBERED:
            self._possible.clear()
        glances = [(pattern, rule, glance_of(pattern, flags=re.DOTALL)) for pattern, rule in self.rules]
        self._possible[first] = [
            (pattern, rule, None if glance.first.match(first) else glance.word)
            for pattern, rule, glance in glances
            if glance.first.match(first) or glance.needs_words
        ]
        return self._possible[first]


@dataclass(frozen=True, slots=True)
class AdMatcher:
    """``names`` and ``named`` match classes and ids; ``anywhere``, ``at_edge``, ``tail`` and ``image`` match texts and URLs."""

    names: dict[str, AdRule]
    named: tuple[AdRule, ...]
    told: dict[frozenset[str], dict[str, AdRule]]
    """Cached results of :meth:`telling`; the elements of a page have few different names."""
    silent: set[str]
    """Names known to have no rule, like most: the same names occur on many elements."""
    anywhere: Alternatives
    at_edge: Alternatives
    tail: Alternatives
    image: Alternatives

    def telling(self, names: frozenset[str]) -> dict[str, AdRule]:
        """Those of ``names`` that mark an element as not content, each with its rule."""
        told = self.told.get(names)
        if told is None:
            if len(self.told) >= REMEMBERED:
                self.told.clear()
            told = self.told[names] = {name: rule for name in sorted(names - self.silent) if (rule := self._rule_of(name))}
        return told

    def _rule_of(self, name: str) -> AdRule | None:
        rule = self.names.get(name) or next((rule for rule in self.named if rule.is_named and rule.is_named(name)), None)
        if rule is None:
            if len(self.silent) >= MOST_SILENT:
                self.silent.clear()
            self.silent.add(name)
        return rule

    def content_rule(self, block: Block, at_edge: bool) -> AdRule | None:
        """The rule by which the picture or text of ``block`` is not content, if any."""
        if block.image is not None:
            shown = f"{block.image.url} {block.image.alt or ''} {block.attributes.get('title', '')}"
            found = self.image.search(shown)
            return found[1] if found else None
        if len(block.text) > LONGEST:
            return None
        text = block.text.replace(" ", "") if SPACED_OUT.fullmatch(block.text) else block.text
        return (self.at_edge if at_edge else self.anywhere).fullmatch(for_rules(text))

    def cut_tail(self, block: Block) -> Removal | None:
        """Cut a promotion, or a notice in brackets, off the end of ``block`` in place; the rest loses its formatting."""
        found = self.tail.search(for_rules(block.text), max(0, len(block.text) - LONGEST)) if block.text else None
        if not found or not found[0].start() or found[0].end() < len(block.text.rstrip()):
            found = self._note_in(block.text)
        if found is None:
            return None
        match, rule = found
        cut, block.text = block.text[match.start() : match.end()], block.text[: match.start()].rstrip()
        block.html = escaped(block.text)
        return Removal(rule.name, rule.reason, cut, at=block.number + 1)

    def _note_in(self, text: str) -> tuple[re.Match[str], AdRule] | None:
        """A notice in brackets behind the last sentence, with its rule."""
        note = NOTE.search(text, max(0, len(text) - LONGEST)) if text[-1:] in CLOSING else None
        rule = self.at_edge.fullmatch(for_rules(note[1])) if note else None
        return (note, rule) if note and rule else None


def matcher_of(site: type[Site]) -> AdMatcher:
    """The matcher for the rules of a site's class, which take precedence, and the common ones."""
    if site not in _matchers:
        rules = site.ad_rules + COMMON_AD_RULES
        _matchers[site] = AdMatcher(
            names={name: rule for rule in reversed(rules) for name in rule.names},
            named=tuple(rule for rule in rules if rule.is_named),
            told={},
            silent=set(),
            anywhere=Alternatives.of(rules, lambda rule: rule.text if rule.where == "anywhere" else ""),
            at_edge=Alternatives.of(rules, lambda rule: rule.text),
            tail=Alternatives.of(rules, lambda rule: rule.tail),
            image=Alternatives.of(rules, lambda rule: rule.image),
        )
    return _matchers[site]


_compiled = cache(partial(re.compile, flags=re.DOTALL))
