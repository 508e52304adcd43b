"""Markdown as people write it (CommonMark, with tables and struck-out words), to HTML."""

import re

from crawler.content.patterns import regex

SIGNS = regex(
    r"^ {0,3}(?:#{1,6} {1,9}\S|```|~~~|\|.*\|[ \t]*$|\{[%{])|\]\([^\s()]|`[^`\n]{1,80}`"
    r"|\*\*[\w“《「【][^*\n]{0,80}(?<=[\w”》」】。！？：:])\*\*",
    re.MULTILINE,
)
"""What is Markdown and hardly anything else: headings, code, tables, links, pictures, bold words, tags of templates."""
LISTS = regex(r"^ {0,3}(?:[*+-]|\d{1,3}[.)]|>) ", re.MULTILINE)
ELEMENT = regex(
    r"\s{0,99}<(?:!doctype|html|body|div|p|article|section|table|h[1-6]|ul|ol|center|figure|font|br)\b", re.IGNORECASE
)
"""How HTML begins that is no Markdown with some HTML in it, unless it has signs and no paragraphs."""
PARAGRAPH_END = regex(r"</(?:p|div)\s*>", re.IGNORECASE)


def is_markdown(text: str) -> bool:
    """Whether the body of a page is Markdown, and neither HTML nor plain lines."""
    if ELEMENT.match(text):
        return SIGNS.search(text) is not None and not PARAGRAPH_END.search(text)
    return SIGNS.search(text) is not None or ("\n\n" in text and LISTS.search(text) is not None)


def html_of(markdown: str) -> str:
    """The HTML of ``markdown``. HTML in it stays as it is, so nothing is safe before
    :func:`crawler.content.html.parse_html` has read it.

    Bold words may stand between Chinese characters and punctuation (``**注意：**请``), where CommonMark wants a space. Tags of
    Hexo, Hugo and Jekyll that show a picture or code are that; others are ``<object>``, which goes with an entry. Footnotes are
    paragraphs.
    """
    from crawler.content.markdown._engine import ENGINE  # takes 120 ms, which a run without such pages need not spend

    html: str = ENGINE.render(markdown)
    return html
