"""The words of a paragraph: inner HTML of a block to Markdown and back."""

import re
from html import unescape

from crawler.html import escaped

PUNCTUATION = r"!-/:-@\[-`{-~"
SPECIAL = re.compile(r"[\\`*_\[\]<&~|]")
LINE_START = re.compile(r"([#>+=-])|(\d{1,9})([.)])")
HTML_PIECE = re.compile(
    r"<(?P<mark>strong|em|code)>(?P<marked>[^<]+)</(?P=mark)>"
    r'|<a href="(?P<href>[^"<>()\s\\]+)">(?P<label>[^<]+)</a>'
    r"|(?P<tag><[^<>]*>)"
    r"|(?P<text>[^<]+)"
)
MARKDOWN_PIECE = re.compile(
    rf"\\(?P<escaped>[{PUNCTUATION}])"
    r"|\*\*(?P<strong>(?:[^*\\]|\\.)+)\*\*"
    r"|\*(?P<em>(?:[^*\\]|\\.)+)\*"
    r"|`(?P<code>[^`]+)`"
    r"|\[(?P<label>(?:[^\[\]\\]|\\.)+)\]\((?P<href>[^()<>\s\\]+)\)"
    r'|(?P<tag></?(?:strong|em|code|sup|sub|del|ins|ruby|rt|rp)>|<br>|<a href="[^"<>]*">|</a>)'
    r"|(?P<text>[^\\*`\[<]+|.)",
    re.DOTALL,
)
ESCAPED = re.compile(rf"\\([{PUNCTUATION}])")
MARKS = {"strong": "**", "em": "*"}


def to_markdown(html: str) -> str:
    """The Markdown of a block's inner HTML.

    Elements that Markdown has no sign for (superscripts, what is struck out, ruby), or no sure one where they stand (nested, or
    next to punctuation, as Chinese emphasis often is), stay tags, which CommonMark allows.
    """
    parts: list[str] = []
    for piece in HTML_PIECE.finditer(html):
        after_mark = bool(parts) and parts[-1].endswith("*")
        parts.append(_piece(piece, after_mark))
    return "".join(parts)


def _piece(piece: re.Match[str], after_mark: bool) -> str:
    if (text := piece["text"]) is not None:
        return escaped_text(unescape(text))
    if (label := piece["label"]) is not None:
        return f"[{escaped_text(unescape(label))}]({unescape(piece['href'])})"
    if (mark := piece["mark"]) is None:
        return piece["tag"]
    inner = unescape(piece["marked"])
    if mark == "code":
        if "`" not in inner and inner == inner.strip():
            return f"`{inner}`"
    elif inner[0].isalnum() and inner[-1].isalnum() and not after_mark:
        return f"{MARKS[mark]}{escaped_text(inner)}{MARKS[mark]}"
    return f"<{mark}>{escaped_text(inner)}</{mark}>"


def escaped_text(text: str) -> str:
    """``text`` with a backslash before all that Markdown would take for a sign, but for those at the start of a line."""
    return SPECIAL.sub(r"\\\g<0>", text)


def at_line_start(markdown: str) -> str:
    """``markdown`` with a backslash before what would make its first line a heading, a list or a quotation."""
    sign = LINE_START.match(markdown)
    if not sign:
        return markdown
    return f"\\{markdown}" if sign[1] else f"{sign[2]}\\{markdown[sign.end(2) :]}"


def to_html(markdown: str) -> str:
    """The inner HTML of a line of Markdown: what :func:`to_markdown` makes, and text for all else. Tags may be unbalanced."""
    return "".join(map(_html, MARKDOWN_PIECE.finditer(markdown)))


def _html(piece: re.Match[str]) -> str:
    kind, value = str(piece.lastgroup), piece[str(piece.lastgroup)]
    if kind in MARKS:
        return f"<{kind}>{escaped(plain(value))}</{kind}>"
    if kind == "code":
        return f"<code>{escaped(value)}</code>"
    if kind == "href":
        return f'<a href="{escaped(value)}">{escaped(plain(piece["label"]))}</a>'
    return str(value) if kind == "tag" else escaped(value)


def plain(markdown: str) -> str:
    """``markdown`` without its backslashes."""
    return ESCAPED.sub(r"\1", markdown)
