"""Takes out of posts what the forum's software printed into them, and signatures."""

import re

from crawler.content.body import Block, Body, Draft
from crawler.content.html import escaped
from crawler.items import Post, Removal, Thread
from crawler.platforms.discuz import EDIT_NOTICE, GLUED_CHROME, MESSAGE_RULES, SIGNATURE, DiscuzSite, instant
from pipelines._chrome_matcher import ChromeMatcher, matcher_of
from pipelines._signatures import take_signatures

_LONGEST_NOISE = 60
_NOTICE_START = "帖最"
_LABEL_ENDS = frozenset("码碼")


class StripForumChromePipeline:
    def process_item(self, item: Draft) -> Draft:
        strip_forum_chrome(item)
        return item


def strip_forum_chrome(draft: Draft) -> None:
    """Remove chrome, anti-copy noise and signatures from the posts of a thread; edit notices set ``post.edited``.

    Of HTML pages only lines that the software prints among the poster's words: elements have told all else. Changes the draft:
    blocks leave the bodies and are listed in ``item.removed``. Articles are left alone.
    """
    if not isinstance(draft.item, Thread) or not isinstance(draft.site, DiscuzSite):
        return
    removed = draft.item.removed
    is_html = draft.page.reader == "discuz_html"
    matcher = matcher_of(MESSAGE_RULES if is_html else draft.site.chrome_rules)
    for body in draft.bodies:
        removed += _strip_lines(body, matcher)
        if changed := _strip_edit_notice(body, draft.item.page.captured) + ([] if is_html else _strip_noise(body)):
            removed += changed
            body.blocks[:] = [block for block in body.blocks if block.text or block.image]
    if not is_html:
        signatures = take_signatures(draft.bodies, draft.site.signatures)
        removed += [Removal("signature", "signature under a post", block.text, at=block.number) for block in signatures]


def _strip_lines(body: Body, matcher: ChromeMatcher) -> list[Removal]:
    """Drop the blocks that are no content; those of the signature, which stand last, are left."""
    spans = matcher.spans([block.text for block in body.blocks if SIGNATURE.isdisjoint(block.names)])
    if not spans:
        return []
    removals: list[Removal] = []
    kept: list[Block] = []
    end = 0
    for span in spans:
        gone = body.blocks[span.start : span.end]
        removals += [Removal(span.rule.name, span.rule.reason, block.text, at=block.number) for block in gone]
        kept += body.blocks[end : span.start]
        end = span.end
    body.blocks[:] = kept + body.blocks[end:]
    return removals


def _strip_edit_notice(body: Body, captured: str | None) -> list[Removal]:
    removals: list[Removal] = []
    for block in body.blocks:
        found = EDIT_NOTICE.match(block.text) if _NOTICE_START in block.text[:8] else None
        if not found:
            continue
        if isinstance(body.owner, Post):
            body.owner.edited = instant(found[1], captured)
        removals.append(Removal("edit-notice", "says who edited the post and when", found[0], at=block.number))
        _set_text(block, block.text[found.end() :])
    return removals


def _strip_noise(body: Body) -> list[Removal]:
    """What Discuz! glues to the ends of lines: a label, or noise, which has ASCII characters there and spaces in it."""
    removals: list[Removal] = []
    for block in body.blocks:
        text = block.text
        if text[-1:] in _LABEL_ENDS or (" " in text and (text[0].isascii() or text[-1].isascii())):
            for rule, reason, pattern in GLUED_CHROME:
                if glued := _cut_glued(block, pattern):
                    removals.append(Removal(rule, reason, glued, at=block.number))
    return removals


def _cut_glued(block: Block, pattern: re.Pattern[str]) -> str | None:
    """Take what matches at an end of the block's text out of it, and give it back."""
    text = block.text
    found = pattern.search(text, max(0, len(text) - _LONGEST_NOISE)) or pattern.match(text)
    if not found:
        return None
    _set_text(block, text[: found.start()] + text[found.end() :])
    return found[0].strip()


def _set_text(block: Block, text: str) -> None:
    block.text = text.strip()
    block.html = escaped(block.text)
