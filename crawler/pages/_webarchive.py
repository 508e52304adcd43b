"""A page with its pictures in one file, as Safari saves it: a property list."""

import plistlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from crawler.content.web_url import is_web_url
from crawler.pages._frames import Frame, with_frames
from crawler.pages._http_message import no_page_type
from crawler.pages._names import record_path
from crawler.pages._page import ArchiveError, DamagedError, Found, Limits, SavedPage, Skipped, unreadable

MAGICS = (b"bplist00", b"<?xml")
MAIN = b"WebMainResource"


def begins(beginning: bytes) -> bool:
    """Whether a file that begins so is a web archive, as binary or as XML: the names of what it holds stand first."""
    return beginning.startswith(MAGICS) and MAIN in beginning[:4096] and (b"<plist" in beginning[:512] or beginning[:1] != b"<")


def pages(data: bytes, path: str, file: Path, limits: Limits, modified: str | None = None) -> Iterator[Found]:
    """The page that the file ``data`` is, called as the file is, shown as ``path``; then its pictures and the rest, by URL."""
    try:
        whole = plistlib.loads(data)
        main = whole["WebMainResource"]
        html = main["WebResourceData"]
    except (plistlib.InvalidFileException, ExpatError, ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
        yield unreadable(path, file, DamagedError(f"damaged: no web archive: {type(error).__name__}"))
        return
    if not isinstance(html, bytes) or no_page_type(_text(main, "WebResourceMIMEType")):
        yield unreadable(path, file, ArchiveError("no HTML is in this web archive"))
        return
    url, content_type = _text(main, "WebResourceURL"), _content_type(main)
    frames = dict(_frames(whole))
    load = partial(_page, html, content_type, frames, limits)
    yield SavedPage(path, file, load, None, modified, content_type or None, url if is_web_url(url) else None)
    beside = whole.get("WebSubresources")
    yield from (_beside(part, path) for part in (beside if isinstance(beside, list) else []) if isinstance(part, dict))


def _frames(whole: dict[str, Any]) -> Iterator[tuple[str, Frame]]:
    """The frames of a page, by the addresses that it may write for them."""
    archives = whole.get("WebSubframeArchives")
    for one in archives if isinstance(archives, list) else []:
        main = one.get("WebMainResource") if isinstance(one, dict) else None
        if isinstance(main, dict) and isinstance(data := main.get("WebResourceData"), bytes):
            frame, url = Frame(partial(bytes, data), _content_type(main)), _text(main, "WebResourceURL")
            yield from ((url, frame), (url.rpartition("/")[2], frame))


def _page(html: bytes, content_type: str, frames: dict[str, Frame], limits: Limits) -> bytes:
    return limits.checked(with_frames(html, content_type, dict(frames)) if frames else html)


def _content_type(resource: dict[str, Any]) -> str:
    charset = _text(resource, "WebResourceTextEncodingName")
    return f"{_text(resource, 'WebResourceMIMEType') or 'text/html'}; charset={charset}" if charset else ""


def _beside(part: dict[str, Any], path: str) -> Skipped:
    shown, media = record_path(path, _text(part, "WebResourceURL")), _text(part, "WebResourceMIMEType")
    if media.startswith("image/"):
        data = part.get("WebResourceData")
        return Skipped(shown, "picture", partial(bytes, data if isinstance(data, bytes) else b""))
    return Skipped(shown, no_page_type(media) or "not HTML: text")


def _text(part: dict[str, Any], key: str) -> str:
    value = part.get(key)
    return value if isinstance(value, str) else ""
