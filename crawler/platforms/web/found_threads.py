"""The threads of pages that were found to be one, or taken for lists or articles."""

from collections.abc import Iterator, Sequence
from datetime import UTC

from crawler.content.body import Block
from crawler.content.html import text_of
from crawler.items import Removal, Thread
from crawler.platforms.draft import Draft
from crawler.platforms.platform import Platform
from crawler.platforms.site import Clock
from crawler.platforms.threads import ThreadHead
from crawler.platforms.web.article import note_language
from crawler.platforms.web.doubtful import (
    is_beside,
    is_enough,
    is_listed_thread,
    is_made_of_posts,
    is_news,
    is_of_forum,
    letters,
    may_be_thread,
    shows_nothing,
)
from crawler.platforms.web.finder import FoundBody
from crawler.platforms.web.head import PageHead
from crawler.platforms.web.posts.alike import are_alike, dates_repeat
from crawler.platforms.web.posts.commented import is_commented
from crawler.platforms.web.posts.headed import has_heads
from crawler.platforms.web.thread import Finder, draft_of_thread, in_scripts, with_heads
from crawler.platforms.web.thread_facts import add_facts
from crawler.readers import Document

_LONGEST_SAMPLE = 20_000
"""Characters used to detect the language of a page."""
_CERTAIN = 0.7
"""Certainty of a thread from which on a page with comments must declare that it is an article."""


def thread_found(site: Platform, document: Document, headline: str, found: FoundBody) -> Draft | None:
    """Return the thread of a page whose posts have heads, or that was found to be one, or taken for a list or for nothing."""
    if site.generic and has_heads(document.text) and (thread := _thread(site, document, headline, with_heads)):
        return thread
    if found.kind == "thread":
        thread = _thread(site, document, headline)
        return None if thread and (_repeats(thread, headline) or _is_commented(document, found)) else thread
    return _listed_thread(site, document, headline, found)


def _is_commented(document: Document, found: FoundBody) -> bool:
    """Whether a page that is not of a forum is an article with comments, as it declares, unless it is no certain thread."""
    head = PageHead.of(document)
    is_article = found.certainty < _CERTAIN or head.metadata.first("og:type") == "article"
    return not is_of_forum(document.text, head.url) and is_commented(document.tree, is_article)


def _repeats(thread: Draft, headline: str) -> bool:
    """Whether all that a thread has is one post with the headline, so that its text was not found as that of posts."""
    said = [block.text for body in thread.bodies for block in body.blocks]
    return len(thread.bodies) == 1 and said == [headline]


def _thread(site: Platform, document: Document, headline: str, find: Finder | None = None) -> Draft | None:
    """Return the thread of a forum page, or None if its posts cannot be told apart, or not by ``find`` if it is given."""
    head = PageHead.of(document)
    if site.generic:
        note_language(site, document, text_of(document.tree, _LONGEST_SAMPLE))
    is_doubtful, site.clock = site.clock.zone is None, Clock(zone=site.clock.zone or UTC)
    thread = draft_of_thread(site, document, ThreadHead(headline, head.url, head.base, site.publisher), find)
    if thread and isinstance(thread.item, Thread):
        add_facts(thread.item, head.metadata, head.headline, site.clock.zone)
        thread.item.flags += ["date-doubt"] if is_doubtful and thread.item.date_published else []
    return thread


def _listed_thread(site: Platform, document: Document, headline: str, found: FoundBody) -> Draft | None:
    """Return the thread of a page that was taken for a list of other pages, if it has posts and the address of one."""
    if not site.generic or not is_listed_thread(found, document.text, PageHead.of(document).url):
        return None
    found_so = (_thread(site, document, headline, find) for find in (None, *([in_scripts] if shows_nothing(found) else [])))
    return next((each for each in found_so if each and isinstance(each.item, Thread) and is_enough(each.item, found)), None)


def posts_after_all(site: Platform, document: Document, headline: str, found: FoundBody, blocks: list[Block]) -> Draft | None:
    """Return the posts of a page that was taken for an article with the text in ``blocks``, as a thread, if it may be one."""
    is_asked = may_be_thread(found, blocks, document.text, PageHead.of(document).url)
    if not is_asked and (is_news(document.text) or found.outline is None or not dates_repeat(found.outline, found.elements)):
        return None
    return _thread(site, document, headline)


def is_thread(posts: Draft, document: Document, found: FoundBody, blocks: list[Block]) -> bool:
    """Whether a page that was taken for an article is the thread of its ``posts``, as the text in ``blocks`` is theirs. Posts
    that are named as comments on the first are no thread, unless they belong to a forum or are all alike."""
    assert isinstance(posts.item, Thread)  # noqa: S101 - what _thread makes
    head, text, said = PageHead.of(document), document.text, [body.blocks for body in posts.bodies]
    is_forum = is_of_forum(text, head.url)
    if may_be_thread(found, blocks, text, head.url):
        ways = {is_forum, is_forum or found.is_likely_thread}
        is_made = any(is_made_of_posts(posts.item, said, blocks, text, way) for way in ways)
        if is_made and (is_forum or not is_commented(document.tree, is_article=True)):
            return True
    is_article = head.metadata.first("og:type") == "article"
    alike = not is_news(text) and are_alike(document.tree, posts.item.posts, is_article)
    return alike and is_made_of_posts(posts.item, said, blocks, text, is_forum, alike)


def posts_left_out(posts: Draft, blocks: list[Block], removed: Sequence[Removal]) -> Iterator[Removal]:
    """Yield what several people say in signed ``posts`` of an article, unless its ``blocks`` or what is ``removed`` have it."""
    assert isinstance(posts.item, Thread)  # noqa: S101 - what _thread makes
    told = "".join(letters([*blocks, *(Block("paragraph", each.text) for each in removed)]))
    signed = [(post.author, body) for post, body in zip(posts.item.posts, posts.bodies, strict=True) if post.date_published_raw]
    if len({author for author, _ in signed if author}) > 1:
        said = (_untold(told, body.blocks) for author, body in signed if author)
        yield from (Removal("page-comments", "what readers wrote", each) for each in said if each)


def text_left_out(posts: Draft, blocks: list[Block]) -> Iterator[Removal]:
    """Yield what a page that is the thread of ``posts`` says in its text, which has these ``blocks``, and in none of them."""
    thread = posts.item
    assert isinstance(thread, Thread)  # noqa: S101 - what _thread makes
    marks = [mark for post in thread.posts for mark in (post.author, post.date_published_raw, post.quote) if mark]
    lines = (Block("paragraph", each) for each in (thread.headline, *marks))
    told = "".join(letters([*lines, *(block for body in posts.bodies for block in body.blocks)]))
    if said := _untold(told, blocks):
        yield Removal("page-aside", "what stands beside the posts", said)


def _untold(told: str, blocks: list[Block]) -> str:
    """Return the text of ``blocks`` without what is ``told``, as letters, and what stands beside it."""
    own = (block for block in blocks if not is_beside(block))
    return "\n".join(block.text for block in own if any(part not in told for part in letters([block])))
