"""Makes a thread from the posts of a page, for all forum software."""

from collections.abc import Sequence
from typing import NamedTuple

from crawler.content.body import Block, Body
from crawler.items import PollOption, Post, Thread
from crawler.platforms.bbcode import read_bbcode
from crawler.platforms.draft import Draft
from crawler.platforms.forum import Forum
from crawler.platforms.identity import Identity, by_url, by_what_is_proved, content_of, names_time
from crawler.platforms.platform import Platform
from crawler.readers import Document


class ReadPost(NamedTuple):
    """A post without its text, the blocks of its body including those added by the forum, and the comments in its source."""

    post: Post
    blocks: list[Block]
    comments: list[str]


class ThreadHead(NamedTuple):
    """What a page says about its thread, None where it does not: ``url`` is its own address, ``base`` that of relative links."""

    headline: str
    url: str | None = None
    base: str | None = None
    publisher: str | None = None
    platform: str | None = None
    """The forum's software and its version."""
    views: int | None = None
    reply_count: int | None = None
    path: Sequence[str] = ()
    """Of the page in its forum, the site first."""


def thread_draft(
    site: Platform,
    document: Document,
    head: ThreadHead,
    posts: list[ReadPost],
    forum: Forum,
    poll: Sequence[PollOption] = (),
    identity: Identity | None = None,
    language: str | None = None,
) -> Draft:
    """Return the draft of a thread with one body per post. ``posts`` must not be empty, and BBCode in them is rendered; ``forum``
    says which blocks the software added.

    Its ``identity`` is by default that of the page's URL, or else of its content, and its ``language`` that of the site.
    """
    for each in posts:
        quoted = read_bbcode(each.blocks, head.base)
        each.post.quote = "\n".join(filter(None, (each.post.quote, quoted))) or None
    opener = posts[0].post
    identity = identity or (by_url(site.name, head.url) if head.url else by_posts(site, head, posts))
    thread = Thread(
        id=identity.id,
        id_basis=identity.basis,
        site=site.name,
        publisher=site.publisher or head.publisher,
        platform=head.platform,
        url=head.url,
        headline=head.headline,
        views=head.views,
        reply_count=head.reply_count,
        date_published=opener.date_published if opener.floor == 1 else None,
        language=language or site.language,
        poll=list(poll) or None,
        posts=[each.post for each in posts],
        page=document.page,
    )
    return Draft(thread, site, [Body(*each) for each in posts], base_url=head.base, forum=forum)


def by_posts(site: Platform, head: ThreadHead, posts: Sequence[ReadPost], saved_from: str | None = None) -> Identity:
    """Return the identity by headline, date and content of the posts; see :func:`~crawler.platforms.identity.by_what_is_proved`.

    The date is the instant of the first post if the page prints a time of day, otherwise as printed.
    """
    opener = posts[0].post
    raw = opener.date_published_raw or ""
    date = (names_time(raw) and opener.date_published) or raw
    content = content_of(block for each in posts for block in each.blocks)
    return by_what_is_proved(site.name, head.headline, date, content, saved_from)
