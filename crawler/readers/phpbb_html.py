"""Reads HTML pages of the forum software phpBB."""

from crawler.content.html import parse_page
from crawler.content.patterns import regex
from crawler.content.words import Words
from crawler.readers.document import Document, page_of

_MARKUP = regex(r"[\s\ufeff]*<[!?a-zA-Z]")
_SOFTWARE = regex(r"""<body[^>]{0,200}?\sid=["']?phpbb["'\s>]|Powered by <a href="https?://www\.phpbb\.com/?">phpBB</a>""")
"""What every page of the software has: the id of its body, or the last line of its footer."""
_WORDS = Words('id="phpbb', "id='phpbb", "id=phpbb", "www.phpbb.com")
"""Every match contains one of these."""
_OLDER = Words('id="wrapcentre"', 'class="forumline"')
"""What pages in the style subsilver have, whose posts are rows of tables, and those of phpBB 2."""


def recognises(text: str) -> bool:
    """Whether this is HTML written by phpBB, any page of a forum, in its own style or one derived from that."""
    return (
        _WORDS.any_in(text) and not _OLDER.any_in(text) and _MARKUP.match(text) is not None and _SOFTWARE.search(text) is not None
    )


def read(path: str, data: bytes, text: str) -> Document:
    """The document of a forum page: its source and its tree."""
    return Document(page_of(path, data, "phpbb_html"), text, root=parse_page(text))
