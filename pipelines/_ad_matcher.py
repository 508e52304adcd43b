"""The ad rules of a site, compiled into the form in which they are asked."""

import re
from dataclasses import dataclass
from typing import Self

from crawler.body import Block, BlockKind
from crawler.html import escaped
from crawler.items import Removal
from crawler.sites import Site
from crawler.sites._ads import COMMON_AD_RULES, LONGEST, AdRule

NEVER_CONTENT: dict[BlockKind, AdRule] = {
    "style": AdRule("style-sheet", "CSS in the body"),
    "script": AdRule("script", "code in the body"),
    "embed": AdRule("embed", "a player or control, which clean HTML does not keep"),
}
HIDDEN = AdRule("hidden", "not shown on the page")
_matchers: dict[type[Site], "AdMatcher"] = {}


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Patterns of several rules: ``any`` refuses most texts, and of what it matches ``named`` says by which rule."""

    any: re.Pattern[str]
    named: re.Pattern[str]

    @classmethod
    def of(cls, patterns: dict[str, str]) -> Self:
        """``patterns`` by the name that a rule's group is to have; empty ones are left out."""
        given = {group: pattern for group, pattern in patterns.items() if pattern}
        alternatives = (given.values(), (f"(?P<{group}>{pattern})" for group, pattern in given.items()))
        return cls(*(re.compile("|".join(each) or r"(?!)", re.DOTALL) for each in alternatives))


@dataclass(frozen=True, slots=True)
class AdMatcher:
    """``names`` by class or id name; ``anywhere``, ``at_edge``, ``tail`` and ``image`` are what texts and URLs are asked."""

    names: dict[str, AdRule]
    anywhere: Alternatives
    at_edge: Alternatives
    tail: Alternatives
    image: Alternatives
    by_group: dict[str, AdRule]

    def element_rule(self, block: Block) -> AdRule | None:
        """The rule by which the element that ``block`` stands in, or is, holds no content, if any."""
        if block.names and not block.names.isdisjoint(self.names):
            return next(self.names[name] for name in sorted(block.names) if name in self.names)
        if block.kind in NEVER_CONTENT:
            return NEVER_CONTENT[block.kind]
        return HIDDEN if block.hidden else None

    def content_rule(self, block: Block, at_edge: bool) -> AdRule | None:
        """The rule by which what ``block`` shows or says is no content, if any."""
        if block.image is not None:
            shown = f"{block.image.url} {block.image.alt or ''} {block.attributes.get('title', '')}"
            return self._rule(self.image.named.search(shown)) if self.image.any.search(shown) else None
        if len(block.text) > LONGEST:
            return None
        asked = self.at_edge if at_edge else self.anywhere
        return self._rule(asked.named.fullmatch(block.text)) if asked.any.fullmatch(block.text) else None

    def cut_tail(self, block: Block) -> Removal | None:
        """Take a promotion off the end of ``block`` in place; what is left of a formatted block is left unformatted."""
        start = max(0, len(block.text) - LONGEST)
        if not block.text or not self.tail.any.search(block.text, start):
            return None
        found = self.tail.named.search(block.text, start)
        rule = self._rule(found)
        if not found or not rule or not found.start():
            return None
        block.text = block.text[: found.start()].rstrip()
        block.html = escaped(block.text)
        return Removal(rule.name, rule.reason, found[0])

    def _rule(self, found: re.Match[str] | None) -> AdRule | None:
        return self.by_group[found.lastgroup] if found and found.lastgroup else None


def matcher_of(site: type[Site]) -> AdMatcher:
    """The matcher for the rules of a site's class and the common ones; the site's own are asked first."""
    if site not in _matchers:
        rules = {f"rule_{number}": rule for number, rule in enumerate(site.ad_rules + COMMON_AD_RULES)}
        _matchers[site] = AdMatcher(
            names={name: rule for rule in reversed(rules.values()) for name in rule.names},
            anywhere=Alternatives.of({group: rule.text for group, rule in rules.items() if rule.where == "anywhere"}),
            at_edge=Alternatives.of({group: rule.text for group, rule in rules.items()}),
            tail=Alternatives.of({group: rule.tail for group, rule in rules.items()}),
            image=Alternatives.of({group: rule.image for group, rule in rules.items()}),
            by_group=rules,
        )
    return _matchers[site]
