"""Markdown: a file an item, in a folder or in one zip. Readers of Markdown that know of no front matter find no markup in it."""

import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import yaml
from scrapy.extensions.postprocessing import PostProcessingManager

from crawler.content.patterns import regex
from crawler.feeds.exporters._item_files import FolderOfItems, ItemFiles
from crawler.items import Item
from crawler.readers.exported_markdown import rendition

UNLIMITED = 2**31 - 1
_UNDERSCORE = r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"  # between letters it is none of emphasis, and it stands in keys
SIGN = regex(rf"[<`*~\[\]{{}}]|{_UNDERSCORE}")
QUOTED = regex(rf"{SIGN.pattern}|^[+=]|^\d+[.)]")
"""What is put in double quotes: YAML has escapes only there. Lists in lists begin with other signs, which YAML quotes itself."""
OF_TEXT = regex(rf"[<`*~]|\[(?!\]$)|\](?!$)|\{{(?!\}}$)|\}}(?!$)|{_UNDERSCORE}", re.MULTILINE)
"""Those of the signs that are no part of the YAML: it has only empty collections in brackets, and texts do not end a line."""
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
REGULAR_FILE = 0o100644 << 16


class _Dumper(yaml.CSafeDumper):
    """Texts with signs of Markdown in double quotes."""


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, '"' if QUOTED.search(value) else None)


_Dumper.add_representer(str, _text)


def front_matter(fields: Mapping[str, Any]) -> str:
    """``fields`` as lines of YAML, each text on one line."""
    head = yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=UNLIMITED)
    return OF_TEXT.sub(lambda sign: f"\\x{ord(sign[0]):02X}", head)


def markdown_page(item: Item) -> bytes:
    """The file of ``item`` in UTF-8: front matter between ``---`` lines, a blank line, Markdown. Raises UncleanHtmlError where
    its html is not what the stages render, UnicodeEncodeError for a lone surrogate."""
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
        target: Any = file
        if isinstance(file, PostProcessingManager):  # whose tell() is the place in what it has compressed: ZipFile counts itself
            target = SimpleNamespace(write=file.write, flush=file.flush)
        self._zip = ZipFile(target, "w", ZIP_DEFLATED)
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
