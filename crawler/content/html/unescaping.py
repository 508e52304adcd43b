"""Markup that was escaped twice by an export, so that ``&nbsp;`` and ``<br>`` would be in the text."""

import re
from html import unescape

from crawler.content.patterns import regex

REFERENCE = regex(r"&(?:amp;)+(#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d{0,2});")
_KNOWN = """
nbsp ensp emsp thinsp quot apos amp lt gt ldquo rdquo lsquo rsquo laquo raquo mdash ndash hellip middot bull times divide deg
plusmn copy reg trade yen euro pound cent sect para rarr larr zwnj zwj shy
"""
KNOWN = frozenset(_KNOWN.split())
_TAGS = "a|b|big|blockquote|br|div|em|figcaption|figure|font|h[1-6]|i|img|li|ol|p|section|span|strong|table|tbody|td|th|tr|u|ul"
TAG = regex(rf"&lt;(/?(?:{_TAGS})(?:\s(?:[^<>&]|&(?!lt;|gt;)){{0,1000}})?/?)&gt;", re.IGNORECASE)
BREAK = regex(r"&lt;br\s{0,3}/?&gt;", re.IGNORECASE)
BEGINS_ESCAPED = regex(
    r"(?:\A|>)\s{0,99}+&lt;(?:p|div|section|figure|h[1-6]|table|ul|ol|blockquote|img)(?:\s|/?&gt;)", re.IGNORECASE
)
"""An element whose text begins with the tag of a paragraph: all of its markup is escaped."""
ABOUT_MARKUP = regex(r"<(?:pre|code|textarea|xmp|kbd|samp)\b|HTML|XML|CSS|Markdown|markdown|转[义義]|轉[义義]|源代?[码碼]")
"""Signs of a text about markup. Each alternative begins with one character, by which the engine searches."""


def unescaped(html: str) -> str:
    """``html`` with references and line breaks unescaped that were escaped twice, and all tags if a text begins with one.

    A text that may be about markup is returned unchanged: it has code in it, or words such as HTML or 转义.
    """
    if ("&amp;" not in html and "&lt;" not in html) or ABOUT_MARKUP.search(html):
        return html
    html = BREAK.sub("<br>", REFERENCE.sub(_reference, html))
    return TAG.sub(lambda tag: f"<{unescape(tag[1])}>", html) if BEGINS_ESCAPED.search(html) else html


def _reference(found: re.Match[str]) -> str:
    name = found[1]
    return f"&{name};" if name[0] == "#" or name in KNOWN else found[0]
