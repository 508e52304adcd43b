"""A page with its pictures in one file, as Safari saves it: a binary property list."""

import plistlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from crawler.content.web_url import is_web_url
from crawler.pages._http_message import no_page_type
from crawler.pages._limits import Limits
from crawler.pages._names import record_path
from crawler.pages._page import ArchiveError, DamagedError, Found, SavedPage, Skipped, unreadable

MAGIC = b"bplist00"
MAIN = b"WebMainResource"


def begins(beginning: bytes) -> bool:
    """Whether a file that begins so is a web archive: the names of what it holds stand first."""
    return beginning.startswith(MAGIC) and MAIN in beginning[:4096]


def pages(data: bytes, path: str, file: Path, limits: Limits, modified: str | None = None) -> Iterator[Found]:
    """The page that the file ``data`` is, called as the file is, shown as ``path``; then its pictures and the rest, by URL."""
    try:
        whole = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
        main = whole["WebMainResource"]
        html = main["WebResourceData"]
    except (plistlib.InvalidFileException, ExpatError, ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
        yield unreadable(path, file, DamagedError(f"damaged: no web archive: {type(error).__name__}"))
        return
    if not isinstance(html, bytes) or no_page_type(_text(main, "WebResourceMIMEType")):
        yield unreadable(path, file, ArchiveError("no HTML is in this web archive"))
        return
    url, charset = _text(main, "WebResourceURL"), _text(main, "WebResourceTextEncodingName")
    content_type = f"{_text(main, 'WebResourceMIMEType') or 'text/html'}; charset={charset}" if charset else None
    load = partial(limits.checked, html)
    yield SavedPage(path, file, load, None, modified, content_type, url if is_web_url(url) else None)
    beside = whole.get("WebSubresources")
    yield from (_beside(part, path) for part in (beside if isinstance(beside, list) else []) if isinstance(part, dict))


def _beside(part: dict[str, Any], path: str) -> Skipped:
    shown, media, data = record_path(path, _text(part, "WebResourceURL")), _text(part, "WebResourceMIMEType"), b""
    if isinstance(part.get("WebResourceData"), bytes):
        data = part["WebResourceData"]
    if media.startswith("image/"):
        return Skipped(shown, "picture", partial(bytes, data))
    return Skipped(shown, no_page_type(media) or "not HTML: text")


def _text(part: dict[str, Any], key: str) -> str:
    value = part.get(key)
    return value if isinstance(value, str) else ""
