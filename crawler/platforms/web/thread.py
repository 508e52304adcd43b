"""The thread of a page of any forum."""

import re
from collections.abc import Callable, Collection

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.patterns import regex
from crawler.platforms.draft import Draft
from crawler.platforms.forum import named
from crawler.platforms.platform import Platform
from crawler.platforms.threads import ReadPost, ThreadHead, thread_draft
from crawler.platforms.web.posts import POSTS, polls_in, read_posts
from crawler.platforms.web.posts.headed import headed_posts
from crawler.platforms.web.posts.lined import lined_posts
from crawler.platforms.web.posts.software import has_names_in_bold, software_of
from crawler.platforms.web.posts.told import told_posts
from crawler.readers import Document

_REPLY = regex(r"^(?:(?:re|aw|回[复覆帖]|答[复覆]|回應|转帖)\s?[:：]\s?)+", re.IGNORECASE)
_LABEL = regex(
    r"^(?:(?:帖子|浏览|瀏覽|查看|本页)?主[题題]|[标標][题題]|帖子|Topic|Thread|Subject)\s?[:：]\s?|\s?\[(?:存[档檔]|Archive)\]$|【[^【】]{1,14}吧】$",
    re.IGNORECASE,
)
"""What forums print around the title of a thread."""
_SMALL = 1 << 16  # characters of a page for telephones
_BOLD = frozenset(("b", "strong"))
_SIGNS = regex(r"[\W_]+")
Finder = Callable[[Document, ThreadHead, Platform], list[ReadPost]]


def draft_of_thread(site: Platform, document: Document, head: ThreadHead, find: Finder | None = None) -> Draft | None:
    """Return the thread of a page, one body per post, before any cleaning; None if it has no posts. They are looked for in
    elements and lines, or else by ``find``.

    Times without a zone are read in that of the site's clock; ``head.platform`` is detected if it is not given. Lines of posts
    that repeat the headline are named as such. Raises :class:`~crawler.content.html.TooDeepError`.
    """
    polls, software = polls_in(document.tree), software_of(document.text)
    posts = find(document, head, site) if find else _posts(document, head, site, polls, software)
    head = head._replace(platform=head.platform or software, headline=_LABEL.sub("", head.headline) or head.headline)
    for post in posts:
        _name_heading(post.blocks, _key(head.headline))
    poll = next(iter(polls.values())) if len(polls) == 1 else ()
    return thread_draft(site, document, head, posts, POSTS, poll) if posts else None


def with_heads(document: Document, head: ThreadHead, site: Platform) -> list[ReadPost]:
    """Return the posts whose words begin with a head."""
    return headed_posts(document.tree, document.page.captured, head.base, site.clock.zone, document.max_depth)


def in_scripts(document: Document, head: ThreadHead, site: Platform) -> list[ReadPost]:
    """Return the posts that only scripts tell of."""
    return told_posts(document.tree, document.page.captured, site.clock.zone, document.max_depth)


def _posts(
    document: Document, head: ThreadHead, site: Platform, polls: Collection[_Element], software: str | None
) -> list[ReadPost]:
    """Return the posts of elements, or else those of lines on a small page."""
    saved, zone, named = document.page.captured, site.clock.zone, _BOLD if has_names_in_bold(software) else frozenset[str]()
    posts = read_posts(document.tree, saved, head.base, zone, document.max_depth, polls, named)
    if len(document.text) < _SMALL and not any(each.post.author and each.post.date_published_raw for each in posts):
        posts = lined_posts(document.tree, saved, head.base, zone, document.max_depth) or posts
    return posts


def _name_heading(blocks: list[Block], headline: str) -> None:
    """Name the first line of a post as a title if it is the thread's headline, as software prints it, and not the whole post."""
    said = [block for block in blocks if block.text and POSTS.element_of(block) is None]
    if len(said) > 1 and headline and _key(said[0].text) == headline:
        said[0].names |= {named("post-title")}


def _key(line: str) -> str:
    return _SIGNS.sub("", _REPLY.sub("", line)).casefold()
