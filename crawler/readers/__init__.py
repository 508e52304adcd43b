"""Readers of saved pages: bytes in, a :class:`Document` out. The kind of a page is recognized by its content, never by its file
name."""

from dataclasses import replace
from typing import Protocol

from crawler.content.html import MAX_DEPTH
from crawler.readers import discuz_html, discuz_text, exported_json, exported_markdown, front_matter, phpbb_html, web_page
from crawler.readers._encoding import decode
from crawler.readers._head_keys import RANKS, bare
from crawler.readers._mirror_run import has_run_time, is_mirrors, run_time
from crawler.readers._saved_from import NOBODY_SAYS, saved_from
from crawler.readers.document import Document, UnreadablePageError, dated

__all__ = ["RANKS", "Document", "UnreadablePageError", "bare", "decode", "has_run_time", "is_mirrors", "read_page", "run_time"]


class Reader(Protocol):
    """The interface of the modules that read one kind of saved page."""

    def recognises(self, text: str) -> bool: ...

    def read(self, path: str, data: bytes, text: str) -> Document: ...


READERS: tuple[Reader, ...] = (exported_markdown, front_matter, exported_json, discuz_html, phpbb_html, web_page, discuz_text)


def read_page(
    path: str,
    data: bytes,
    *,
    content_type: str | None = None,
    captured: str | None = None,
    modified: str | None = None,
    max_depth: int = MAX_DEPTH,
    url: str | None = None,
) -> Document:
    """Read the bytes of one saved page; ``path`` is only recorded.

    ``content_type`` is the HTTP header that came with the page, which may name its encoding. The time when the page was saved is,
    in order of trust: ``captured``, known from fetching it; what the page says; what the program that saved it wrote into it;
    ``modified``, the time of a file in an archive, which copying may have changed. ``max_depth`` is the nesting depth to which
    its HTML may be parsed. ``url`` is the http(s) URL that the page was saved from, if known; otherwise that written by the
    program that saved it is used.

    Raises :class:`UnreadablePageError` if the bytes are not text or the text is in no known format, and nothing else.
    """
    decoded = decode(path, data, content_type)
    for reader in READERS:
        if reader.recognises(decoded.text):
            document = reader.read(path, data, decoded.text)
            page, saved = document.page, NOBODY_SAYS if document.root is None else saved_from(decoded.text)
            document, url = dated(document, captured or (None if page.captured else saved.captured), modified), url or saved.url
            page.encoding, page.encoding_basis, page.encoding_errors = decoded.encoding, decoded.basis, decoded.errors
            page.encoding_overruled = list(decoded.overruled)
            if not url and max_depth == MAX_DEPTH:
                return document
            return replace(document, max_depth=max_depth, url=url, noted_url=saved.url)
    raise UnreadablePageError(path, "neither HTML nor a dump with front matter nor a Discuz! thread")
