"""Markup that was escaped twice, so that ``&nbsp;`` and ``<br>`` would be in the text."""

import re
from collections.abc import Callable
from html import unescape

from crawler.content.body import Block
from crawler.content.html.render import TAGS
from crawler.content.html.walk import HtmlBody
from crawler.content.patterns import regex

REFERENCE = regex(r"&(?:amp;)+(#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d{0,2});")
_KNOWN = """
nbsp ensp emsp thinsp quot apos amp lt gt ldquo rdquo lsquo rsquo laquo raquo mdash ndash hellip middot bull times divide deg
plusmn copy reg trade yen euro pound cent sect para rarr larr zwnj zwj shy
"""
KNOWN = frozenset(_KNOWN.split())
_BLOCKS = "p|div|section|article|figure|h[1-6]|table|ul|ol|blockquote|center|img"
_TAGS = (
    rf"{_BLOCKS}|a|b|big|br|del|em|figcaption|font|hr|i|iframe|li|s|script|small|span|strong|style|sub|sup|tbody|td|th|tr|u|video"
)
TAG = regex(rf"&lt;(/?(?:{_TAGS})(?:\s(?:[^<>&]|&(?!lt;|gt;)){{0,1000}})?/?)&gt;", re.IGNORECASE)
BREAK = regex(r"&lt;br\s{0,3}/?&gt;", re.IGNORECASE)
WRAPPED = regex(r"&lt;(?:!--(?:(?!--&gt;)[^<]){0,1000}--|!\[CDATA\[)&gt;|&lt;!\[CDATA\[|\]\]&gt;")
ALL_ESCAPED = regex(
    rf"(?:\A|>)\s{{0,99}}+&lt;(?:(?:{_BLOCKS}|script|style)(?:\s|/?&gt;)|!--|!\[CDATA\[)"
    rf"|&lt;/(?:p|div|section|article)&gt;\s{{0,99}}+(?:&lt;/?(?:{_TAGS})\b|<|\Z)"
    r"|&lt;(?:a|span|font|img)\s[a-z-]{2,12}=(?:\"|'|&quot;|&#34;|&#39;)",
    re.IGNORECASE,
)
"""Signs that all markup is escaped: a text begins with the tag of a paragraph, one ends where another tag or the text ends, or
a tag has attributes."""
ABOUT_MARKUP = regex(r"<(?:pre|code|textarea|xmp|kbd|samp)\b|HTML|XML|CSS|Markdown|markdown|转[义義]|轉[义義]|源代?[码碼]")
"""Signs of a text about markup. Each alternative begins with one character, by which the engine searches."""


def unescaped(html: str) -> str:
    """``html`` with references and line breaks unescaped that were escaped twice, and all tags if there are signs that all are.

    A text that may be about markup is returned unchanged: it has code in it, or words such as HTML or 转义.
    """
    if ("&amp;" not in html and "&lt;" not in html) or ABOUT_MARKUP.search(html):
        return html
    html = BREAK.sub("<br>", REFERENCE.sub(_reference, html))
    return TAG.sub(lambda tag: f"<{unescape(tag[1])}>", WRAPPED.sub("", html)) if ALL_ESCAPED.search(html) else html


def unescaped_blocks(blocks: list[Block], parse: Callable[[str], HtmlBody]) -> list[Block]:
    """Do the same with ``blocks``, with those that ``parse`` finds in what was escaped in the place of their block. A body with
    code in it, or about markup, is returned unchanged."""
    html = "\n".join([block.html for block in blocks])
    if "&lt;" not in html and not ("&amp;" in html and REFERENCE.search(html)):
        return blocks
    if ABOUT_MARKUP.search(html) or any(block.kind == "preformatted" for block in blocks):
        return blocks
    return [each for block in blocks for each in _as_meant(block, parse)]


def _as_meant(block: Block, parse: Callable[[str], HtmlBody]) -> list[Block]:
    html = unescaped(block.html)
    if html == block.html:
        return [block]
    tag = TAGS.get(block.kind, "p")
    inner = parse(f"<{tag}>{html}</{tag}>").blocks
    for each in inner:
        each.kind = block.kind if each.kind == "paragraph" else each.kind
        each.names, each.containers = each.names | block.names, (*block.containers, *each.containers)
        each.loose, each.hidden, each.figure = block.loose, each.hidden or block.hidden, block.figure
        each.centred, each.grey, each.bold = each.centred or block.centred, each.grey or block.grey, each.bold or block.bold
    return inner


def _reference(found: re.Match[str]) -> str:
    name = found[1]
    return f"&{name};" if name[0] == "#" or name in KNOWN else found[0]
