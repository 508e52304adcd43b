"""Converts Markdown as people write it (CommonMark, with tables and strikethrough) to HTML."""

import re
from html import escape

from crawler.content.patterns import regex

SIGNS = regex(
    r"^ {0,3}(?:#{1,6} {1,9}\S|```|~~~|\|.*\|[ \t]*$|:?-{3,}:?[ \t]*\||\{[%{])|\{%-? \w|\]\([^\s()]|`[^`\n]{1,80}`"
    r"|\*\*[\w“《「【][^*\n]{0,80}(?<=[\w”》」】。！？：:])\*\*|<https?://[^\s<>]{1,400}>|\\[*#`~]|[\d，。]\\(?:\.|$)"
    r"|^[ \t]*[*+-][ \t]\[[ xX]\][ \t]|^\[[^\[\]\n]{1,40}\]:[ \t]{1,9}(?:<|https?:)|\[\^[\w-]{1,40}\]|!?\[\[[^\[\]\n]{1,200}\]\]"
    r"|^(?::{3,}|!{3}) ?[a-z]{2}|^> ?\[!|^\{:|^\[TOC\]$|\n\n(?:\*{3,}|-{3,}|_{3,})[ \t]*\n\n"
    r"|(?:\A|\n\n)[^\s<>|-][^\n<>|]{0,80}\n(?:={3,}|-{3,})[ \t]*$",
    re.MULTILINE,
)
"""Certain signs of Markdown: headings, code, tables, links, pictures, bold words, escaped signs, tasks, rules, notes,
template tags, and what :mod:`._dialects` knows."""
LISTS = regex(r"^ {0,3}(?:[*+-]|\d{1,3}[.)]|>) ", re.MULTILINE)
ELEMENT = regex(
    r"\s{0,99}<(?:!doctype|html|body|div|p|article|section|table|h[1-6]|ul|ol|center|figure|font|br)\b", re.IGNORECASE
)
"""The start of HTML that is not Markdown with embedded HTML, unless it has such signs and no paragraphs."""
WRITTEN_PICTURE = regex(r"!\[([^\[\]<>\n]{0,200})\]\((https?://[^\s()<>\"]{1,2000})\)")
PARAGRAPH_END = regex(r"</(?:p|div)\s*>", re.IGNORECASE)


def is_markdown(text: str) -> bool:
    """Whether the body of a page is Markdown, rather than HTML or plain lines."""
    if ELEMENT.match(text) and PARAGRAPH_END.search(text):
        return "<pre" not in text and any(SIGNS.search(part) for part in text.split("\n\n") if "<" not in part)
    return SIGNS.search(text) is not None or ("\n\n" in text and LISTS.search(text) is not None)


def html_of(markdown: str) -> str:
    """The HTML of ``markdown``. HTML in it is kept, so nothing is safe before :func:`crawler.content.html.parse_html` has read
    it.

    Bold text may adjoin Chinese characters and punctuation (``**注意：**请``), where CommonMark requires a space. Tags of Hexo,
    Hugo and Jekyll for pictures or code are converted; others become ``<object>``, which is removed with an entry in the ledger.
    Notes are paragraphs, with their numbers in brackets. See :mod:`._dialects` for what else is known.
    """
    from crawler.content.markdown._engine import ENGINE  # takes 120 ms, which runs without such pages save

    html: str = ENGINE.render(markdown)
    return html


def with_pictures(html: str) -> str:
    """``html``, in which an author wrote Markdown's pictures, with elements in their places; not so if it is about Markdown."""
    if "](http" not in html or "arkdown" in html or "<code" in html:
        return html
    return WRITTEN_PICTURE.sub(lambda found: f'<img src="{escape(found[2])}" alt="{escape(found[1])}">', html)
