"""Forums that run phpBB 3.0 to 3.3 with the prosilver style or one derived from it."""

from datetime import tzinfo
from typing import Self
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml.etree import _Element

from crawler.content.dates import CHINA, printed_date
from crawler.content.html import lines_of, read_element, text_of
from crawler.content.patterns import regex
from crawler.content.web_url import is_web_url
from crawler.items import PollOption, Post
from crawler.platforms.draft import Draft
from crawler.platforms.forum import EDIT_NOTICE, ChromeElement, Forum, named, note
from crawler.platforms.nothing_to_keep import NothingToKeep
from crawler.platforms.notices import notice_in
from crawler.platforms.platform import Platform
from crawler.platforms.quotations import take_quotations
from crawler.platforms.selectors import attribute, first, found, line
from crawler.platforms.site import Clock
from crawler.platforms.threads import ReadPost, ThreadHead, thread_draft
from crawler.readers import Document

_DAY = r"(?:\d{4}\s?[-年/]\s?\d{1,2}\s?[-月/]\s?\d{1,2}\s?日?|(?:\w{3} )?\w{3} \d{1,2}, \d{4}|\d{1,2} \w{3} \d{4})"
_TIME = rf"{_DAY},? \d{{1,2}}:\d{{2}}(?::\d{{2}})?(?: [ap]m)?"
_COUNT = regex(r"(\d[\d,]{0,8}) ?(?:posts?|个?帖子?|個?帖子?|篇)")
_ASIDES = {"notice": EDIT_NOTICE, "signature": "signature", "rules": "rules"}
"""The forum's elements among and below the words of a post, by class."""
_LABELLED = {"codebox": ("dt", "p"), "attachbox": ("dt",), "file": ("dt", "dd")}
"""The child elements of these that are labels rather than the poster's content."""
_LABELS = {"codebox": "code-label", "attachbox": "attachment", "file": "attachment"}
_PICTURE = frozenset({"attach-image", "attach-thumb", "attach-inline"})
_POSTER = ".postprofile dt .username, .postprofile dt .username-coloured, .postprofile dt strong, .author strong"
_MESSAGE = "#message .panel, #message"
_OPTION = ".topic_poll dl[data-poll-option-id], fieldset.polls dl:not(.poll_total_votes)"
"""With a number from phpBB 3.2 on."""


def instant(raw: str, captured: str | None, local: tzinfo | None = None) -> str | None:
    """A printed time as ISO 8601; None if it names no zone and ``local``, the board's zone, is unknown."""
    printed = printed_date(raw, captured, local)
    return printed.at.isoformat(timespec="seconds") if printed and printed.has_time else None


PHPBB = Forum(
    elements=(
        ChromeElement("attachment", "name, size and links of an attachment", frozenset({"attachment"})),
        ChromeElement(EDIT_NOTICE, "says who edited the post and when", frozenset({EDIT_NOTICE})),
        ChromeElement("signature", "signature under a post", frozenset({"signature"})),
        ChromeElement("code-label", "label of a code box", frozenset({"code-label"})),
        ChromeElement("hidden-content", "notice in place of hidden content", frozenset({"rules"})),
        ChromeElement("quoted-image", "a picture in a quotation", frozenset({"quoted-image"})),
    ),
    picture=regex(r"/images/(?:smilies|icons|avatars|ranks)/|/download/file\.php\?avatar=|/ext/[\w/]{1,60}/emoji"),
    edit_notice=regex(rf"(?:Last edited by|最后由|最後由|上次由) .{{1,60}}?({_TIME})"),
    instant=instant,
)
"""What phpBB adds to posts."""


class PhpbbSite(Platform):
    """Any forum that runs phpBB. A site file declares the forum's name or host, and its time zone."""

    readers = ("phpbb_html",)
    clock = Clock(zone=None)
    language: str | None = None

    @classmethod
    def names_on(cls, document: Document) -> set[str]:
        """The forum's name on the page, and the page's host."""
        head = _head(document)
        return {name for name in (head.publisher, urlsplit(head.url or "").hostname) if name}

    @classmethod
    def for_stranger(cls, document: Document) -> Self:
        """A site for a page that belongs to no site file, named after its host, else the forum's name, else ``phpbb``."""
        site, head = cls(), _head(document)
        site.name = urlsplit(head.url or "").hostname or "".join((head.publisher or "phpbb").split()).lower()
        site.language = _language(document.tree)
        if (site.language or "").startswith("zh"):
            site.clock = Clock(zone=CHINA)
        return site

    def draft(self, document: Document) -> Draft:
        """Return the thread of a page, with one body per post. Raises :class:`NothingToKeep` for a page without posts."""
        root, head = document.tree, _head(document)
        start = int(query) if (query := dict(parse_qsl(urlsplit(head.url or "").query)).get("start", "")).isdecimal() else 0
        elements = found(root, "div.post[id^=p]")
        posts = [self._post(element, floor, document, head.base) for floor, element in enumerate(elements, start + 1)]
        if not posts:
            raise NothingToKeep(
                notice_in(lines_of(root if (message := first(root, _MESSAGE)) is None else message)) or "no posts on the page"
            )
        return thread_draft(self, document, head, posts, PHPBB, _poll(root))

    def _post(self, element: _Element, floor: int, document: Document, base: str | None) -> ReadPost:
        """Return a post with the blocks of its words, its attachments and what is below them."""
        contents = [*found(element, "div.content")[:1], *found(element, "dl.attachbox")]
        read = [read_element(content, _aside, document.max_depth, base) for content in contents]
        blocks = [block for body in read for block in body.blocks]
        below = [note(kind, text_of(each)) for each in found(element, ".postbody .notice, .signature") if (kind := _kind(each))]
        raw = line(element, "p.author time") or ((line(element, "p.author") or "").rpartition("» ")[2] or None)
        exact = attribute(element, "p.author time", "datetime")
        post = Post(
            floor=floor,
            author=line(element, _POSTER),
            date_published=instant(exact or raw or "", document.page.captured, self.clock.zone),
            date_published_raw=raw,
            quote=take_quotations(blocks, lambda name: name == "uncited"),
        )
        return ReadPost(post, blocks + below, [comment for body in read for comment in body.comments])


def _poll(root: _Element) -> list[PollOption]:
    """Return the options of the poll above the posts, with the votes if the page shows them."""
    options = ((line(each, "dt"), line(each, ".resultbar") or "") for each in found(root, _OPTION))
    return [PollOption(option, int(votes) if votes.isdecimal() else None) for option, votes in options if option]


def _head(document: Document) -> ThreadHead:
    root = document.tree
    base = attribute(root, "head base", "href") or document.url
    canonical = urljoin(base or "", attribute(root, "link[rel=canonical]", "href") or "")
    url = next((url for url in (canonical, document.url) if url and is_web_url(url)), None)
    return ThreadHead(
        headline=line(root, "h2.topic-title, .topic-title, h2") or line(root, "title") or "",
        url=url,
        base=base or url,
        publisher=line(root, "#site-description h1, .site-description h1, .site-description p.h1"),
        platform="phpBB",
        reply_count=int(count[1].replace(",", "")) - 1 if (count := _COUNT.search(line(root, ".pagination") or "")) else None,
    )


def _language(root: _Element) -> str | None:
    """Return the language declared by the root element; phpBB writes ``zh-cmn-hans``."""
    parts = (attribute(root, "html", "lang") or root.get("lang") or "").split("-")
    return "-".join([parts[0], *(part.title() for part in parts[-1:] if part.lower() in ("hans", "hant"))]) or None


def _aside(element: _Element) -> str | None:
    """Return the block name for a forum element among the words of a post; attached pictures are the poster's."""
    kind = _kind(element)
    return named(kind) if kind else None


def _kind(element: _Element) -> str | None:
    names = (element.get("class") or "").split()
    parent = element.getparent()
    around = parent.get("class") if parent is not None and element.tag in ("dt", "dd", "p") else None
    if around in _LABELLED and element.tag in _LABELLED[around] and _PICTURE.isdisjoint(names):
        return _LABELS[around]
    return next((_ASIDES[name] for name in names if name in _ASIDES), None)
