"""Formats that are a file an item: what the files are called, and the folder that they go to."""

import unicodedata
from collections.abc import Callable
from typing import Any, ClassVar

from scrapy.exporters import BaseItemExporter

from crawler.content.patterns import regex
from crawler.feeds.storages.local import Folder, FolderFeed
from crawler.items import Item

NO_WORD = regex(r"[\W_]+")
TITLE_KEPT = 40
"""Characters of a headline in a file name: 120 bytes of Chinese, of the 255 that a name may have."""


def file_name(item: Item, ending: str, copy: int = 1) -> str:
    """The name of the file of ``item``: date, headline and id, ``2021-07-28-江苏省委书记-f1e52c1a7c05f529.md``.

    Letters and digits in Unicode normal form C with hyphens between them, so no path, no hidden file and no reserved name. The
    id alone tells files apart, in upper and in lower case; a second item with the same id has ``-2`` behind it.
    """
    headline = unicodedata.normalize("NFC", item.headline)
    words = NO_WORD.sub("-", headline)[:TITLE_KEPT].strip("-")
    stem = "-".join(part for part in ((item.date_published or "")[:10], unicodedata.normalize("NFC", words), item.id) if part)
    return f"{stem}-{copy}.{ending}" if copy > 1 else f"{stem}.{ending}"


class ItemFiles(BaseItemExporter):
    """Adds a file for every item, under a name that no other has."""

    ending: ClassVar[str]
    add: Callable[[str, bytes], bool]
    """Writes a file; False where there is one of that name already. Raises OSError."""

    def content(self, item: Item) -> bytes:
        """What the file of ``item`` holds."""
        raise NotImplementedError

    def export_item(self, item: Item) -> None:
        content, copy = self.content(item), 1
        while not self.add(file_name(item, self.ending, copy), content):
            copy += 1


class FolderOfItems(ItemFiles):
    """Writes into a folder that has the name of the feed."""

    storage: ClassVar[type[FolderFeed]] = FolderFeed
    in_memory = False
    schemes = ("", "file")

    def __init__(self, file: Folder, **options: Any) -> None:
        super().__init__(**options)
        if not isinstance(file, Folder):
            raise TypeError("this format is a local folder: nothing else can be written to, nor compressed; md.zip is one file")
        self.add = file.add
