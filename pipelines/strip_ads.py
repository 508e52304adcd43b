"""Takes advertisements, promotions and notices out, by the rules of the site and the common ones, with a ledger."""

import re

from crawler.body import Block, Body, Draft
from crawler.items import Removal
from crawler.sites import Site
from crawler.sites._ads import EDGE, AdRule
from pipelines._ad_matcher import matcher_of

SCAN_ME = re.compile(r"二维码|扫码|扫一扫|长按|扫描")
BESIDE_SCAN_ME = AdRule("qr-code", "a picture beside an invitation to scan it")
LINKS_ONLY = re.compile(r"(?:<a [^>]*>[^<]*</a>\s*)+")


def strip_ads(body: Body, site: Site) -> list[Removal]:
    """Drop the blocks of ``body`` that are no content, in place, and say what was dropped by which rule."""
    matcher = matcher_of(type(site))
    blocks = body.blocks
    last = len(blocks) - EDGE
    rules = [matcher.rule_for(block, at_edge=at < EDGE or at >= last) for at, block in enumerate(blocks)]
    if any(rules):
        _reach_out(blocks, rules)
    removals = [
        Removal(rule.name, rule.reason, block.image.url if block.image else block.text)
        for block, rule in zip(blocks, rules, strict=True)
        if rule
    ]
    if removals:
        blocks[:] = [block for block, rule in zip(blocks, rules, strict=True) if not rule]
    return removals + [removal for block in blocks[-EDGE:] if (removal := matcher.cut_tail(block))]


def _reach_out(blocks: list[Block], rules: list[AdRule | None]) -> None:
    """Extend what was found: to the code beside an invitation to scan, and to the links under a related-reading label."""
    for at, rule in enumerate(list(rules)):
        if rule is None or blocks[at].image is not None:
            continue
        if SCAN_ME.search(blocks[at].text):
            for beside in (at - 1, at + 1):
                if 0 <= beside < len(blocks) and blocks[beside].image is not None:
                    rules[beside] = rules[beside] or BESIDE_SCAN_ME
        if rule.name == "related-reading":
            for below in range(at + 1, len(blocks)):
                if not LINKS_ONLY.fullmatch(blocks[below].html):
                    break
                rules[below] = rule


class StripAdsPipeline:
    def process_item(self, item: Draft) -> Draft:
        for body in item.bodies:
            item.item.removed += strip_ads(body, item.site)
        return item
