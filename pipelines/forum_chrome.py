"""Takes out of posts what the forum's software printed into them, and signatures."""

import re
from collections import Counter
from functools import cache
from html import escape

from crawler.body import Block, Body, Draft
from crawler.documents._language_packs import in_both_packs
from crawler.items import Post, Removal, Thread
from crawler.sites._discuz import SIGNATURE, DiscuzSite
from crawler.sites._discuz_chrome import COURTESY, EDIT_NOTICE, GLUED_CHROME, LINK_SIGNATURE, ChromeRule
from crawler.sites._discuz_time import instant

_LONGEST = 400  # characters; no line of the software is longer
_LONGEST_NOISE = 60
_LOOK_AHEAD = 8
_MOST_SIGNATURE_LINES = 6


class ForumChromePipeline:
    def process_item(self, item: Draft) -> Draft:
        strip_forum_chrome(item)
        return item


def strip_forum_chrome(draft: Draft) -> None:
    """Remove chrome, anti-copy noise and signatures from the posts of a thread; edit notices set ``post.edited``.

    Changes the draft: blocks leave the bodies and are listed in ``item.removed``. Articles are left alone.
    """
    if not isinstance(draft.item, Thread) or not isinstance(draft.site, DiscuzSite):
        return
    removed, rules = draft.item.removed, draft.site.chrome_rules
    any_rule = _any_rule(rules)
    for body in draft.bodies:
        _strip_lines(body, rules, any_rule, removed)
        _strip_edit_notice(body, draft.item.page.captured, removed)
        _strip_noise(body, removed)
        body.blocks[:] = [block for block in body.blocks if block.text]
    _strip_signatures(draft, draft.site.signatures, removed)


def _strip_edit_notice(body: Body, captured: str | None, removed: list[Removal]) -> None:
    for block in body.blocks:
        found = EDIT_NOTICE.match(block.text) if "帖最" in block.text[:8] else None
        if not found:
            continue
        if isinstance(body.owner, Post):
            body.owner.edited = instant(found[1], captured)
        removed.append(Removal("edit_notice", "says who edited the post and when", found[0]))
        _set_text(block, block.text[found.end() :])


def _strip_lines(body: Body, rules: tuple[ChromeRule, ...], any_rule: re.Pattern[str], removed: list[Removal]) -> None:
    lines = [block.text for block in body.blocks]
    at = taken = 0  # lines before ``taken`` belong to an earlier rule
    kept: list[Block] = []
    while at < len(lines):
        rule = _rule_of(lines, at, rules, any_rule)
        if not rule:
            kept.append(body.blocks[at])
            at += 1
            continue
        if rule.above and at > taken and _matches(rule.above, lines[at - 1]):
            removed.append(Removal(rule.name, rule.reason, kept.pop().text))
        taken = _end(lines, at, rule)
        removed += [Removal(rule.name, rule.reason, line) for line in lines[at:taken]]
        at = taken
    body.blocks[:] = kept


def _rule_of(lines: list[str], at: int, rules: tuple[ChromeRule, ...], any_rule: re.Pattern[str]) -> ChromeRule | None:
    found = any_rule.fullmatch(lines[at]) if len(lines[at]) <= _LONGEST else None
    if not found or not found.lastgroup:
        return None
    rule = rules[int(found.lastgroup[1:])]
    ahead = lines[at + 1 : at + 1 + _LOOK_AHEAD]
    return rule if not rule.needs or any(_matches(rule.needs, line) for line in ahead) else None


def _end(lines: list[str], at: int, rule: ChromeRule) -> int:
    """The line after the last one that belongs to the rule that matches at ``at``."""
    end = at + 1
    if rule.until or rule.to_end:
        closing = (below + 1 for below in range(at, len(lines)) if rule.until and _matches(rule.until, lines[below]))
        return next(closing, len(lines) if rule.to_end else end)
    while rule.below and end < len(lines) and _matches(rule.below, lines[end]):
        end += 1
    return end


def _strip_noise(body: Body, removed: list[Removal]) -> None:
    """What Discuz! glues to the ends of lines. Both kinds have an ASCII letter or sign, or the label's last words, there."""
    for block in body.blocks:
        first, last = block.text[:1], block.text[-1:]
        if first.isascii() or last.isascii() or last in ("码", "碼"):
            for rule, reason, pattern in GLUED_CHROME:
                _strip_glued(block, Removal(rule, reason, ""), pattern, removed)


def _strip_glued(block: Block, removal: Removal, pattern: re.Pattern[str], removed: list[Removal]) -> None:
    found = pattern.search(block.text, max(0, len(block.text) - _LONGEST_NOISE)) or pattern.match(block.text)
    if found:
        removal.text = found[0].strip()
        removed.append(removal)
        _set_text(block, block.text[: found.start()] + block.text[found.end() :])


def _strip_signatures(draft: Draft, declared: frozenset[str], removed: list[Removal]) -> None:
    """By place; as the site declares; the same last lines under several posts of one poster (or of unknown ones); a link."""
    for body in draft.bodies:
        removed += [_signature(block) for block in body.blocks if block.names & SIGNATURE]
        body.blocks[:] = [block for block in body.blocks if not block.names & SIGNATURE]
        while body.blocks and body.blocks[-1].text in declared:
            removed.append(_signature(body.blocks.pop()))
    for _ in range(_MOST_SIGNATURE_LINES):
        if not _strip_shared_line(draft.bodies, removed):
            break
    for body in draft.bodies[1:]:
        if len(body.blocks) > 1 and LINK_SIGNATURE.fullmatch(body.blocks[-1].text):
            removed.append(_signature(body.blocks.pop()))


def _strip_shared_line(bodies: list[Body], removed: list[Removal]) -> bool:
    """Drop the last lines that are shared; they go where they are all of a post only if they stand under most posts."""
    below = Counter(_tail(body) for body in bodies if len(body.blocks) > 1)
    shared = {tail for tail, count in below.items() if count > 1 and len(tail[1]) > 3 and not COURTESY.fullmatch(tail[1])}
    texts = Counter(body.blocks[-1].text for body in bodies if body.blocks)
    everywhere = {text for text, count in texts.items() if count > 2 and count * 4 >= len(bodies) * 3}
    found = False
    for body in bodies:
        if body.blocks and _tail(body) in shared and (len(body.blocks) > 1 or body.blocks[-1].text in everywhere):
            removed.append(_signature(body.blocks.pop()))
            found = True
    return found


def _tail(body: Body) -> tuple[str | None, str]:
    """Whose last line it is, and the line."""
    return (body.owner.author if isinstance(body.owner, Post) else None), body.blocks[-1].text


def _signature(block: Block) -> Removal:
    return Removal("signature", "signature under a post", block.text)


def _set_text(block: Block, text: str) -> None:
    """Give a block what is left of its text."""
    block.text = text.strip()
    block.html = escape(block.text, quote=False)


def _matches(pattern: str, line: str) -> bool:
    return _compiled(pattern).fullmatch(line) is not None


_compiled = cache(in_both_packs)


@cache
def _any_rule(rules: tuple[ChromeRule, ...]) -> re.Pattern[str]:
    """One pattern for the lines of all rules; the group that matched says which."""
    return in_both_packs("|".join(f"(?P<r{number}>{rule.line})" for number, rule in enumerate(rules)))
