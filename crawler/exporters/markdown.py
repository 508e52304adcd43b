"""Markdown: a file an item, in a folder or in one zip."""

import re
import unicodedata
from collections.abc import Callable
from typing import IO, Any, ClassVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import yaml
from scrapy.exporters import BaseItemExporter

from crawler.documents.exported_markdown import rendition
from crawler.exporters._files import refuse_to_append
from crawler.extensions.folder_feed import Folder, FolderFeed
from crawler.items import Item

NO_WORD = re.compile(r"[\W_]+")
TITLE_KEPT = 40
"""Characters of a headline in a file name: 120 bytes of Chinese, of the 255 that a name may have."""
UNLIMITED = 2**31 - 1
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
REGULAR_FILE = 0o100644 << 16


def file_name(item: Item, copy: int = 1) -> str:
    """The name of the file of ``item``: date, headline and id, ``2021-07-28-江苏省委书记-f1e52c1a7c05f529.md``.

    Letters and digits in Unicode normal form C with hyphens between them, so no path, no hidden file and no reserved name. The
    id alone tells files apart, in upper and in lower case; a second item with the same id has ``-2`` behind it.
    """
    headline = unicodedata.normalize("NFC", item.headline)
    words = NO_WORD.sub("-", headline)[:TITLE_KEPT].strip("-")
    stem = "-".join(part for part in ((item.date_published or "")[:10], unicodedata.normalize("NFC", words), item.id) if part)
    return f"{stem}-{copy}.md" if copy > 1 else f"{stem}.md"


def markdown_page(item: Item) -> bytes:
    """The file of ``item`` in UTF-8: front matter between ``---`` lines, a blank line, Markdown.

    Raises UncleanHtmlError where its html is not what the stages render, UnicodeEncodeError for a lone surrogate.
    """
    head, markdown = rendition(item)
    front_matter = yaml.dump(head, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=UNLIMITED)
    return f"---\n{front_matter}---\n\n{markdown}\n".encode()


class _MarkdownExporter(BaseItemExporter):
    """Options: none; files are UTF-8 and hold all fields, so that they can be replayed."""

    add: Callable[[str, bytes], bool]
    """Writes a file; False where there is one of that name already. Raises OSError."""

    def export_item(self, item: Item) -> None:
        page, copy = markdown_page(item), 1
        while not self.add(file_name(item, copy), page):
            copy += 1


class MarkdownExporter(_MarkdownExporter):
    """Writes into a folder that has the name of the feed."""

    storage: ClassVar[type[FolderFeed]] = FolderFeed

    def __init__(self, file: Folder, **options: Any) -> None:
        super().__init__(**options)
        if not isinstance(file, Folder):
            raise TypeError("this format is a local folder: nothing else can be written to, nor compressed; md.zip is one file")
        self.add = file.add


class MarkdownZipExporter(_MarkdownExporter):
    """Writes one zip, the same bytes for the same items. What it lists at its end is kept in memory: some 300 bytes an item."""

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(**options)
        refuse_to_append(file)
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
