"""Reads HTML pages of the forum software Discuz!: threads and any other pages of a forum.

The printable view and the archiver have no elements for posts; their lines are read like a text dump.
"""

import re

from lxml.etree import _Element

from crawler.content.html import lines_of, parse_page
from crawler.content.patterns import regex
from crawler.content.plain_text import NOT_PRINTED
from crawler.content.words import Words
from crawler.readers import discuz_text
from crawler.readers.discuz_text import FOOTER, served
from crawler.readers.document import Document, page_of
from crawler.readers.language_packs import in_both_packs

_MARKUP = regex(rf"[{NOT_PRINTED}]*<[!?a-zA-Z]")
_OF_POSTS = ("postmessage_", "authorposton")
_POST = regex(rf"""id=["']?(?:{"|".join(_OF_POSTS)})\d""")
"""The elements that every skin has for the text and the date of a post."""
_BEFORE = len("id='")
_ARCHIVER = r"""<base href=["'][^"'<>]{0,200}/archiver/["']"""
"""What the addresses in the archiver are relative to."""
_SOFTWARE = regex(
    r"""name=["']?generator["']? content=["']?Discuz!|discuz_uid ?= ?'|id=["']?messagetext\b"""
    r"""|[Pp]owered by Discuz!(?: Archiver)?\s*</title|<td id=["']?article_content\b|""" + _ARCHIVER
)
"""What every page of the software has: its meta element, the script in its head, its messages or its title; and the element
around the article of a portal."""
_WORDS = Words("Discuz!", "discuz_uid", "messagetext", "article_content", "/archiver/", *_OF_POSTS)
"""Every match of the two patterns contains one of these words, which are much faster to search for."""
_TOP = 65_536
"""Characters in which nearly all pages with posts have the first."""
_WITHOUT_ELEMENTS = in_both_packs(
    r"""\[(?:打印本页|打印)\]|查看完整版本[:：]|class=["']?archiver_|Discuz! Archiver\s*</title|""" + _ARCHIVER
)
SITE_URL = regex(r"SITEURL ?= ?'(https?://[^'\s]{1,200})'")
"""Finds in a script at the head what relative addresses are relative to."""
_WHOLE = regex(r"https?://")
_XML = regex(r"[\ufeff \t\r\n]*<\?xml")
_ANSWER = regex(r"<root><!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
"""The software's answer to scripts: one post in XML."""


def recognises(text: str) -> bool:
    """Whether this is HTML written by Discuz!, any page of a forum. Pages that only mention it are not."""
    if _MARKUP.match(text) is None:
        return False
    return _has_posts(text, _TOP) or (_WORDS.any_in(text) and (_has_posts(text) or _SOFTWARE.search(text) is not None))


def read(path: str, data: bytes, text: str) -> Document:
    """The document of a forum page: its source and its tree, or for the printable view and the archiver its lines."""
    if not _has_posts(text) and _WITHOUT_ELEMENTS.search(text):
        page = parse_page(text)
        _show_in_text(page, text)
        lines = "\n".join((" ".join((page.findtext(".//title") or "").split()), *lines_of(page)))
        return discuz_text.read(path, data, lines)
    answer = _ANSWER.search(text) if _XML.match(text) else None
    root = parse_page(answer[1] if answer else text)
    return Document(page_of(path, data, "discuz_html", _captured(text)), text, root=root)


def _show_in_text(page: _Element, source: str) -> None:
    """Put the pictures of a page into its text, as BBCode, and take the links to its parts out, in place."""
    site = SITE_URL.search(source)
    for element in page.iter("img", "div"):
        if element.get("class") == "page":
            element.clear(keep_tail=True)
        elif element.tag == "img" and not element.get("smilieid"):
            url = element.get("file") or element.get("src") or ""
            if site and element.get("file") and not _WHOLE.match(url):
                url = site[1] + url
            if _WHOLE.match(url) and "/static/image/" not in url:
                element.tail = f"[img]{url}[/img]{element.tail or ''}"


def _has_posts(text: str, end: int | None = None) -> bool:
    starts = (text.find(word, 0, end) for word in _OF_POSTS)
    return any(start >= 0 and _POST.search(text, max(start - _BEFORE, 0)) for start in starts)


def _captured(source: str) -> str | None:
    """When the page was served, by the last footer in its source."""
    start = source.rfind("GMT")
    while start >= 0:
        if found := FOOTER.match(source[start : start + 80].replace("&nbsp;", " ").replace("\xa0", " ")):
            return served(found)
        start = source.rfind("GMT", 0, start)
    return None
