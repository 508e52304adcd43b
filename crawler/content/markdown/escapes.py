r"""How signs of Markdown are written where they are text, so that no reader takes them for signs.

A backslash stands before those that every reader takes one before: Python-Markdown knows ``\`*_{}[]()>#+-.!`` only, and shows
the backslash before all others. These are character references, which all of them know.
"""

import re
from html import unescape
from html.entities import html5
from urllib.parse import quote

from crawler.content.patterns import regex

PUNCTUATION = r"!-/:-@\[-`{-~"
REFERENCE = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"

_SIGN = regex(r"[\\`*_{}\[\]<&~|\r\n]|!\Z|\A\^|:(?=//)|(?<=www)\.")
"""An exclamation mark would make a picture of the link after it, and a caret a footnote of the brackets around it; of addresses
GitHub makes links, backslashes and all."""
_BACKSLASHED = frozenset("\\`*_{}[]!.")
_LINE_START = regex(r"([#>+-])|(=|:(?= ))|(\d+)([.)])")
_UNESCAPED = regex(rf"\\([{PUNCTUATION}])|{REFERENCE}", re.ASCII)
_IN_HTML = regex(r"[\\`*_{}\[\]~|\r\n]")
_FENCES = regex(r"[`~\r]")
_REFERRED = regex(r"&#(10|13|42|91|92|93|95|96|12[3-6]);")
_IN_URL = regex(rf"""[\0-\x20\x7f"'()<>\[\\\]`{{|}}\s]|&(?={REFERENCE[1:]})""")


def escaped_text(text: str) -> str:
    """``text`` as it stands in a line of Markdown, but for what is a sign at the start or the end of the line only."""
    return _SIGN.sub(_escape, text)


def _escape(sign: re.Match[str]) -> str:
    if sign[0] in _BACKSLASHED:
        return f"\\{sign[0]}"
    return {"<": "&lt;", "&": "&amp;"}.get(sign[0]) or f"&#{ord(sign[0])};"


def plain(markdown: str) -> str:
    """``markdown`` without its backslashes, its character references resolved."""
    return _UNESCAPED.sub(lambda found: found[1] or resolved(found[0]), markdown)


def resolved(reference: str) -> str:
    """What a character reference means; one that is none stays as it is."""
    return unescape(reference) if reference[1] == "#" else html5.get(reference[1:], reference)


def at_line_start(markdown: str) -> str:
    """``markdown`` without what would make its first line a heading, a list, a definition, or a quotation."""
    sign = _LINE_START.match(markdown)
    if not sign:
        return markdown
    if sign[2]:
        return f"&#{ord(sign[2])};{markdown[1:]}"
    return f"\\{markdown}" if sign[1] else f"{sign[3]}\\{markdown[sign.end(3) :]}"


def in_heading(markdown: str) -> str:
    """``markdown`` without number signs at its end, which a heading may end with."""
    words = markdown.rstrip("#")
    return words + r"\#" * (len(markdown) - len(words))


def in_destination(url: str) -> str:
    """``url`` as the address of a picture, which ends at no bracket, quote or space in it: these are percent-encoded."""
    return _IN_URL.sub(lambda sign: "&amp;" if sign[0] == "&" else quote(sign[0], safe=""), url)


def neutral(html: str) -> str:
    """``html``, on one line, with nothing in it that a reader could take for Markdown where it takes HTML for text."""
    return _IN_HTML.sub(_refer, html)


def unfenced(html: str) -> str:
    """``html`` that begins a line outside all lists and quotations, where readers look for nothing in it but for fences."""
    return _FENCES.sub(_refer, html)


def with_signs(html: str) -> str:
    """``html`` as it was before :func:`neutral` or :func:`unfenced`. Clean HTML has no such references of its own."""
    return _REFERRED.sub(lambda found: chr(int(found[1])), html)


def _refer(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};"
