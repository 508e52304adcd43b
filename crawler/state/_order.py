"""The order in which the pages of one item were saved, and which of them have the same content."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from crawler.stories.grouping import CORPUS


class StoredPage(NamedTuple):
    """What is stored of a page except its item; the fields are the columns of the same names."""

    number: int
    sha256: bytes
    id: str
    type: str
    content: bytes
    text: int
    run: int
    site: str
    publisher: str | None
    source: str | None
    headline: str
    date_published: str | None
    captured: str | None
    latest: str | None
    length: int
    path: str
    given: str | None = None

    @property
    def key(self) -> int:
        return self.number


class Version(NamedTuple):
    """One version of an item's content: its number, from 1, and the first page that had it."""

    revision: int
    first: StoredPage


def versions_of(pages: Iterable[StoredPage]) -> list[Version]:
    """The versions of one item, oldest first, regardless of the order of its ``pages``.

    Content that reappears later is not a new version.
    """
    first: dict[bytes, StoredPage] = {}
    for page in sorted(pages, key=_saved):
        first.setdefault(page.content, page)
    return [Version(revision, page) for revision, page in enumerate(first.values(), 1)]


def _saved(page: StoredPage) -> tuple[bool, float, int, str, int, str, bytes]:
    """The sort key: items of the ``CORPUS`` first, then by time of capture (unknown first), run that saw the page first, latest
    instant on the page, length, path, bytes."""
    captured = datetime.fromisoformat(page.captured).timestamp() if page.captured else float("-inf")
    return not page.path.startswith(CORPUS), captured, page.run, page.latest or "", page.length, page.path, page.sha256
