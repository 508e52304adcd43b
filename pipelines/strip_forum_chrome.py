"""Removes from posts what the forum's software printed into them, and signatures."""

import re

from crawler.content.body import Block, Body
from crawler.content.html import escaped
from crawler.items import Post, Removal, Thread
from crawler.platforms.draft import Draft
from crawler.platforms.forum import SIGNATURE, Forum, GluedChrome
from pipelines._chrome_matcher import ChromeMatcher, matcher_of
from pipelines._signatures import take_signatures

_LONGEST_NOISE = 60


class StripForumChromePipeline:
    def process_item(self, item: Draft) -> Draft:
        strip_forum_chrome(item)
        return item


def strip_forum_chrome(draft: Draft) -> None:
    """Remove the lines that a forum prints into posts, what it appends to lines, and signatures of a thread; edit notices set
    ``post.edited``.

    The platform declares these for the kind of page. Modifies the draft: blocks are removed from the bodies and listed in
    ``item.removed``. Articles, and threads for which no lines are declared, are unchanged.
    """
    forum = draft.forum
    if forum is None or not forum.lines or not isinstance(draft.item, Thread):
        return
    removed = draft.item.removed
    matcher = matcher_of(forum.lines)
    text = "\n".join([block.text for body in draft.bodies for block in body.blocks])
    glued = [chrome for chrome in forum.glued if chrome.hint.search(text)]
    notice = forum.edit_notice if forum.edit_notice_hint and forum.edit_notice_hint.search(text) else None
    for body in draft.bodies:
        removed += _strip_lines(body, matcher)
        changed = _strip_edit_notice(body, notice, forum, draft.page.captured) if notice else []
        if glued:
            changed += _strip_glued(body, glued)
        if changed:
            removed += changed
            body.blocks[:] = [block for block in body.blocks if block.text or block.image]
    if forum.signatures:
        signatures = take_signatures(draft.bodies, forum.signatures)
        removed += [Removal("signature", "signature under a post", block.text, at=block.number) for block in signatures]


def _strip_lines(body: Body, matcher: ChromeMatcher) -> list[Removal]:
    """Remove the blocks that are not content, except those of the signature, which are at the end."""
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


def _strip_edit_notice(body: Body, notice: re.Pattern[str], forum: Forum, captured: str | None) -> list[Removal]:
    removals: list[Removal] = []
    for block in body.blocks:
        if found := notice.match(block.text):
            if isinstance(body.owner, Post):
                body.owner.edited = forum.instant(found[1], captured)
            removals.append(Removal("edit-notice", "says who edited the post and when", found[0], at=block.number))
            _set_text(block, block.text[found.end() :])
    return removals


def _strip_glued(body: Body, glued: list[GluedChrome]) -> list[Removal]:
    """Remove what the software appends to lines."""
    return [
        Removal(chrome.name, chrome.reason, cut, at=block.number)
        for block in body.blocks
        for chrome in glued
        if (cut := _cut_glued(block, chrome.pattern))
    ]


def _cut_glued(block: Block, pattern: re.Pattern[str]) -> str | None:
    """Remove a match at either end of the block's text, and return it."""
    text = block.text
    found = pattern.search(text, max(0, len(text) - _LONGEST_NOISE)) or pattern.match(text)
    if not found:
        return None
    _set_text(block, text[: found.start()] + text[found.end() :])
    return found[0].strip()


def _set_text(block: Block, text: str) -> None:
    block.text = text.strip()
    block.html = escaped(block.text)
