"""Markdown: a file an item, in a folder or in one zip."""

from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from crawler.feeds.exporters._front_matter import front_matter
from crawler.feeds.exporters._item_files import FolderOfItems, ItemFiles
from crawler.items import Item
from crawler.readers.exported_markdown import rendition

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
REGULAR_FILE = 0o100644 << 16


def markdown_page(item: Item) -> bytes:
    """The file of ``item`` in UTF-8: front matter between ``---`` lines, a blank line, Markdown.

    Raises UncleanHtmlError where its html is not what the stages render, UnicodeEncodeError for a lone surrogate.
    """
    head, markdown = rendition(item)
    return f"---\n{front_matter(head)}---\n\n{markdown}\n".encode()


class _MarkdownFiles(ItemFiles):
    """Options: none; files are UTF-8 and hold all fields, so that they can be replayed."""

    ending = "md"

    def content(self, item: Item) -> bytes:
        return markdown_page(item)


class MarkdownExporter(_MarkdownFiles, FolderOfItems):
    """A folder of Markdown."""


class MarkdownZipExporter(_MarkdownFiles):
    """Writes one zip, the same bytes for the same items. What it lists at its end is kept in memory: some 300 bytes an item."""

    appends = False

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(**options)
        self._zip = ZipFile(file, "w", ZIP_DEFLATED)
        self.add = self._add

    def _add(self, name: str, page: bytes) -> bool:
        if name in self._zip.NameToInfo:
            return False
        info = ZipInfo(name, ZIP_EPOCH)
        info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, REGULAR_FILE
        self._zip.writestr(info, page)
        return True

    def finish_exporting(self) -> None:
        self._zip.close()
