"""Reader of pages of the forum software Discuz! that were saved as HTML: threads, and what else a forum has.

The printable view and the archiver have no elements of their own for posts; of them the lines are read, as of a text dump.
"""

import re

from crawler.content.html import lines_of, parse_page
from crawler.content.patterns import regex
from crawler.readers import discuz_text
from crawler.readers._footer import FOOTER, served
from crawler.readers.document import Document, page_of
from crawler.readers.language_packs import in_both_packs

_MARKUP = regex(r"[\s\ufeff]*<[!?a-zA-Z]")
_POST = regex(r"""id=["']?(?:postmessage_|authorposton)\d""")
"""The elements that every skin has for the text and the date of a post."""
_SOFTWARE = regex(
    r"""name=["']?generator["']? content=["']?Discuz!|discuz_uid ?= ?'|id=["']?messagetext\b"""
    r"""|Powered by Discuz!(?: Archiver)?\s*</title|<td id=["']?article_content\b"""
)
"""What every page of the software has: its meta element, the script at its head, its messages, its title; and what the article of
a portal stands in."""
_WORDS = ("Discuz!", "discuz_uid", "messagetext", "article_content", "postmessage_", "authorposton")
"""One of these is in whatever the two patterns match; to look for words costs far less."""
_WITHOUT_ELEMENTS = in_both_packs(r"""\[(?:打印本页|打印)\]|查看完整版本[:：]|class=["']?archiver_""")
_ANSWER = regex(r"<root><!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
"""What the software sends in answer to scripts: one post in XML."""


def recognises(text: str) -> bool:
    """Whether this is HTML that Discuz! wrote, whichever page of a forum it is. Pages that only speak of it are not."""
    if not any(word in text for word in _WORDS) or _MARKUP.match(text) is None:
        return False
    return bool(_POST.search(text) or _SOFTWARE.search(text))


def read(path: str, data: bytes, text: str) -> Document:
    """The document of a forum page: its source and its tree; of the printable view and the archiver, the lines."""
    if not _POST.search(text) and _WITHOUT_ELEMENTS.search(text):
        lines = "\n".join(lines_of(parse_page(text)))
        return discuz_text.read(path, data, lines)
    answer = _ANSWER.search(text, 0, len(text)) if text.lstrip("\ufeff \t\r\n").startswith("<?xml") else None
    root = parse_page(answer[1] if answer else text)
    return Document(page_of(path, data, "discuz_html", _captured(text)), text, root=root)


def _captured(source: str) -> str | None:
    """When the page was served, as the last footer in its source says."""
    start = source.rfind("GMT")
    while start >= 0:
        if found := FOOTER.match(source[start : start + 80].replace("&nbsp;", " ").replace("\xa0", " ")):
            return served(found)
        start = source.rfind("GMT", 0, start)
    return None
