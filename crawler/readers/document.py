"""What a reader makes of a saved page."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from crawler.content.html import MAX_DEPTH
from crawler.dates import CHINA
from crawler.items import Item, Page

if TYPE_CHECKING:
    from lxml.etree import _Element


class UnreadablePageError(Exception):
    """A page that no reader can make a document of. The message is the reason; ``path`` says which page."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path = path


@dataclass(frozen=True, slots=True)
class Document:
    """A saved page as text, with what its format says about it.

    ``metadata`` holds front-matter keys as the page wrote them (strings or lists of strings); ``text`` is what follows:
    HTML in a dump, plain text in a thread dump. Of a whole HTML page ``text`` is its source and ``root`` its tree, which is
    parsed once and not to be changed; elements may nest ``max_depth`` deep. ``item`` is there where the page is an exported
    item. ``url`` is the address that the page was saved from, where whoever saved it wrote that down.
    """

    page: Page
    text: str
    metadata: Mapping[str, str | list[str]] = field(default_factory=dict)
    root: "_Element | None" = field(default=None, compare=False, repr=False)
    max_depth: int = MAX_DEPTH
    item: Item | None = None
    url: str | None = None
    readings: dict[type, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was made of it on the way, by its type: each once."""

    @property
    def path(self) -> str:
        return self.page.path


def page_of(path: str, data: bytes, reader: str, captured: str | None = None) -> Page:
    """The provenance record of the bytes ``data`` found at ``path``, understood by ``reader``."""
    return Page(path=path, sha256=sha256(data).hexdigest(), bytes=len(data), reader=reader, captured=captured)


def dated(document: Document, captured: str | None, modified: str | None) -> Document:
    """``document`` with the first of these as the time when it was saved: ``captured``, what its page says, ``modified``.

    The instant is given in the time zone of the page, or else China's, because that is what its dates without one are read in.
    """
    page = document.page
    at = captured or (None if page.captured else modified)
    if at:
        zone = datetime.fromisoformat(page.captured).tzinfo if page.captured else CHINA
        with suppress(OverflowError):  # at the end of the calendar
            page.captured = datetime.fromisoformat(at).astimezone(zone).isoformat(timespec="seconds")
    return document
