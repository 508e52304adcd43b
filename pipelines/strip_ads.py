"""Removes advertisements, promotions and notices, by the rules of the site and the common ones, with a ledger."""

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise, takewhile

from crawler.content.body import Block, Body
from crawler.content.patterns import regex
from crawler.items import Article, Removal
from crawler.platforms import Site
from crawler.platforms.ads import EDGE, AdRule, is_common
from crawler.platforms.draft import Draft
from pipelines._ad_matcher import HIDDEN, NEVER_CONTENT, AdMatcher, matcher_of
from pipelines._judge.places import is_prose
from pipelines._links import is_an_authors, links_from

SCAN_ME = regex(r"二维码|扫码|扫一扫|长按|扫描")
BESIDE_SCAN_ME = AdRule("qr-code", "a picture beside an invitation to scan it")
PICTURE_WEIGHT = 20
"""Characters of text that count as much as a picture."""
HIDDEN_BODY = 400
"""Characters; shorter hidden text without any visible text may be a notice."""
MOST_HIDDEN = 20
"""How many times as large as the visible text a hidden body is, at least."""
SHOWS_THE_REST = regex(
    r"\W{0,2}(?:点击|點擊)?(?:展开|展開|显示|顯示|阅读|閱讀|查看|看)(?:全文|全部(?:内容|內容)?|剩余(?:内容|部分)|更多(?:内容|內容))\W{0,3}"
)
ABOVE_LINKS = frozenset({"related-reading", "buy-link"})
LABEL = regex(r"[^:：\s]{1,8}[:：]")
"""The common start of lines of one list (链接：)."""


def strip_ads(body: Body, site: Site) -> list[Removal]:
    """Remove the blocks of ``body`` that are not content, in place, and return what was removed by which rule."""
    matcher, blocks = matcher_of(type(site)), body.blocks
    rules = _rules_of_elements(matcher, blocks)
    _spare_hidden_body(blocks, rules)
    _spare_hidden_rest(blocks, rules)
    left = [at for at, rule in enumerate(rules) if rule is None]
    _ask(matcher, blocks, rules, left)
    removals = []
    if any(rules):
        _spare_look_alikes(blocks, rules, left)
        _reach_out(blocks, rules)
        removals = [_removal(block, rule) for block, rule in zip(blocks, rules, strict=True) if rule]
        blocks[:] = [block for block, rule in zip(blocks, rules, strict=True) if not rule]
    return removals + [removal for block in blocks[-EDGE:] if (removal := matcher.cut_tail(block))]


def _rules_of_elements(matcher: AdMatcher, blocks: list[Block]) -> list[AdRule | None]:
    """For each block, the rule by which the element that it is, or is in, is not content."""
    rules = [NEVER_CONTENT.get(block.kind) or (HIDDEN if block.hidden else None) for block in blocks]
    telling = {names: told for names in {block.names for block in blocks} if (told := matcher.telling(names))}
    if telling:
        spared = _names_of_the_body(blocks, telling)
        named = {names: rule for names, told in telling.items() if (rule := _first_but(spared, told))}
        rules = [_named(block, named.get(block.names)) or rule for block, rule in zip(blocks, rules, strict=True)]
    return rules


def _named(block: Block, rule: AdRule | None) -> AdRule | None:
    return None if rule and rule.words_only and block.kind == "image" else rule


def _first_but(spared: frozenset[str], told: Mapping[str, AdRule]) -> AdRule | None:
    """The first of the rules ``told`` whose name is not ``spared``."""
    return next((rule for name, rule in told.items() if name not in spared), None)


def _ask(matcher: AdMatcher, blocks: list[Block], rules: list[AdRule | None], left: list[int]) -> None:
    """Set the rules of the blocks ``left``; at an edge are those with fewer than :data:`EDGE` blocks of content on one side."""
    asked = set()
    for order in (left, left[::-1]):
        content = 0
        for at in order:
            if at not in asked:
                asked.add(at)
                rules[at] = matcher.content_rule(blocks[at], at_edge=True)
            content += rules[at] is None
            if content == EDGE:
                break
    for at in left:
        if at not in asked:
            rules[at] = matcher.content_rule(blocks[at], at_edge=False)


def _spare_look_alikes(blocks: list[Block], rules: list[AdRule | None], left: list[int]) -> None:
    """Judge similar lines alike: if lines with the same label are between lines that stay, all of them stay."""
    places: dict[str, list[int]] = {}
    for at in left:
        if blocks[at].image is None and (found := LABEL.match(blocks[at].text)):
            places.setdefault(found[0], []).append(at)
    for alike in places.values():
        if any(rules[at] is not None and rules[at].where == "edges" for at in alike) and _are_parted(alike, rules):  # type: ignore[union-attr]
            for at in alike:
                rules[at] = None


def _are_parted(places: list[int], rules: list[AdRule | None]) -> bool:
    """Whether there is content between any two consecutive places, at least twice."""
    gaps = [any(rules[at] is None for at in range(one + 1, other)) for one, other in pairwise(places)]
    return len(gaps) > 1 and all(gaps)


def _names_of_the_body(blocks: list[Block], telling: Mapping[frozenset[str], Mapping[str, AdRule]]) -> frozenset[str]:
    """Names with a common rule that contain most of the body, and prose if it has any: the element contains both."""
    weights: Counter[tuple[frozenset[str], bool]] = Counter()
    for block in blocks:
        weights[block.names, block.hidden] += _weight(block)
    under: Counter[str] = Counter()
    whole = 0
    for (names, hidden), weight in weights.items():
        told = telling.get(names, {})
        for name, rule in told.items():
            under[name] += weight if is_common(rule) else 0
        whole += weight if not hidden and all(map(is_common, told.values())) else 0
    prose = [block.names for block in blocks if is_prose(block)]
    holders = under.keys() & frozenset().union(*prose) if prose else under.keys()
    return frozenset(name for name in holders if 2 * under[name] > whole)


def _spare_hidden_body(blocks: list[Block], rules: list[AdRule | None]) -> None:
    """If next to nothing of a body is visible, a script is meant to show the rest: nobody hides a whole text."""
    if HIDDEN not in rules:
        return
    hidden = sum(_weight(block) for block, rule in zip(blocks, rules, strict=True) if rule is HIDDEN)
    if hidden >= HIDDEN_BODY:
        shown = sum(_weight(block) for block, rule in zip(blocks, rules, strict=True) if rule is None)
        if shown * MOST_HIDDEN <= hidden:
            rules[:] = [None if rule is HIDDEN else rule for rule in rules]


def _spare_hidden_rest(blocks: list[Block], rules: list[AdRule | None]) -> None:
    """Keep what is hidden beside a button that shows the rest of the text."""
    for at, block in enumerate(blocks) if HIDDEN in rules else ():
        if block.text and not block.hidden and SHOWS_THE_REST.fullmatch(block.text):
            for rest in (range(at - 1, -1, -1), range(at + 1, len(blocks))):
                for near in takewhile(lambda near: rules[near] is HIDDEN, rest):
                    rules[near] = None


def _weight(block: Block) -> int:
    """The weight of a block in the body, in characters."""
    return PICTURE_WEIGHT if block.image else len(block.text) if block.kind not in NEVER_CONTENT else 0


def _removal(block: Block, rule: AdRule) -> Removal:
    return Removal(rule.name, rule.reason, block.image.url if block.image else block.text, at=block.number)


def _reach_out(blocks: list[Block], rules: list[AdRule | None]) -> None:
    """Extend removals to the QR code next to an invitation to scan it, and to the links under a label for links."""
    for at, (block, rule) in enumerate(zip(blocks, list(rules), strict=True)):
        if rule is None or block.image is not None or block.kind in NEVER_CONTENT:
            continue
        if SCAN_ME.search(block.text):
            _take_image(blocks, rules, at - 1)
            _take_image(blocks, rules, at + 1)
        if rule.name in ABOVE_LINKS:
            _take_links(blocks, rules, at)


def _take_image(blocks: list[Block], rules: list[AdRule | None], at: int) -> None:
    if 0 <= at < len(blocks) and blocks[at].image is not None:
        rules[at] = rules[at] or BESIDE_SCAN_ME


def _take_links(blocks: list[Block], rules: list[AdRule | None], label: int) -> None:
    """Links under a label are removed with it; if an author made the list, the label stays as well."""
    links = links_from(blocks, label + 1)
    end = label + 1 + len(links)
    if is_an_authors(links, blocks[end] if end < len(blocks) else None):
        rules[label] = None
    elif links:
        rules[label + 1 : end] = [rules[label]] * len(links)


class StripAdsPipeline:
    """Cleans articles. Whatever the author of a forum post wrote is kept, even an advertisement."""

    def process_item(self, item: Draft) -> Draft:
        if isinstance(item.item, Article):
            for body in item.bodies:
                item.item.removed += strip_ads(body, item.site)
        return item
