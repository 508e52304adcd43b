"""Finds the parts of a forum page saved as HTML: those of its head and of every post.

Skins keep the ids of the default templates but seldom their classes, so parts are identified by id where they have one. The page
is traversed once, in document order: a part belongs to the post that started last, however broken HTML nests them.
"""

from dataclasses import dataclass, field

from lxml.etree import _Element, iterwalk

from crawler.content.patterns import regex
from crawler.platforms.discuz.html_part_kinds import (
    BEGINNINGS,
    END,
    HEAD_TAGS,
    OF_HEAD,
    ONE_EACH,
    PASSED_OVER,
    TAGS,
    holds_message,
    kind_by_id,
    kind_of,
)
from crawler.readers import Document

_MEMBER = regex(
    r"space-u(?:id|sername)-|mod=space&(?:amp;)?u(?:id|sername)=|(?:space|profile|viewpro)\.php\?(?:action=\w{1,12}&)?u(?:id|sername)="
)
"""Found in the URL of a member's page."""


@dataclass(slots=True)
class PostParts:
    """The elements of one post. Its body is ``content``, in order; ``chrome`` are elements of the software, by name."""

    number: str
    start: _Element
    column: _Element | None = None
    label: _Element | None = None
    date: _Element | None = None
    member: _Element | None = None  # the first link to a member's page above the text
    row: _Element | None = None  # in which the date stands; in the views for telephones floor and name, too
    likes: _Element | None = None
    dislikes: _Element | None = None
    message: _Element | None = None
    content: list[_Element] = field(default_factory=list)
    chrome: list[tuple[str, _Element]] = field(default_factory=list)


@dataclass(slots=True)
class PageParts:
    """The posts in page order, and the elements about the whole page by name."""

    posts: list[PostParts] = field(default_factory=list)
    head: dict[str, list[_Element]] = field(default_factory=dict)


def parts_of(document: Document, root: _Element) -> PageParts:
    """Return the parts of a page, which are found once, in time proportional to its size; do not modify them."""
    return document.once(PageParts, lambda: _parts_in(root))


def _parts_in(root: _Element) -> PageParts:
    page = PageParts()
    walk = iterwalk(root, events=("start",), tag=(*HEAD_TAGS, *TAGS))
    for _, element in walk:
        tag = str(element.tag)
        identity = element.get("id") or (element.get("name") if tag == "a" else None)
        if identity in END and page.posts:
            break
        kind, number = (kind_by_id(element, identity) if identity else None) or (kind_of(tag, element.get("class")), "")
        if kind is None:
            if tag == "a" and page.posts:
                _look_for_member(page.posts[-1], element)
            continue
        if number:
            _begin(page, number, kind, element)
        if kind in OF_HEAD:
            page.head.setdefault(kind, []).append(element)
        elif page.posts and _take(page.posts[-1], kind, number, element) and kind in PASSED_OVER:
            walk.skip_subtree()
    return page


def _begin(page: PageParts, number: str, kind: str, element: _Element) -> None:
    """Start a new post, unless the element is part of the one started last. A post pinned to the top of the page appears twice,
    with the same number."""
    last = page.posts[-1] if page.posts else None
    if last is None or (last.number != number and kind in BEGINNINGS) or (kind == "begins" and last.message is not None):
        page.posts.append(PostParts(number, next(element.iterancestors("tr"), element) if element.tag == "a" else element))


def _look_for_member(post: PostParts, element: _Element) -> None:
    """Set the link to the member's page if it has text; a link around a picture comes beside that one."""
    if post.member is None and post.message is None and _MEMBER.search(element.get("href") or ""):
        post.member = element if "".join(element.itertext()).strip() else None


def _take(post: PostParts, kind: str, number: str, element: _Element) -> bool:
    """Add a part to a post; return whether it is one at this position."""
    if kind in ONE_EACH:
        if getattr(post, kind) is None and number in ("", post.number):
            setattr(post, kind, element)
    elif kind in _TAKING:
        return _TAKING[kind](post, number, element)
    else:
        post.chrome.append((kind, element))
    return True


def _take_beginning(post: PostParts, _: str, element: _Element) -> bool:
    post.row = element if element.get("class") == "bm_user" else post.row
    return True


def _take_row(post: PostParts, _: str, element: _Element) -> bool:
    post.row = element if post.row is None else post.row
    return element.tag == "ul"  # others hold the date's own element


def _take_content(post: PostParts, _: str, element: _Element) -> bool:
    post.content.append(element)
    return True


def _take_special(post: PostParts, _: str, element: _Element) -> bool:
    """Add what the poster entered into the form for goods, an activity or a debate."""
    if element.tag != "div":
        return False
    post.content.append(element)
    return True


def _take_message(post: PostParts, number: str, element: _Element) -> bool:
    """Set the text of a post. It is identified by its id, which a shop's text below goods has as well, or by its class in a view
    that has no element for the date."""
    if post.message is not None and number != post.number:
        return False
    if not (number or (post.row is not None and post.date is None)):
        return False
    post.message = element if post.message is None else post.message
    post.content.append(element)
    return True


def _take_whole(post: PostParts, _: str, element: _Element) -> bool:
    """Set the text of a post to the element in which small phones are shown it, along with notices and with what was entered
    into a form."""
    if post.message is None:
        post.message = element
        post.content.append(element)
    return True


def _take_notice(post: PostParts, _: str, element: _Element) -> bool:
    """Add a notice beside or in place of a post's text."""
    if holds_message(element):
        return False
    post.chrome.append(("locked", element))
    return True


def _take_subject(post: PostParts, _: str, element: _Element) -> bool:
    """Add the title of a reply, which is above its text."""
    parent = element.getparent()
    if post.message is None and parent is not None and parent.get("class") in ("pcb", "pbody"):
        post.content.append(element)
    return True


_TAKING = {
    "begins": _take_beginning,
    "authi": _take_row,
    "message": _take_message,
    "mes": _take_whole,
    "notice": _take_notice,
    "content": _take_content,
    "special": _take_special,
    "picture": _take_content,
    "subject_of_post": _take_subject,
}
