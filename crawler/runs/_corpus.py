"""The items that a run compares its own with but does not export: the setting ``CORPUS``."""

from collections.abc import Iterator
from hashlib import sha256

from scrapy.settings import BaseSettings

from crawler.images.item_content import content_sha256
from crawler.items import Article, Item, Page, Thread
from crawler.pages import ArchiveError, NoPagesError, PageTooLargeError, SavedPage, saved_files, saved_pages
from crawler.readers import UnreadablePageError, decode
from crawler.runs.cleaning import Cleaner
from crawler.runs.stages import cleaner_of
from crawler.stories.grouping import CORPUS

SITE = "corpus"


def corpus_items(where: str, settings: BaseSettings) -> Iterator[Item | None]:
    """Yield the items at ``where``, a file, folder, archive or glob: exported items, items of saved pages, and plain texts as
    articles without a headline. Yields None for anything else. Their paths show that they come from the corpus. Raises
    NoPagesError."""
    cleaner = cleaner_of(settings)
    for page in saved_pages(where):
        if isinstance(page, SavedPage):
            yield _item(page, cleaner)


def files_there(where: str) -> bool:
    """Whether there is a file, folder or glob of this name."""
    try:
        return next(iter(saved_files(where)), None) is not None
    except NoPagesError:
        return False


def _item(page: SavedPage, cleaner: Cleaner) -> Item | None:
    try:
        data = page.read()
    except (ArchiveError, NoPagesError, PageTooLargeError, OSError):
        return None
    cleaned = getattr(cleaner.clean(page, data).outcome, "item", None)
    item = cleaned if isinstance(cleaned, Article | Thread) else _plain(page, data)
    if item is not None:
        item.page.path = CORPUS + page.path
        item.page.sha256 = sha256(CORPUS.encode() + data).hexdigest()
    return item


def _plain(page: SavedPage, data: bytes) -> Article | None:
    try:
        text = decode(page.path, data).text.strip()
    except UnreadablePageError:
        return None
    digest = sha256(data).hexdigest()
    about = Page(path=page.path, sha256=digest, bytes=len(data), reader="plain_text")
    item = Article(id=digest[:16], site=SITE, headline="", text=text, page=about)
    item.content_sha256 = content_sha256(item)
    return item if text else None
