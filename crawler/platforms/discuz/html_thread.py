"""Reads a thread and the blocks of its posts from an HTML page."""

from typing import NamedTuple

from lxml.etree import _Element

from crawler.content.html import lines_of, text_of
from crawler.items import Post
from crawler.platforms.discuz.head import is_traditional
from crawler.platforms.discuz.headers import place_and_client
from crawler.platforms.discuz.html_body import HtmlPost, read_body
from crawler.platforms.discuz.html_head import head_of, host_of
from crawler.platforms.discuz.html_headers import count_in, exact_edit, exact_time, header_of
from crawler.platforms.discuz.html_parts import PageParts, PostParts, parts_of
from crawler.platforms.discuz.numbering import number_floors
from crawler.platforms.discuz.posts import RawPost
from crawler.platforms.discuz.times import instant
from crawler.platforms.identity import Identity, by_number, by_url
from crawler.platforms.threads import ThreadHead
from crawler.readers import Document
from crawler.readers.language_packs import in_both_packs, spellings

_DELETED = in_both_packs(r"无效楼层[，,].{2,12}")
_SIGN_OF_DELETED, _NEXT_SIGN = "效", tuple(spellings("楼"))
_SIGN_AS_REFERENCE = (f"{ord(_SIGN_OF_DELETED)}", f"{ord(_SIGN_OF_DELETED):x}")
_MESSAGE_TITLE = in_both_packs(r"\s{0,9}提示信息")


class HtmlThread(NamedTuple):
    """A thread on an HTML page: each post with its body, and the number of the first one in the forum's database."""

    head: ThreadHead
    posts: list[tuple[Post, HtmlPost]]
    is_traditional: bool
    first_number: str


def read_thread(document: Document, root: _Element) -> HtmlThread | None:
    """Return the thread on an HTML page; ``None`` for a page without posts."""
    parts = parts_of(document, root)
    headed = _headed(parts, document.text)
    if not headed:
        return None
    head = head_of(document, root, parts)
    posts = [_post(each, raw, parts, head.base, document) for each, raw in headed]
    return HtmlThread(head, posts, _labels_are_traditional(headed[0][0]), headed[0][0].number)


def message_in(root: _Element) -> str:
    """Return the message shown instead of a thread; empty for a page that is not a message."""
    for element in root.iter("title", "div"):
        if element.tag == "title" and _MESSAGE_TITLE.match(element.text or ""):
            return "\n".join(lines_of(root))
        if element.get("id") == "messagetext" or "jump_c" in (element.get("class") or "").split():
            return text_of(element)
    return ""


def identity_of(forum: str | None, thread: HtmlThread) -> Identity | None:
    """Return the identity of a page of a thread: the number of its first post, which neither edits nor later replies change, or
    else its URL. ``None`` if the page has neither, or if its forum is unknown."""
    if forum and thread.first_number:
        return by_number(forum, "post", thread.first_number)
    return by_url(forum, thread.head.url) if forum and thread.head.url else None


def forum_of(site: str, generic: bool, head: ThreadHead) -> str | None:
    """Return a unique name for a forum: that of its site file, or else its host or the name on the page."""
    return (host_of(head) or head.publisher) if generic else site


def _headed(page: PageParts, source: str) -> list[tuple[PostParts, RawPost]]:
    """Return the posts with their headers, numbered. Elements with neither date nor text, and pinned copies of posts that also
    appear at their own floor, are omitted. Deleted posts are only looked for if the page's ``source`` may have one."""
    found: list[tuple[PostParts, RawPost]] = []
    deleted: list[str] = []
    may_be_deleted = _may_have_deleted(source)
    for parts in page.posts:
        if raw := header_of(parts):
            raw.column, deleted = deleted, []
            found.append((parts, raw))
        elif may_be_deleted and parts.message is None and _DELETED.search(text_of(parts.start, 200)):
            deleted.append("无效楼层，该帖已经被删除")
    number_floors([raw for _, raw in found])
    own = {parts.number for parts, raw in found if not raw.lifted}
    return [(parts, raw) for parts, raw in found if not raw.lifted or parts.number not in own]


def _may_have_deleted(source: str) -> bool:
    """Whether 效楼 may be in a page. A single character is found much faster than a word."""
    at = source.find(_SIGN_OF_DELETED)
    while at >= 0 and not source.startswith(_NEXT_SIGN, at + 1):
        at = source.find(_SIGN_OF_DELETED, at + 1)
    return at >= 0 or any(number in source for number in _SIGN_AS_REFERENCE)


def _post(parts: PostParts, raw: RawPost, page: PageParts, base: str | None, document: Document) -> tuple[Post, HtmlPost]:
    is_opener = raw.floor == 1
    body = read_body(parts, base, is_opener, document.max_depth)
    place, client = place_and_client(raw.header.rest)
    likes, dislikes = count_in(parts.likes), count_in(parts.dislikes)
    if is_opener:
        likes = count_in(next(iter(page.head.get("thread_likes", ())), None)) if likes is None else likes
        dislikes = count_in(next(iter(page.head.get("thread_dislikes", ())), None)) if dislikes is None else dislikes
    exact = exact_time(parts.row if parts.date is None else parts.date)
    post = Post(
        floor=raw.floor,
        author=raw.author,
        date_published=instant(exact or raw.header.raw, document.page.captured),
        date_published_raw=raw.header.raw or None,
        location=place,
        client=client,
        likes=likes,
        dislikes=dislikes,
        quote=body.quote,
        edited=instant(exact_edit(parts.message) or "", document.page.captured),
    )
    return post, body


def _labels_are_traditional(parts: PostParts) -> bool:
    around = parts.date.getparent() if parts.date is not None else None
    return is_traditional([text_of(around, 300)] if around is not None else [])
