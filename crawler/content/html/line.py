"""Strings of one line that may hold markup: headlines, names, alt texts."""

import re
from html import unescape

from crawler.content.html.crowded import TooManyAttributesError
from crawler.content.html.elements import TooDeepError
from crawler.content.html.parse import parse_html
from crawler.content.html.render import render_text
from crawler.content.patterns import regex
from crawler.content.plain_text import one_line

REFERENCE = regex(r"&(?:(?:amp|#0{0,4}38|#[xX]0{0,4}26);)*(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
"""A character reference, escaped however often. One without its semicolon is none: ``?a=1&copy=2`` is a query."""
_NAMES = "a|b|big|center|cite|code|del|div|em|font|h[1-6]|i|ins|label|mark|p|ruby|s|small|span|strike|strong|sub|sup|u"
PAIR = regex(rf"<({_NAMES})(?:\s[^<>]*)?>[^\0]*</\1\s*>", re.IGNORECASE)
VOID = regex(rf"<(?:br|wbr|img|hr)\s*/?>|<(?:{_NAMES}|br|wbr|img|hr)\s[^<>=]*=[^<>]*>", re.IGNORECASE)
"""What can be nothing but markup: one that ends nothing, or has attributes."""
LONGEST = 2000
"""Characters. What is longer is no line, and its tags are not looked for."""
ROUNDS = 8
"""In each of which what is escaped once more comes out."""


def printed_line(value: str) -> str:
    """What ``value`` prints, on one line: :func:`crawler.content.plain_text.one_line`, character references and tags resolved.

    References are resolved however often they were escaped. Tags are resolved where they stand in pairs, are ``<br>`` and the
    like, or have attributes; all other signs ``<`` are the author's (``<div> 与 <span> 的区别``). Idempotent.
    """
    if value.isprintable() and "  " not in value and "<" not in value and "&" not in value:  # as nearly all are
        return value.strip()
    for _ in range(ROUNDS):
        before, value = value, one_line(value)
        if "<" in value and is_markup(value):
            value = _text(value)
        if "&" in value:
            value = REFERENCE.sub(lambda found: unescape(f"&{found[1]};"), value)
        if value == before:
            break
    return one_line(value)


def is_markup(value: str) -> bool:
    """Whether tags in ``value`` can be nothing else."""
    return len(value) <= LONGEST and bool(VOID.search(value) or ("</" in value and PAIR.search(value)))


def _text(markup: str) -> str:
    try:
        return render_text(parse_html(markup).blocks)
    except (TooDeepError, TooManyAttributesError):
        return markup
