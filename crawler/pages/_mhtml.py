"""A page with its pictures in one MHTML file (RFC 2557), as browsers save it."""

import re
from binascii import a2b_base64
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from functools import partial
from pathlib import Path
from quopri import decodestring
from typing import NamedTuple

from crawler.content.patterns import regex
from crawler.content.web_url import is_web_url
from crawler.pages._columns import BOM
from crawler.pages._frames import Frame, with_frames
from crawler.pages._http_message import no_page_type
from crawler.pages._kinds import is_picture
from crawler.pages._names import record_path
from crawler.pages._page import ArchiveError, DamagedError, Found, Limits, Lost, SavedPage, Skipped, unreadable
from crawler.pages._times import written_time

BEGINS = regex(
    rb"(?:\xef\xbb\xbf)?\s{0,8}"
    rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,20}){1,50}\r?\n"
)
MULTIPART = regex(rb"^content-type:\s{0,9}(?:multipart/|text/html|application/xhtml)", re.IGNORECASE | re.MULTILINE)
OF_MAIL = regex(rb"^(?:mime-version|snapshot-content-location|content-transfer-encoding):", re.IGNORECASE | re.MULTILINE)
END_OF_HEAD = regex(rb"\r?\n\r?\n")
ANOTHER_PART = regex(rb"\n--[^\s]{4,200}\r?\nContent-[A-Z][A-Za-z-]{2,30}:")
"""How another part begins, inside of one: the line between them is damaged."""
OLD_SHADOW_ROOT, SHADOW_ROOT = b"<template shadowmode=", b"<template shadowrootmode="
"""How Chromium wrote it into MHTML before HTML had a way to."""
HTML = ("text/html", "application/xhtml+xml")
DEEPEST = 5
LONGEST_HEAD = 64 * 1024


def begins(beginning: bytes) -> bool:
    """Whether a file that begins so is MHTML, or a mail: headers, which say that what follows is HTML or several parts."""
    head = BEGINS.match(beginning)
    return head is not None and MULTIPART.search(head[0]) is not None and OF_MAIL.search(head[0]) is not None


class Part(NamedTuple):
    """``body`` as it was sent; ``is_whole``: the line that ends it is there."""

    headers: Message
    body: bytes
    is_whole: bool

    @property
    def media(self) -> str:
        return self.headers.get_content_type()

    @property
    def url(self) -> str:
        return _header(self.headers, "Content-Location")

    def content(self) -> bytes:
        """The body as it was before it was encoded for the way. Raises ArchiveError and ValueError."""
        if not self.is_whole:
            raise DamagedError(f"cut off: {len(self.body):,} bytes of this part are there, and its end is not")
        coding = str(self.headers.get("Content-Transfer-Encoding", "")).strip().lower()
        if coding == "base64":
            data = b"".join(self.body.split())
            return a2b_base64(data + b"=" * (-len(data) % 4), strict_mode=True)
        if coding == "quoted-printable":
            return decodestring(self.body)
        if coding not in {"", "7bit", "8bit", "binary"}:
            raise ArchiveError(f"unknown transfer encoding: {coding[:40]}")
        return self.body


def pages(data: bytes, path: str, file: Path, limits: Limits, modified: str | None = None) -> Iterator[Found]:
    """The page that the file ``data`` is, called as the file is, shown as ``path``; then what beside it is no page, by its URL.

    The page is the part that ``start`` names, or the first that is HTML. A frame that holds more text than the page is put in its
    place. A page that is damaged cannot be read; where something else is cut off, that is told as a loss of no page.
    """
    data = data.removeprefix(BOM).lstrip()
    head = _headers(data)
    parts = list(_parts(head, _behind_head(data)))
    root = _root(head, parts)
    if root is None:
        cut = not parts or not parts[-1].is_whole
        reason = DamagedError("cut off: no page is in this MHTML file") if cut else ArchiveError("no HTML is in this MHTML file")
        yield unreadable(path, file, reason)
        return
    others = [part for part in parts if part is not root]
    frames = {name: Frame(part.content, _content_type(part)) for part in others if part.media in HTML for name in _names(part)}
    url = next((url for url in (_header(head, "Snapshot-Content-Location"), root.url, _header(head, "Content-Location"))
                if is_web_url(url)), None)  # fmt: skip
    load = partial(_page, root, frames, limits)
    yield SavedPage(path, file, load, written_time(_header(head, "Date")), modified, _content_type(root), url)
    yield from (_beside(part, path) for part in others if part.is_whole)
    if not parts[-1].is_whole and parts[-1] is not root:
        yield Lost(path, "cut off: the last part does not end", 0, len(parts[-1].body))


def _page(root: Part, frames: dict[str, Frame], limits: Limits) -> bytes:
    html = root.content().replace(OLD_SHADOW_ROOT, SHADOW_ROOT)
    if ANOTHER_PART.search(html):
        raise DamagedError("damaged: the end of the page is not there, and another part of the file follows")
    return limits.checked(with_frames(html, _content_type(root), dict(frames)) if frames else html)


def _content_type(part: Part) -> str:
    return " ".join(_header(part.headers, "Content-Type").split())


def _names(part: Part) -> Iterator[str]:
    """By which a page refers to a part."""
    if part.url:
        yield part.url
    if identifier := _identifier(part.headers):
        yield f"cid:{identifier}"


def _identifier(headers: Message) -> str:
    return _header(headers, "Content-ID").strip("<>")


def _beside(part: Part, path: str) -> Skipped:
    shown = record_path(path, part.url or _identifier(part.headers))
    if part.media in HTML:
        return Skipped(shown, "frame")
    if part.media.startswith("image/") or is_picture(part.body[:64]):
        return Skipped(shown, "picture", part.content)
    return Skipped(shown, no_page_type(part.media) or "not HTML: text")


def _root(head: Message, parts: list[Part]) -> Part | None:
    start = str(head.get_param("start") or "").strip("<>")
    html = [part for part in parts if part.media in HTML]
    return next((part for part in html if start and _identifier(part.headers) == start), html[0] if html else None)


def _parts(headers: Message, body: bytes, is_whole: bool = True, depth: int = 0) -> Iterator[Part]:
    """The parts in ``body``, those of parts that have parts themselves too; the body itself where it has none."""
    boundary = headers.get_boundary() if headers.get_content_maintype() == "multipart" and depth < DEEPEST else None
    if not boundary:
        yield Part(headers, body, is_whole)
        return
    for part, is_part_whole in _between(body, b"--" + boundary.encode("latin-1", "replace")):
        yield from _parts(_headers(part), _behind_head(part), is_part_whole, depth + 1)


def _between(body: bytes, line: bytes) -> Iterator[tuple[bytes, bool]]:
    """What stands between the lines that begin with ``line``, and whether there is one behind it."""
    start = _line_at(body, line, 0)
    while start >= 0:
        begin = body.find(b"\n", start) + 1
        if not begin or body.startswith(b"--", start + len(line)):
            return
        start = _line_at(body, line, begin)
        end = start - (body[start - 2 : start] == b"\r\n") - 1 if start >= 0 else len(body)
        yield body[begin : max(begin, end)], start >= 0


def _line_at(body: bytes, line: bytes, at: int) -> int:
    """Where ``line`` begins a line; negative where it begins none. Of a line that is longer, because it is another's, not."""
    while (at := body.find(line, at)) >= 0:
        behind = body[at + len(line) : at + len(line) + 2]
        if (at == 0 or body[at - 1] == 10) and (not behind or behind == b"--" or behind[:1] in b"\r\n \t"):
            return at
        at += len(line)
    return -1


def _headers(part: bytes) -> Message:
    end = END_OF_HEAD.search(part, 0, LONGEST_HEAD)
    if part.startswith((b"\r\n", b"\n")):
        return Message()
    return message_from_bytes((part[: end.start()] if end else part[:LONGEST_HEAD]).lstrip() + b"\n\n")


def _behind_head(part: bytes) -> bytes:
    if part.startswith((b"\r\n", b"\n")):
        return part.lstrip(b"\r\n")
    end = END_OF_HEAD.search(part, 0, LONGEST_HEAD)
    return part[end.end() :] if end else b""


def _header(headers: Message, name: str) -> str:
    """The value of a header, without line breaks and encoded words; empty where there is none."""
    value = str(headers.get(name, ""))
    if "=?" in value:
        try:
            value = str(make_header(decode_header(value)))
        except (HeaderParseError, LookupError, UnicodeDecodeError, ValueError):
            return ""
    return "".join(value.splitlines()).strip()
