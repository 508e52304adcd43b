"""Forums that run Discuz!: threads from text dumps."""

import html
import re
from typing import ClassVar

from crawler.body import Block, Body, Draft
from crawler.documents._document import Document
from crawler.items import Post, Thread
from crawler.sites._discuz_chrome import CHROME_RULES, ChromeRule
from crawler.sites._discuz_head import platform, read_head
from crawler.sites._discuz_posts import RawPost, cut
from crawler.sites._discuz_quotes import take_quote
from crawler.sites._discuz_rows import headers
from crawler.sites._discuz_time import instant
from crawler.sites._identity import item_id
from crawler.sites._nothing import NothingToKeep
from crawler.sites._site import Site

SIGNATURE = frozenset({"sign"})
"""The class name of signatures in the templates; the blocks of one bear it where its place proves what it is."""

_BLANKS = re.compile(r"[ \t\xa0\u3000]+")
_MESSAGES = (
    (re.compile(r"不存在|已被[删刪]除|正在被[审審]核"), "deleted at the source"),
    (re.compile(r"[没沒無无]有?[权權]限|登[录錄]|[阅閱][读讀][权權]限"), "not open to guests"),
)
_TRADITIONAL = re.compile(r"[發]表於|只看該作者|顯示全部樓層|倒序瀏覽")


class DiscuzSite(Site):
    """Any forum that runs Discuz!. Forums with a file of their own say their name and what they print under posts."""

    name = "discuz"
    chrome_rules: ClassVar[tuple[ChromeRule, ...]] = CHROME_RULES
    """What the software prints inside posts."""
    signatures: ClassVar[frozenset[str]] = frozenset()
    """Lines that the forum puts under every post."""

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
        raw_posts = [post for post in cut(lines, found, head.column)]
        raw_posts = _without_copies(lines, raw_posts)
        captured = document.page.captured
        bodies = [self._body(post, lines, gaps, captured) for post in raw_posts]
        posts = [body.owner for body in bodies if isinstance(body.owner, Post)]
        opener = posts[0]
        _move_quotes(...)
        thread = Thread(
            id=item_id(self.name, head.headline, opener.date_published or opener.date_published_raw or ""),
            site=self.name,
            publisher=self.publisher or head.publisher,
            platform=platform(document.text),
            headline=head.headline,
            views=head.views,
            reply_count=head.reply_count,
            date_published=opener.date_published if opener.floor == 1 else None,
            language="zh-Hant" if _TRADITIONAL.search(document.text) else self.language,
            posts=posts,
            page=document.page,
        )
        return Draft(thread, self, bodies)
