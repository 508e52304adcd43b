"""Converts the inner HTML of a block to Markdown and back."""

import re
from html import unescape

from crawler.content.html import escaped
from crawler.content.markdown.escapes import PUNCTUATION, REFERENCE, escaped_text, neutral, plain, resolved, with_signs
from crawler.content.patterns import regex

HTML_PIECE = regex(
    r"<(?P<mark>strong|em|code)>(?P<marked>[^<]+)</(?P=mark)>"
    r"""|<a href="(?P<href>(?:[^\0-\x20\x7f"'<>()\[\]{}\\`|&\s]|&amp;(?!#?\w+;))+)">(?P<label>[^<]+)</a>"""
    r"|(?P<tag><[^<>]*>)"
    r"|(?P<text>[^<]+)"
)
MARKDOWN_PIECE = regex(
    rf"\\(?P<escaped>[{PUNCTUATION}])"
    rf"|(?P<reference>{REFERENCE})"
    r"|\*\*(?P<strong>(?:[^*\\]|\\.)+)\*\*"
    r"|\*(?P<em>(?:[^*\\]|\\.)+)\*"
    r"|`(?P<code>[^`]+)`"
    r"|\[(?P<label>(?:[^\[\]\\]|\\.)+)\]\((?P<href>[^()<>\s\\]+)\)"
    r'|(?P<tag></?(?:strong|em|code|sup|sub|del|ins|ruby|rt|rp)>|<br>|<a href="[^"<>]*">|</a>)'
    r"|(?P<text>[^\\*`\[<&]+|.)",
    re.DOTALL,
)
NO_CODE_SPAN = regex(r"[`<&|\r\n]|^\s|\s$")
"""Text without a reliable form as a code span: Python-Markdown extracts tags before it looks for spans, and cells end at bars."""
MARKS = {"strong": "**", "em": "*"}


def to_markdown(html: str) -> str:
    """The Markdown of a block's inner HTML.

    Elements that have no Markdown syntax (superscripts, strikethrough, ruby), or none that is reliable in their place (nested, or
    next to punctuation, as Chinese emphasis often is), stay tags, which CommonMark allows. So do links whose URL has special
    characters.
    """
    parts: list[str] = []
    for piece in HTML_PIECE.finditer(html):
        parts.append(_piece(piece, parts[-1][-1:] if parts else ""))
    return "".join(parts)


def _piece(piece: re.Match[str], before: str) -> str:
    if (text := piece["text"]) is not None:
        return escaped_text(unescape(text))
    if (label := piece["label"]) is not None:
        return f"[{escaped_text(unescape(label))}]({unescape(piece['href'])})"
    if (mark := piece["mark"]) is None:
        return neutral(piece["tag"])
    inner = unescape(piece["marked"])
    if mark == "code":
        if before != "`" and not NO_CODE_SPAN.search(inner):
            return f"`{inner}`"
    elif inner[0].isalnum() and inner[-1].isalnum() and before != "*":
        return f"{MARKS[mark]}{escaped_text(inner)}{MARKS[mark]}"
    return f"<{mark}>{escaped_text(inner)}</{mark}>"


def to_html(markdown: str) -> str:
    """The inner HTML of a line of Markdown as written by :func:`to_markdown`; everything else is text. Tags may be unbalanced."""
    return "".join(map(_html, MARKDOWN_PIECE.finditer(markdown)))


def _html(piece: re.Match[str]) -> str:
    kind, value = str(piece.lastgroup), piece[str(piece.lastgroup)]
    if kind in MARKS:
        return f"<{kind}>{escaped(plain(value))}</{kind}>"
    if kind == "code":
        return f"<code>{escaped(value)}</code>"
    if kind == "href":
        return f'<a href="{escaped(value)}">{escaped(plain(piece["label"]))}</a>'
    if kind == "tag":
        return with_signs(value)
    return escaped(resolved(value) if kind == "reference" else value)
