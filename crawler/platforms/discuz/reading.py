"""Reads a saved thread of a Discuz! forum, or an article of its portal."""

from functools import cache, partial

from lxml.etree import _Element

from crawler.content.body import Body
from crawler.content.dates import CHINA
from crawler.items import Article, Thread
from crawler.platforms.discuz.glued import COURTESY, EDIT_NOTICE, EDIT_NOTICE_HINT, GLUED_CHROME, LINK_SIGNATURE
from crawler.platforms.discuz.head import is_traditional, platform, read_head
from crawler.platforms.discuz.html_chrome import CHROME_ELEMENTS, FORUM_PICTURE, MESSAGE_RULES
from crawler.platforms.discuz.html_head import head_of, names_in, site_name_in
from crawler.platforms.discuz.html_parts import parts_of as parts_of_page
from crawler.platforms.discuz.html_thread import forum_of, identity_of, message_in, read_thread
from crawler.platforms.discuz.lines import Dump
from crawler.platforms.discuz.numbering import number_floors
from crawler.platforms.discuz.portal import PortalArticle, read_article
from crawler.platforms.discuz.posts import cut
from crawler.platforms.discuz.text_parts import parts_of
from crawler.platforms.discuz.times import instant
from crawler.platforms.discuz.title import read_publisher
from crawler.platforms.discuz.views import headers
from crawler.platforms.draft import Draft
from crawler.platforms.forum import ChromeRule, Forum, Signatures
from crawler.platforms.identity import by_number, by_what_is_proved, content_of
from crawler.platforms.nothing_to_keep import NothingToKeep
from crawler.platforms.notices import notice_in
from crawler.platforms.platform import Platform
from crawler.platforms.site import Clock
from crawler.platforms.threads import ReadPost, by_posts, thread_draft
from crawler.platforms.web.thread import draft_of_thread
from crawler.readers.document import Document
from crawler.readers.language_packs import in_both_packs

_MESSAGES = (
    (in_both_packs(r"不存在|已被删除|正在被审核"), "deleted at the source"),
    (in_both_packs(r"[没无]有?权限|登录|阅读权限"), "not open to guests"),
)
UNKNOWN = "discuz"
"""The site of a page that does not say what forum it is from."""
_AFTER_NAMES = ("»", "›", "|", ">>", " - ")

_WHEN_EDITED = partial(Forum, edit_notice=EDIT_NOTICE, edit_notice_hint=EDIT_NOTICE_HINT, instant=instant)
HTML_PAGES = _WHEN_EDITED(elements=CHROME_ELEMENTS, picture=FORUM_PICTURE, lines=MESSAGE_RULES)
"""What Discuz! adds to posts on HTML pages: mostly elements, and some lines."""


@cache
def _text_pages(rules: tuple[ChromeRule, ...], declared: frozenset[str]) -> Forum:
    """Return what Discuz! adds to posts in text dumps, where everything is a line."""
    signatures = Signatures(LINK_SIGNATURE, COURTESY, declared)
    return _WHEN_EDITED(lines=rules, glued=GLUED_CHROME, signatures=signatures)


def names_on(document: Document) -> set[str]:
    """Return possible names of the forum; see :meth:`~crawler.platforms.platform.Platform.names_on`."""
    if document.root is not None:
        return names_in(document, document.root)
    head = "\n".join(_dump_of(document).head)
    for sign in _AFTER_NAMES:
        head = head.replace(sign, "\n")
    return {*map(str.strip, head.split("\n"))} - {""}


def name_on(document: Document) -> str:
    """Return the site name of a forum without a site file: its name, else its host, else :data:`UNKNOWN`."""
    called = read_publisher(_dump_of(document).head) if document.root is None else site_name_in(document, document.root)
    return "".join((called or "").split()).lower() or UNKNOWN


def draft_of(site: Platform, document: Document, rules: tuple[ChromeRule, ...], signatures: frozenset[str]) -> Draft:
    """Return the draft of a page, of which ``rules`` and ``signatures`` are what ``site`` declares; see
    :meth:`crawler.platforms.discuz.site.DiscuzSite.draft`."""
    if document.root is not None:
        return _html_draft(site, document, document.root)
    dump = _dump_of(document)
    found = headers(dump)
    if not found:
        raise NothingToKeep(_reason(document.text))
    head, column = read_head(dump.lines[: found[0].start])
    posts = cut(dump, found, column)
    number_floors(posts)
    parts, poll = parts_of(dump, posts, document.page.captured)
    head = head._replace(url=document.url, platform=platform(document.text))
    identity = by_posts(site, head, parts, document.url)
    language = "zh-Hant" if is_traditional(dump.lines[found[0].start : found[0].end]) else None
    return thread_draft(site, document, head, parts, _text_pages(rules, signatures), poll, identity, language)


def _html_draft(site: Platform, document: Document, root: _Element) -> Draft:
    read = read_thread(document, root)
    if read is None:
        article = read_article(document, root)
        if article is None and (thread := _without_ids(site, document, root)):
            return thread
        if article is None:
            raise NothingToKeep(_reason(message_in(root)))
        return _article_draft(site, document, article)
    posts = [ReadPost(post, body.blocks, body.comments) for post, body in read.posts]
    identity = identity_of(forum_of(site.name, site.generic, read.head), read) or by_posts(site, read.head, posts, document.url)
    poll, language = [option for _, body in read.posts for option in body.poll], "zh-Hant" if read.is_traditional else None
    return thread_draft(site, document, read.head, posts, HTML_PAGES, poll, identity, language)


def _without_ids(site: Platform, document: Document, root: _Element) -> Draft | None:
    """Return the thread of a page that numbers its posts but does not name their parts, as those of Discuz! 4 do not."""
    parts = parts_of_page(document, root)
    if not parts.posts:
        return None
    site.clock = Clock(zone=site.clock.zone or CHINA)
    thread = draft_of_thread(site, document, head_of(document, root, parts))
    if thread is None or not isinstance(thread.item, Thread):
        return None
    return thread if all(post.author and post.date_published for post in thread.item.posts) else None


def _article_draft(site: Platform, document: Document, read: PortalArticle) -> Draft:
    head = read.head
    identity = by_what_is_proved(site.name, head.headline, read.date or "", content_of(read.blocks), document.url)
    if read.number and (forum := forum_of(site.name, site.generic, head)):
        identity = by_number(forum, "article", read.number)
    article = Article(
        id=identity.id,
        id_basis=identity.basis,
        site=site.name,
        publisher=site.publisher or head.publisher,
        url=head.url,
        headline=head.headline,
        date_published_raw=read.date,
        language="zh-Hant" if read.is_traditional else site.language,
        categories=read.categories,
        source=read.source,
        credits=read.credits,
        page=document.page,
    )
    return Draft(article, site, [Body(article, read.blocks, read.comments)], forum=HTML_PAGES)


def _dump_of(document: Document) -> Dump:
    """Return the lines of a text dump, which are read once."""
    return document.once(Dump, lambda: Dump(document.text))


def _reason(text: str) -> str:
    """Return why a page has no posts, according to the message that it shows."""
    reasons = (reason for pattern, reason in _MESSAGES if pattern.search(text))
    return next(reasons, None) or notice_in(text.split("\n")) or "no posts on the page"
