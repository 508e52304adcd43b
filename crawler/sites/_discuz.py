"""Forums that run Discuz!: threads from text dumps."""

import html
import re
from itertools import takewhile
from typing import ClassVar

from crawler.body import Block, Body, Draft
from crawler.documents._document import Document
from crawler.documents._language_packs import in_both_packs
from crawler.items import Post, Thread
from crawler.sites._discuz_chrome import CHROME_RULES, ChromeRule
from crawler.sites._discuz_head import platform, read_head
from crawler.sites._discuz_posts import RawPost, cut
from crawler.sites._discuz_quotes import take_quote
from crawler.sites._discuz_rows import headers
from crawler.sites._discuz_time import instant
from crawler.sites._discuz_words import DATE
from crawler.sites._identity import item_id
from crawler.sites._nothing import NothingToKeep
from crawler.sites._site import Site

SIGNATURE = frozenset({"sign"})
"""The class name of signatures in the templates; the blocks of one bear it where its place proves what it is."""

_EDGES = " \u200b\ufeff"
_MESSAGES = (
    (in_both_packs(r"不存在|已被删除|正在被审核"), "deleted at the source"),
    (in_both_packs(r"[没无]有?权限|登录|阅读权限"), "not open to guests"),
)
_TRADITIONAL = ("發表於", "只看該作者", "顯示全部樓層")
_NAME_ENDS = re.compile(r" - |»|›|>>|\|")


class DiscuzSite(Site):
    """Any forum that runs Discuz!. Forums with a file of their own say their name and what they print under posts."""

    reader = "discuz_text"
    chrome_rules: ClassVar[tuple[ChromeRule, ...]] = CHROME_RULES
    """What the software prints inside posts."""
    signatures: ClassVar[frozenset[str]] = frozenset()
    """Lines that the forum puts under every post."""

    @classmethod
    def names_on(cls, document: Document) -> set[str]:
        """What a page may call its forum: the lines above the first post, and the parts of the path and of the title."""
        head = takewhile(lambda line: not DATE.search(line[:200]), document.text[:20000].split("\n"))
        return {name.strip() for line in head if len(line) <= 200 for name in _NAME_ENDS.split(line)} - {""}

    @classmethod
    def for_stranger(cls, document: Document) -> "DiscuzSite":
        """The site of a thread that no file claims."""
        site = cls()
        site.name = "discuz"
        return site

    def draft(self, document: Document) -> Draft:
        """The thread of a text dump, one body per post, one block per line.

        The rows around posts are read and left out, quotes are moved to their field; everything else that a post holds
        stays in its body. Raises :class:`NothingToKeep` for a page without posts, and nothing else.
        """
        lines, gaps = _lines(document.text)
        found = headers(lines)
        if not found:
            raise NothingToKeep(_reason(document.text))
        head = read_head(lines[: found[0].start])
        raw_posts = _without_copies(lines, cut(lines, found, head.column))
        bodies = _bodies(raw_posts, lines, gaps, document.page.captured)
        posts = [post for post, _ in bodies]
        opener = posts[0]
        thread = Thread(
            id=item_id(self.name, head.headline, opener.date_published or opener.date_published_raw or ""),
            site=self.name,
            publisher=self.publisher or head.publisher,
            platform=platform(document.text),
            headline=head.headline,
            views=head.views,
            reply_count=head.reply_count,
            date_published=opener.date_published if opener.floor == 1 else None,
            language="zh-Hant" if any(label in document.text for label in _TRADITIONAL) else self.language,
            posts=posts,
            page=document.page,
        )
        return Draft(thread, self, [Body(post, blocks) for post, blocks in bodies])


def _lines(text: str) -> tuple[list[str], list[bool]]:
    """The lines that are not empty, with single plain spaces, and which of them stand below a blank line."""
    lines: list[str] = []
    gaps: list[bool] = []
    gap = False
    for line in text.splitlines():
        squeezed = " ".join(line.split()).strip(_EDGES)
        if squeezed:
            lines.append(squeezed)
            gaps.append(gap)
        gap = not squeezed
    return lines, gaps


def _without_copies(lines: list[str], posts: list[RawPost]) -> list[RawPost]:
    """The posts without those lifted to the top that come again at their own floor."""
    own = {(post.header.raw, *lines[post.first : post.last]) for post in posts if not post.lifted}
    return [post for post in posts if not post.lifted or (post.header.raw, *lines[post.first : post.last]) not in own]


def _bodies(raws: list[RawPost], lines: list[str], gaps: list[bool], captured: str | None) -> list[tuple[Post, list[Block]]]:
    """The posts with their blocks; quotes go from the blocks to the posts."""
    bodies: list[tuple[Post, list[Block]]] = []
    earlier: dict[str, frozenset[str]] = {}
    for raw in raws:
        end = raw.last if raw.buttons is None else raw.buttons
        body, body_gaps = lines[raw.first : end], gaps[raw.first : end]
        quote = take_quote(body, body_gaps, earlier)
        said = frozenset(body)
        for line in said:
            earlier.setdefault(line, said)
        signature = [_block(line, SIGNATURE) for line in lines[raw.signature or raw.last : raw.last]]
        bodies.append((_post(raw, quote, captured), [*map(_block, body), *signature]))
    return bodies


def _post(raw: RawPost, quote: str | None, captured: str | None) -> Post:
    place, client = raw.header.place_and_client
    return Post(
        floor=raw.floor,
        author=raw.author,
        date_published=instant(raw.header.raw, captured),
        date_published_raw=raw.header.raw,
        location=place,
        client=client,
        likes=raw.bar.likes,
        dislikes=raw.bar.dislikes,
        quote=quote,
    )


def _block(line: str, names: frozenset[str] = frozenset()) -> Block:
    return Block("paragraph", line, html.escape(line, quote=False), names)


def _reason(text: str) -> str:
    """Why a page has no posts, from the message that it shows."""
    return next((reason for pattern, reason in _MESSAGES if pattern.search(text)), "no posts on the page")
