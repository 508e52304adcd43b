"""The frames of a page, where the page itself is but a frame around one of them."""

import re
from collections.abc import Callable
from html import unescape
from typing import NamedTuple

from crawler.content.patterns import regex

FRAME = regex(rb"<(i?)frame\b([^<>]{0,4000})>(?:\s{0,99}</iframe\s{0,9}>)?", re.IGNORECASE)
SOURCE = regex(rb"\ssrc\s{0,9}=\s{0,9}(?:\"([^\"]{0,4000})\"|'([^']{0,4000})'|([^\s\"'>]{1,4000}))", re.IGNORECASE)
TAG = regex(rb"<[^<>]{0,8000}>")
BODY = regex(rb"<body\b[^<>]{0,4000}>", re.IGNORECASE)
END_OF_BODY = regex(rb"</body\s{0,9}>", re.IGNORECASE)
FRAMESET = regex(rb"<(/?)frameset\b([^<>]{0,4000})>", re.IGNORECASE)
DEEPEST = 3


class Frame(NamedTuple):
    """A page that another shows. ``load`` gives its bytes, and raises of any kind; ``content_type`` says how they are encoded."""

    load: Callable[[], bytes]
    content_type: str


def with_frames(html: bytes, content_type: str, frames: dict[str, Frame], depth: int = 0) -> bytes:
    """``html``, with those of its frames in their place that hold more text than itself, as ``div``; they may have frames again.

    A frame whose header names another encoding than ``content_type`` does, and one that cannot be read, stays what it was. The
    name by which ``html`` refers to a frame is its key in ``frames``, from which those are taken out that were looked at.
    """
    own = _text_size(html)

    def put(found: re.Match[bytes]) -> bytes:
        frame = frames.pop(_source(found[2]), None)
        content = _content(frame, content_type) if frame and depth < DEEPEST else None
        if content is None or _text_size(content) <= own:
            return found[0]
        return b"<div>" + _body(with_frames(content, content_type, frames, depth + 1)) + b"</div>"

    put_in = FRAME.sub(put, html)
    return html if put_in == html else FRAMESET.sub(rb"<\1div>", put_in)


def _source(attributes: bytes) -> str:
    source = SOURCE.search(attributes)
    return unescape((source[1] or source[2] or source[3] or b"").decode("latin-1")) if source else ""


def _content(frame: Frame, content_type: str) -> bytes | None:
    if frame.content_type.lower().replace('"', "") != content_type.lower().replace('"', ""):
        return None
    try:
        return frame.load()
    except Exception:  # it is told of by itself where it is damaged
        return None


def _text_size(html: bytes) -> int:
    """Bytes outside of tags, but for white space."""
    return sum(map(len, TAG.sub(b" ", html).split()))


def _body(html: bytes) -> bytes:
    begin, ends = BODY.search(html), [end.start() for end in END_OF_BODY.finditer(html)]
    return html[begin.end() if begin else 0 : ends[-1] if ends else len(html)]
