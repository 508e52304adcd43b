r"""Escapes Markdown syntax in text, so that no reader interprets it.

A backslash precedes those characters before which every reader accepts one: Python-Markdown only accepts ``\`*_{}[]()>#+-.!``,
and displays the backslash before all others. These are written as character references, which all readers accept.
"""

import re
from html import unescape
from html.entities import html5
from urllib.parse import quote

from crawler.content.patterns import regex

PUNCTUATION = r"!-/:-@\[-`{-~"
REFERENCE = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"

_SIGN = regex(r"[\\`*_{}\[\]<&~|\r\n]|!\Z|\A\^|:(?=//)|(?<=www)\.")
"""An exclamation mark would turn the link after it into a picture, and a caret the brackets around it into a footnote; GitHub
links URLs, including backslashes."""
_BACKSLASHED = frozenset("\\`*_{}[]!.")
_LINE_START = regex(r"([#>+-])|(=|:(?= ))|(\d+)([.)])")
_UNESCAPED = regex(rf"\\([{PUNCTUATION}])|{REFERENCE}", re.ASCII)
_IN_HTML = regex(r"[\\`*_{}\[\]~|\r\n]")
_FENCES = regex(r"[`~\r]")
_REFERRED = regex(r"&#(10|13|42|91|92|93|95|96|12[3-6]);")
_IN_URL = regex(rf"""[\0-\x20\x7f"'()<>\[\\\]`{{|}}\s]|&(?={REFERENCE[1:]})""")


def escaped_text(text: str) -> str:
    """``text`` escaped for a line of Markdown, except for characters that are special only at the start or end of the line."""
    return _SIGN.sub(_escape, text)


def _escape(sign: re.Match[str]) -> str:
    if sign[0] in _BACKSLASHED:
        return f"\\{sign[0]}"
    return {"<": "&lt;", "&": "&amp;"}.get(sign[0]) or f"&#{ord(sign[0])};"


def plain(markdown: str) -> str:
    """``markdown`` without backslashes, and with character references resolved."""
    return _UNESCAPED.sub(lambda found: found[1] or resolved(found[0]), markdown)


def resolved(reference: str) -> str:
    """The meaning of a character reference; an invalid one is returned as it is."""
    return unescape(reference) if reference[1] == "#" else html5.get(reference[1:], reference)


def at_line_start(markdown: str) -> str:
    """``markdown`` escaped so that its first line is not a heading, list, definition or quotation."""
    sign = _LINE_START.match(markdown)
    if not sign:
        return markdown
    if sign[2]:
        return f"&#{ord(sign[2])};{markdown[1:]}"
    return f"\\{markdown}" if sign[1] else f"{sign[3]}\\{markdown[sign.end(3) :]}"


def in_heading(markdown: str) -> str:
    """``markdown`` with number signs at its end escaped, which would close a heading."""
    words = markdown.rstrip("#")
    return words + r"\#" * (len(markdown) - len(words))


def in_destination(url: str) -> str:
    """``url`` as the destination of a picture: brackets, quotes and spaces, which would end it, are percent-encoded."""
    return _IN_URL.sub(lambda sign: "&amp;" if sign[0] == "&" else quote(sign[0], safe=""), url)


def neutral(html: str) -> str:
    """``html``, on one line, with everything escaped that readers could take for Markdown if they treat HTML as text."""
    return _IN_HTML.sub(_refer, html)


def unfenced(html: str) -> str:
    """``html`` escaped to begin a line outside all lists and quotations, where readers look for nothing in it but fences."""
    return _FENCES.sub(_refer, html)


def with_signs(html: str) -> str:
    """``html`` as before :func:`neutral` or :func:`unfenced`. Clean HTML contains no such references itself."""
    return _REFERRED.sub(lambda found: chr(int(found[1])), html)


def _refer(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};"
