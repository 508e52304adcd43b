"""An HTTP response as a WARC record holds it."""

import re
from collections.abc import Mapping
from typing import NamedTuple, Self

from crawler.content.patterns import regex

STATUS = regex(rb"HTTP/\d(?:\.\d)? +(\d{3})\b", re.IGNORECASE)
HAS_A_TYPE = regex(rb"\ncontent-type[ \t]{0,9}:", re.IGNORECASE)
"""What a proxy's answer (``200 Connection established``) before the response lacks."""
END_OF_HEAD = regex(rb"\r?\n\r?\n")
PAGE_STATUSES = frozenset({200, 203})
"""OK, and the same from a proxy that changed something (RFC 9110, 15.3.4)."""
PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
TOP_LEVELS = frozenset({"application", "audio", "font", "image", "model", "multipart", "text", "video"})
SAYS_NOTHING = regex(r"application/(?:octet-stream|unknown)|(?:text|application)/(?:x-)?(?:[sx]?html?|httpd-\w+|php|asp|jsp|xml)")
"""Media types of which a person looks at the bytes, beside those that are none (MIME Sniffing, section 7; names of programs that
write HTML)."""
HTML_BEGINS = regex(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,400}-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE
)


class Response(NamedTuple):
    """Status, headers with lower-case names (of equal ones, the last), and the body as it was sent. ``is_whole``: the headers
    end, as they must."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_whole: bool = True

    @classmethod
    def of(cls, block: bytes) -> Self | None:
        """The response in the block of a record, the last where others announce it; None where it is none."""
        block = block.lstrip(b"\r\n")
        at, status = 0, STATUS.match(block)
        if not status:
            return None
        end = END_OF_HEAD.search(block)
        while end and (real := STATUS.match(block, end.end())) and _announces(status[1], block[at : end.end()]):
            at, status = end.end(), real
            end = END_OF_HEAD.search(block, at)
        head, body = (block[at : end.start()], block[end.end() :]) if end else (block[at:], b"")
        fields = (line.partition(":") for line in head.decode("latin-1").split("\n")[1:])
        return cls(int(status[1]), {name.strip().lower(): value.strip() for name, _, value in fields}, body, end is not None)

    @property
    def is_picture(self) -> bool:
        """Whether this says to be a picture, or says nothing of use and may be one."""
        media = self.headers.get("content-type", "").strip().lower()
        return self.status in PAGE_STATUSES and media.startswith(("image/", "application/octet-stream", "binary/"))

    @property
    def no_page(self) -> str | None:
        """Why this is no page: its status, or what its media type begins with; None where it is one."""
        if self.status not in PAGE_STATUSES:
            return f"status {self.status}"
        reason = no_page_type(media := self.headers.get("content-type", ""))
        return None if reason and says_nothing(media) and HTML_BEGINS.match(self.body) else reason


def _announces(status: bytes, head: bytes) -> bool:
    """Whether a response may stand before the one asked for: it is interim, leads elsewhere, asks who one is, or is a proxy's."""
    return status.startswith((b"1", b"3")) or status in {b"401", b"407"} or not HAS_A_TYPE.search(head)


def says_nothing(content_type: str) -> bool:
    """Whether something of this media type may be anything."""
    media = media_type(content_type)
    return media.partition("/")[0] not in TOP_LEVELS or SAYS_NOTHING.fullmatch(media) is not None


def media_type(content_type: str) -> str:
    """The type without its parameters, in lower case; the first, where a header has it twice."""
    return content_type.partition(";")[0].partition(",")[0].strip().lower()


def no_page_type(content_type: str) -> str | None:
    """Why something of this media type is no page; None where it may be one."""
    media = media_type(content_type)
    if media in PAGES:
        return None
    top = media.partition("/")[0]
    return f"not HTML: {top if top in TOP_LEVELS else 'other'}"
