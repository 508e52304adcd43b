"""The ad rules of a site, compiled into the form in which they are asked."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from typing import Self

from crawler.body import Block, BlockKind
from crawler.html import escaped
from crawler.items import Removal
from crawler.sites import Site
from crawler.sites._ads import COMMON_AD_RULES, LONGEST, AdRule

NEVER_CONTENT: dict[BlockKind, AdRule] = {
    "style": AdRule("style-sheet", "CSS in the body"),
    "script": AdRule("script", "code in the body"),
    "background": AdRule("background", "a picture behind text or of a button"),
    "embed": AdRule("embed", "a player or control, which clean HTML does not keep"),
}
HIDDEN = AdRule("hidden", "not shown on the page")
_matchers: dict[type[Site], "AdMatcher"] = {}


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Patterns of rules, each with its rule, in groups: one pattern for all of a group refuses most texts.

    Each pattern is compiled once, for all sites and when it is asked for the first time.
    """

    groups: tuple[tuple[re.Pattern[str], tuple[tuple[str, AdRule], ...]], ...]

    @classmethod
    def of(cls, groups: Iterable[Iterable[AdRule]], pattern_of: Callable[[AdRule], str]) -> Self:
        """What ``pattern_of`` gives for each of the rules; empty patterns are left out."""
        given = (tuple((pattern, rule) for rule in group if (pattern := pattern_of(rule))) for group in groups)
        return cls(tuple((_compiled("|".join(pattern for pattern, _ in group)), group) for group in given if group))

    def fullmatch(self, text: str) -> AdRule | None:
        """The first rule that matches all of ``text``."""
        for any_of_group, group in self.groups:
            if any_of_group.fullmatch(text):
                return next(rule for pattern, rule in group if _compiled(pattern).fullmatch(text))
        return None

    def search(self, text: str, start: int = 0) -> tuple[re.Match[str], AdRule] | None:
        """The leftmost match from ``start`` on, of the first rule that has one there."""
        found = [
            (match, rule)
            for any_of_group, group in self.groups
            if any_of_group.search(text, start)
            for pattern, rule in group
            if (match := _compiled(pattern).search(text, start))
        ]
        return min(found, key=lambda each: each[0].start()) if found else None


@dataclass(frozen=True, slots=True)
class AdMatcher:
    """``names`` by class or id name; ``anywhere``, ``at_edge``, ``tail`` and ``image`` are what texts and URLs are asked."""

    names: dict[str, AdRule]
    anywhere: Alternatives
    at_edge: Alternatives
    tail: Alternatives
    image: Alternatives

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
            found = self.image.search(shown)
            return found[1] if found else None
        if len(block.text) > LONGEST:
            return None
        return (self.at_edge if at_edge else self.anywhere).fullmatch(block.text)

    def cut_tail(self, block: Block) -> Removal | None:
        """Take a promotion off the end of ``block`` in place; what is left of a formatted block is left unformatted."""
        found = self.tail.search(block.text, max(0, len(block.text) - LONGEST)) if block.text else None
        if not found or not found[0].start():
            return None
        match, rule = found
        block.text = block.text[: match.start()].rstrip()
        block.html = escaped(block.text)
        return Removal(rule.name, rule.reason, match[0], at=block.number + 1)


def matcher_of(site: type[Site]) -> AdMatcher:
    """The matcher for the rules of a site's class and the common ones; the site's own are asked first."""
    if site not in _matchers:
        groups = site.ad_rules, COMMON_AD_RULES
        _matchers[site] = AdMatcher(
            names={name: rule for rule in reversed(site.ad_rules + COMMON_AD_RULES) for name in rule.names},
            anywhere=Alternatives.of(groups, lambda rule: rule.text if rule.where == "anywhere" else ""),
            at_edge=Alternatives.of(groups, lambda rule: rule.text),
            tail=Alternatives.of(groups, lambda rule: rule.tail),
            image=Alternatives.of(groups, lambda rule: rule.image),
        )
    return _matchers[site]


_compiled = cache(partial(re.compile, flags=re.DOTALL))
