"""One-line strings that may contain markup: headlines, names, alt texts."""

import re
from html import unescape

from crawler.content.html.crowded import TooManyAttributesError
from crawler.content.html.elements import TooDeepError
from crawler.content.html.parse import parse_html
from crawler.content.html.render import render_text
from crawler.content.patterns import regex
from crawler.content.plain_text import one_line, paired

REFERENCE = regex(r"&(?:(?:amp|#0{0,4}38|#[xX]0{0,4}26);)*(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
"""A character reference, escaped any number of times. Without a semicolon it is not one: ``?a=1&copy=2`` is a query."""
_NAMES = "a|b|big|center|cite|code|del|div|em|font|h[1-6]|i|ins|label|mark|p|ruby|s|small|span|strike|strong|sub|sup|u"
PAIR = regex(rf"<({_NAMES})(?:\s[^<>]*)?>[^\0]*</\1\s*>", re.IGNORECASE)
VOID = regex(rf"<(?:br|wbr|img|hr)\s*/?>|<(?:{_NAMES}|br|wbr|img|hr)\s[^<>=]*=[^<>]*>", re.IGNORECASE)
"""Certain markup: a tag that needs no end tag, or one with attributes."""
CDATA = regex(r"<!\[CDATA\[([^\]]*)\]\]>")
UNSEEN = regex(r"<!--[^<>]*-->|<(script|style)(?:\s[^<>]*)?>[^<>]*</\1\s*>", re.IGNORECASE)
"""A comment, a script or a style sheet, which no browser displays."""
LONGEST = 2000
"""Characters. Tags are not looked for in longer strings, which are not lines."""
ROUNDS = 8
"""Levels of escaping that are resolved."""


def printed_line(value: str) -> str:
    """``value`` as it is displayed, on one line: :func:`crawler.content.plain_text.one_line` with character references and tags
    resolved.

    References are resolved even if they were escaped repeatedly. Tags are resolved if they come in pairs, are ``<br>`` and the
    like, or have attributes; any other ``<`` is the author's (``<div> 与 <span> 的区别``). Idempotent.
    """
    if value.isprintable() and "  " not in value and "<" not in value and "&" not in value:  # as nearly all are
        return value.strip()
    value = UNSEEN.sub("", CDATA.sub(r"\1", value)) if "<" in value else value
    for _ in range(ROUNDS):
        before, value = value, one_line(value)
        if "<" in value and is_markup(value):
            value = _text(value)
        if "&" in value:
            value = paired(value)
            value = REFERENCE.sub(lambda found: unescape(f"&{found[1]};"), value)
        if value == before:
            break
    return one_line(value)


def is_markup(value: str) -> bool:
    """Whether the tags in ``value`` are certainly markup."""
    return len(value) <= LONGEST and bool(VOID.search(value) or ("</" in value and PAIR.search(value)))


def _text(markup: str) -> str:
    try:
        return render_text(parse_html(markup).blocks)
    except (TooDeepError, TooManyAttributesError):
        return markup
