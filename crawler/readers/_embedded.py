"""Pages embedded in pages by programs that save a page whole: shadow roots, and frames in ``srcdoc``."""

import re
from collections.abc import Iterator
from html import unescape

from crawler.content.patterns import regex
from crawler.content.words import Words

SHADOW_ROOT = Words("shadowrootmode")
SAVER, LOOKED_AT = "SingleFile", 4096
"""Strings in any page with a shadow root, and near the start of any page saved with its frames."""
TEMPLATE = regex(r"<(?:template\b(?P<attributes>[^<>]{0,4000})|/template\s{0,9})>", re.IGNORECASE)
SHADOW = regex(r"\sshadow(?:root)?mode\b", re.IGNORECASE)
FRAME = regex(
    r"<iframe\b[^<>]{0,4000}?\ssrcdoc=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')[^<>]{0,4000}>(?:\s{0,99}</iframe\s{0,9}>)?",
    re.IGNORECASE,
)
UNSEEN = regex(r"<(?P<end>/?)(?:style|script|noscript|svg)\b", re.IGNORECASE)
TAG = regex(r"<[^<>]{0,8000}>")
BODY = regex(r"<body\b[^<>]{0,4000}>", re.IGNORECASE)
END_OF_BODY = regex(r"</body\s{0,9}>", re.IGNORECASE)


def opened(html: str) -> str:
    """``html`` with shadow roots replaced by ``div``, and likewise any frame that holds more text than the page around it; other
    frames are unchanged. Nearly all pages have neither, and are returned as they are."""
    if not SHADOW_ROOT.any_in(html) and SAVER not in html[:LOOKED_AT]:
        return html
    html = "".join(_without_shadow(html))
    own = _text_size(FRAME.sub("", html))

    def put(found: re.Match[str]) -> str:
        content = unescape(found["double"] or found["single"] or "")
        return f"<div>{_body(content)}</div>" if _text_size(content) > own else found[0]

    return FRAME.sub(put, html)


def _without_shadow(html: str) -> Iterator[str]:
    at, are_shadow = 0, [False]
    for tag in TEMPLATE.finditer(html):
        attributes = tag["attributes"]
        if attributes is not None:
            are_shadow.append(SHADOW.search(attributes) is not None)
        is_shadow = are_shadow[-1]
        if attributes is None and len(are_shadow) > 1:
            are_shadow.pop()
        if is_shadow:
            yield html[at : tag.start()]
            yield "</div>" if attributes is None else "<div>"
            at = tag.end()
    yield html[at:]


def _text_size(html: str) -> int:
    """Number of visible characters, without white space."""
    return sum(sum(map(len, TAG.sub(" ", part).split())) for part in _seen(html))


def _seen(html: str) -> Iterator[str]:
    """The HTML outside of elements whose text is not displayed."""
    at, depth = 0, 0
    for tag in UNSEEN.finditer(html):
        if not depth and not tag["end"]:
            yield html[at : tag.start()]
        depth = max(0, depth - 1) if tag["end"] else depth + 1
        if not depth:
            at = tag.start()
    if not depth:
        yield html[at:]


def _body(html: str) -> str:
    begin, ends = BODY.search(html), [end.start() for end in END_OF_BODY.finditer(html)]
    return html[begin.end() if begin else 0 : ends[-1] if ends else len(html)]
