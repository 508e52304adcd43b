"""Takes advertisements, promotions and notices out, by the rules of the site and the common ones, with a ledger."""

import re
from collections import Counter

from crawler.content.body import Block, Body, Draft
from crawler.items import Article, Removal
from crawler.platforms import Site
from crawler.platforms.ads import EDGE, AdRule
from pipelines._ad_matcher import NEVER_CONTENT, AdMatcher, matcher_of

SCAN_ME = re.compile(r"二维码|扫码|扫一扫|长按|扫描")
BESIDE_SCAN_ME = AdRule("qr-code", "a picture beside an invitation to scan it")
PICTURE_WEIGHT = 20
"""Characters of text that a picture weighs."""
ABOVE_LINKS = frozenset({"related-reading", "buy-link"})
LINKS_ONLY = re.compile(r"(?:(?:<(?:strong|em)>)*<a [^>]*>(?:[^<]|</?(?:strong|em)>)*</a>(?:</(?:strong|em)>|\s)*)+")


def strip_ads(body: Body, site: Site) -> list[Removal]:
    """Drop the blocks of ``body`` that are no content, in place, and say what was dropped by which rule."""
    matcher, blocks = matcher_of(type(site)), body.blocks
    spared = _names_of_the_body(matcher, blocks)
    rules = [matcher.element_rule(block, spared) for block in blocks]
    left = [at for at, rule in enumerate(rules) if rule is None]
    for place, at in enumerate(left):
        rules[at] = matcher.content_rule(blocks[at], place < EDGE or place >= len(left) - EDGE)
    removals = []
    if any(rules):
        _reach_out(blocks, rules)
        removals = [_removal(block, rule) for block, rule in zip(blocks, rules, strict=True) if rule]
        blocks[:] = [block for block, rule in zip(blocks, rules, strict=True) if not rule]
    return removals + [removal for block in blocks[-EDGE:] if (removal := matcher.cut_tail(block))]


def _names_of_the_body(matcher: AdMatcher, blocks: list[Block]) -> frozenset[str]:
    """Names that say *advertisement* and under which most of the body stands: it is in an element that holds both."""
    under: Counter[str] = Counter()
    telling = {names: told for names in {block.names for block in blocks} if (told := matcher.telling(names))}
    for block in blocks if telling else ():
        for name, rule in telling.get(block.names, {}).items():
            under[name] += _weight(block) if rule.is_named else 0
    if not under:
        return frozenset()
    whole = sum(map(_weight, blocks))
    return frozenset(name for name, weight in under.items() if 2 * weight > whole)


def _weight(block: Block) -> int:
    """How much of a body a block is, in characters."""
    return PICTURE_WEIGHT if block.image else len(block.text) if block.kind not in NEVER_CONTENT else 0


def _removal(block: Block, rule: AdRule) -> Removal:
    return Removal(rule.name, rule.reason, block.image.url if block.image else block.text, at=block.number)


def _reach_out(blocks: list[Block], rules: list[AdRule | None]) -> None:
    """Extend what was found: to the code beside an invitation to scan, and to the links under a label of such."""
    for at, (block, rule) in enumerate(zip(blocks, list(rules), strict=True)):
        if rule is None or block.image is not None:
            continue
        if SCAN_ME.search(block.text):
            _take_image(blocks, rules, at - 1)
            _take_image(blocks, rules, at + 1)
        if rule.name in ABOVE_LINKS:
            _take_links(blocks, rules, at + 1)


def _take_image(blocks: list[Block], rules: list[AdRule | None], at: int) -> None:
    if 0 <= at < len(blocks) and blocks[at].image is not None:
        rules[at] = rules[at] or BESIDE_SCAN_ME


def _take_links(blocks: list[Block], rules: list[AdRule | None], start: int) -> None:
    for at in range(start, len(blocks)):
        if not LINKS_ONLY.fullmatch(blocks[at].html):
            break
        rules[at] = rules[start - 1]


class StripAdsPipeline:
    """Cleans articles. What a forum's poster wrote is theirs, were it an advertisement."""

    def process_item(self, item: Draft) -> Draft:
        if isinstance(item.item, Article):
            for body in item.bodies:
                item.item.removed += strip_ads(body, item.site)
        return item
