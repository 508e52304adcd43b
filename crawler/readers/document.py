"""The document that a reader makes from a saved page."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from crawler.content.dates import CHINA
from crawler.content.html import MAX_DEPTH
from crawler.items import Item, Page

if TYPE_CHECKING:
    from lxml.etree import _Element

T = TypeVar("T")


class UnreadablePageError(Exception):
    """No reader can make a document from a page. The message is the reason; ``path`` is that of the page."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path = path


@dataclass(frozen=True, slots=True)
class Document:
    """A saved page as text, with the metadata of its format.

    ``metadata`` holds front-matter keys as written (strings or lists of strings); ``text`` is what follows: HTML in a dump, plain
    text in a thread dump. For a whole HTML page, ``text`` is its source and ``root`` its tree, which is parsed once and must not
    be modified; elements may nest ``max_depth`` deep. ``item`` is set if the page is an exported item. ``url`` is the URL that
    the page was saved from, if that was recorded, and ``noted_url`` the one that the program that saved it wrote into it.
    """

    page: Page
    text: str
    metadata: Mapping[str, str | list[str]] = field(default_factory=dict)
    root: "_Element | None" = field(default=None, compare=False, repr=False)
    max_depth: int = MAX_DEPTH
    item: Item | None = None
    url: str | None = None
    noted_url: str | None = None
    _readings: dict[type, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def path(self) -> str:
        return self.page.path

    @property
    def tree(self) -> "_Element":
        """``root``, where the page is known to be HTML."""
        assert self.root is not None  # noqa: S101 - the reader sees to it
        return self.root

    def once(self, kind: type[T], read: Callable[[], T]) -> T:
        """What ``read`` computes from the document, which is done once for each ``kind``; do not modify the result."""
        if kind not in self._readings:
            self._readings[kind] = read()
        made: T = self._readings[kind]
        return made


def page_of(path: str, data: bytes, reader: str, captured: str | None = None) -> Page:
    """The provenance record of the bytes ``data`` found at ``path`` and read by ``reader``."""
    return Page(path=path, sha256=sha256(data).hexdigest(), bytes=len(data), reader=reader, captured=captured)


def dated(document: Document, captured: str | None, modified: str | None) -> Document:
    """``document`` with the time when it was saved: the first of ``captured``, what the page says, and ``modified``.

    The instant is in the time zone of the page, or otherwise China's, because dates without a time zone are read in it.
    """
    page = document.page
    at = captured or (None if page.captured else modified)
    if at:
        zone = datetime.fromisoformat(page.captured).tzinfo if page.captured else CHINA
        with suppress(OverflowError):  # at the end of the calendar
            page.captured = datetime.fromisoformat(at).astimezone(zone).isoformat(timespec="seconds")
    return document
