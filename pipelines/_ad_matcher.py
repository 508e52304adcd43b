"""The ad rules of a site, compiled into the form in which they are asked."""

import re
from dataclasses import dataclass

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
class AdMatcher:
    """``names`` by class or id name; ``anywhere``, ``at_edge``, ``tail`` and ``image`` with a group for each rule."""

    names: dict[str, AdRule]
    anywhere: re.Pattern[str]
    at_edge: re.Pattern[str]
    tail: re.Pattern[str]
    image: re.Pattern[str]
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
            return self._rule(self.image.search(shown))
        if len(block.text) > LONGEST:
            return None
        return self._rule((self.at_edge if at_edge else self.anywhere).fullmatch(block.text))

    def cut_tail(self, block: Block) -> Removal | None:
        """Take a promotion off the end of ``block`` in place; what is left of a formatted block is left unformatted."""
        found = self.tail.search(block.text, max(0, len(block.text) - LONGEST)) if block.text else None
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
            anywhere=_either({group: rule.text for group, rule in rules.items() if rule.where == "anywhere"}),
            at_edge=_either({group: rule.text for group, rule in rules.items()}),
            tail=_either({group: rule.tail for group, rule in rules.items()}),
            image=_either({group: rule.image for group, rule in rules.items()}),
            by_group=rules,
        )
    return _matchers[site]


def _either(patterns: dict[str, str]) -> re.Pattern[str]:
    named = [f"(?P<{group}>{pattern})" for group, pattern in patterns.items() if pattern]
    return re.compile("|".join(named) or r"(?!)", re.DOTALL)
