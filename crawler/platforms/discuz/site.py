"""Discuz! forums: from a saved thread to its draft."""

from functools import cached_property
from typing import ClassVar, Self

from lxml.etree import _Element

from crawler.content.body import Block, Body, Draft
from crawler.content.html import escaped
from crawler.content.patterns import regex
from crawler.items import Article, PollOption, Post, Thread
from crawler.platforms.discuz.chrome import CHROME_RULES
from crawler.platforms.discuz.glued import EDIT_NOTICE, GLUED_CHROME
from crawler.platforms.discuz.head import Head, is_traditional, platform, read_head
from crawler.platforms.discuz.headers import place_and_client
from crawler.platforms.discuz.html_chrome import CHROME_ELEMENTS, FORUM_PICTURE, MESSAGE_RULES
from crawler.platforms.discuz.html_head import PageHead, names_in, site_name_in
from crawler.platforms.discuz.html_thread import forum_of, identity_of, message_in, read_thread
from crawler.platforms.discuz.lines import Dump, Lines, lines_of
from crawler.platforms.discuz.numbering import number_floors
from crawler.platforms.discuz.polls import poll_among
from crawler.platforms.discuz.portal import PortalArticle, read_article
from crawler.platforms.discuz.posts import RawPost, cut
from crawler.platforms.discuz.quotes import Quotes
from crawler.platforms.discuz.signatures import COURTESY, LINK_SIGNATURE
from crawler.platforms.discuz.times import instant
from crawler.platforms.discuz.title import read_publisher
from crawler.platforms.discuz.views import headers
from crawler.platforms.forum import SIGNATURE, ChromeRule, Forum, Signatures
from crawler.platforms.identity import by_number, by_what_is_proved, content_of, names_time
from crawler.platforms.nothing_to_keep import NothingToKeep
from crawler.platforms.notices import notice_in
from crawler.platforms.platform import Platform
from crawler.readers.document import Document
from crawler.readers.language_packs import in_both_packs

_MESSAGES = (
    (in_both_packs(r"不存在|已被删除|正在被审核"), "deleted at the source"),
    (in_both_packs(r"[没无]有?权限|登录|阅读权限"), "not open to guests"),
)
_DATE_LABELS = ("发表于", "發表於")
UNKNOWN = "discuz"
"""The site of a page that does not say what forum it is of."""
_LONGEST_HEAD = 20_000  # characters
Part = tuple[Post, list[Block]]
"""A post, and the blocks of its body."""
_NAME_ENDS = regex(r"\n|»|›|\||>>| - ")  # without a class the engine passes over all other characters


HTML_PAGES = Forum(elements=CHROME_ELEMENTS, picture=FORUM_PICTURE, lines=MESSAGE_RULES, edit_notice=EDIT_NOTICE, instant=instant)
"""What Discuz! puts into posts of HTML pages, which have elements for it, but for some lines."""


class DiscuzSite(Platform):
    """Any forum that runs Discuz!. A site file declares the forum's name and what it prints under posts."""

    readers = ("discuz_text", "discuz_html")
    chrome_rules: ClassVar[tuple[ChromeRule, ...]] = CHROME_RULES
    """Rules for what the software prints inside posts."""
    signatures: ClassVar[frozenset[str]] = frozenset()
    """Lines that the forum prints under every post."""

    @cached_property
    def _lines(self) -> Forum:
        """What Discuz! prints into posts of text dumps, which have nothing but lines."""
        signatures = Signatures(LINK_SIGNATURE, COURTESY, self.signatures)
        return Forum(lines=self.chrome_rules, glued=GLUED_CHROME, edit_notice=EDIT_NOTICE, signatures=signatures, instant=instant)

    @classmethod
    def names_on(cls, document: Document) -> set[str]:
        """Possible names of the forum: the lines above the first post, and the parts of the path and the title."""
        if document.root is not None:
            return names_in(document, document.root)
        return {name.strip() for name in _NAME_ENDS.split(_head(document.text))} - {""}

    @classmethod
    def for_stranger(cls, document: Document) -> Self:
        """A site for a page that belongs to no site file, named after the forum, else its host, else ``discuz``."""
        site = cls()
        called = _called(document) if document.root is None else site_name_in(document, document.root)
        site.name = "".join((called or "").split()).lower() or UNKNOWN
        return site

    def draft(self, document: Document) -> Draft:
        """The thread of a page, with one body per post; in a text dump, each line is a block.

        The rows around posts are parsed and left out, quotations go to ``quote``; everything else in a post stays in its body.
        Raises :class:`NothingToKeep` for a page without posts and, for HTML pages, :class:`~crawler.content.html.TooDeepError`.
        """
        if document.root is not None:
            return self._html_draft(document, document.root)
        dump = Dump(document.text)
        found = headers(dump)
        if not found:
            raise NothingToKeep(_reason(document.text))
        head = read_head(dump.lines[: found[0].start])
        posts = cut(dump, found, head.column)
        number_floors(posts)
        parts, poll = _parts(dump, posts, document.page.captured)
        traditional = is_traditional(dump.lines[found[0].start : found[0].end])
        thread = self._thread(document, head, parts, "zh-Hant" if traditional else self.language)
        thread.poll = poll or None
        return Draft(thread, self, [Body(post, blocks) for post, blocks in parts], forum=self._lines)

    def _html_draft(self, document: Document, root: _Element) -> Draft:
        read = read_thread(document, root)
        if read is None:
            article = read_article(document, root)
            if article is None:
                raise NothingToKeep(_reason(message_in(root)))
            return self._article_draft(document, article)
        parts = [(post, body.blocks) for post, body in read.posts]
        thread = self._thread(document, read.head, parts, "zh-Hant" if read.is_traditional else self.language)
        thread.platform, thread.url = read.head.platform, read.head.url
        thread.poll = [option for _, body in read.posts for option in body.poll] or None
        if identity := identity_of(forum_of(self.name, self.generic, read.head), read):
            thread.id, thread.id_basis = identity
        bodies = [Body(post, body.blocks, body.comments) for post, body in read.posts]
        return Draft(thread, self, bodies, base_url=read.head.base, forum=HTML_PAGES)

    def _article_draft(self, document: Document, read: PortalArticle) -> Draft:
        head = read.head
        identity = by_what_is_proved(self.name, head.headline, read.date or "", content_of(read.blocks), document.url)
        if read.number and (forum := forum_of(self.name, self.generic, head)):
            identity = by_number(forum, "article", read.number)
        article = Article(
            id=identity.id,
            id_basis=identity.basis,
            site=self.name,
            publisher=self.publisher or head.publisher,
            url=head.url,
            headline=head.headline,
            date_published_raw=read.date,
            language="zh-Hant" if read.is_traditional else self.language,
            categories=read.categories,
            source=read.source,
            credits=read.credits,
            page=document.page,
        )
        return Draft(article, self, [Body(article, read.blocks, read.comments)], forum=HTML_PAGES)

    def _thread(self, document: Document, head: Head | PageHead, parts: list[Part], language: str | None) -> Thread:
        opener = parts[0][0]
        content = content_of(block for _, blocks in parts for block in blocks)
        identity = by_what_is_proved(self.name, head.headline, _date(opener), content, document.url)
        return Thread(
            id=identity.id,
            id_basis=identity.basis,
            site=self.name,
            publisher=self.publisher or head.publisher,
            platform=platform(document.text),
            url=document.url,
            headline=head.headline,
            views=head.views,
            reply_count=head.reply_count,
            date_published=opener.date_published if opener.floor == 1 else None,
            language=language,
            posts=[post for post, _ in parts],
            page=document.page,
        )


def _called(document: Document) -> str | None:
    """The forum's name as the lines above the first post of a text dump have it."""
    return read_publisher(lines_of(_head(document.text)))


def _head(text: str) -> str:
    """What stands above the first date of a post."""
    end = _LONGEST_HEAD
    for label in _DATE_LABELS:
        at = text.find(label, 0, end)
        end = at if at >= 0 else end
    return text[:end]


def _date(opener: Post) -> str:
    """When a post was written, if the page prints a time of day, else what it prints."""
    raw = opener.date_published_raw or ""
    return (names_time(raw) and opener.date_published) or raw


def _parts(dump: Dump, raws: list[RawPost], captured: str | None) -> tuple[list[Part], list[PollOption]]:
    """The posts with their blocks; quotations go to the posts. And the options of the opener's poll."""
    quotes = Quotes(dump)
    parts: list[Part] = []
    poll: list[PollOption] = []
    for raw in _without_copies(dump.lines, raws):
        quote, own = quotes.take_from(raw.first, raw.thread_row or raw.last)
        if raw.floor == 1 and not poll:
            poll, own = poll_among(own)
        parts.append((_post(raw, quote, captured), [*map(_block, own), *_signature(raw, dump.lines)]))
    return parts, poll


def _without_copies(lines: Lines, posts: list[RawPost]) -> list[RawPost]:
    """The posts without those lifted to the top that come again at their own floor."""
    if not any(post.lifted for post in posts):
        return posts
    own = {(post.header.raw, *lines[post.first : post.last]) for post in posts if not post.lifted}
    return [post for post in posts if not post.lifted or (post.header.raw, *lines[post.first : post.last]) not in own]


def _post(raw: RawPost, quote: str | None, captured: str | None) -> Post:
    place, client = place_and_client(raw.header.rest)
    return Post(
        floor=raw.floor,
        author=raw.author,
        date_published=instant(raw.header.raw, captured),
        date_published_raw=raw.header.raw,
        location=place,
        client=client,
        likes=raw.actions.likes,
        dislikes=raw.actions.dislikes,
        quote=quote,
    )


def _block(line: str, names: frozenset[str] = frozenset()) -> Block:
    return Block("paragraph", line, escaped(line), names)


def _signature(raw: RawPost, lines: Lines) -> list[Block]:
    """The lines below the row about the thread."""
    return [_block(line, SIGNATURE) for line in lines[raw.signature or raw.last : raw.last]]


def _reason(text: str) -> str:
    """Why a page has no posts, from the message that it shows."""
    reasons = (reason for pattern, reason in _MESSAGES if pattern.search(text))
    return next(reasons, None) or notice_in(text.split("\n")) or "no posts on the page"
