"""Readers of saved pages: bytes in, a :class:`Document` out.

A page is recognised by what it is, never by its file name.
"""

from typing import Protocol

from crawler.documents import discuz_text, exported_json, exported_markdown, front_matter
from crawler.documents._document import Document, UnreadablePageError, dated
from crawler.documents._encoding import decode

__all__ = ["Document", "UnreadablePageError", "read_page"]


class Reader(Protocol):
    """What the module of each kind of saved page offers."""

    def recognises(self, text: str) -> bool: ...

    def read(self, path: str, data: bytes, text: str) -> Document: ...


READERS: tuple[Reader, ...] = (exported_markdown, front_matter, exported_json, discuz_text)


def read_page(path: str, data: bytes, captured: str | None = None, modified: str | None = None) -> Document:
    """Read the bytes of one saved page; ``path`` is only written down.

    When the page was saved, the document says in this order of trust: as ``captured`` says, which is who fetched it; as the
    page says; as ``modified`` says, the time of a file in an archive, which copying may have changed.

    Raises :class:`UnreadablePageError` when the bytes are no text or the text is of no known format, and nothing else.
    """
    text = decode(path, data)
    for reader in READERS:
        if reader.recognises(text):
            return dated(reader.read(path, data, text), captured, modified)
    raise UnreadablePageError(path, "neither a dump with front matter nor a Discuz! thread")
