"""Plain text, as language models are trained on it: headline and text of each item, a separator after each."""

import codecs
import re
from typing import IO, Any

from scrapy.exporters import BaseItemExporter

from crawler.feeds.exporters._appending import goes_on
from crawler.feeds.exporters._item_files import FolderOfItems
from crawler.items import Item, bodies_of

SEPARATOR = "<|endoftext|>"


class TextExporter(BaseItemExporter):
    """Writes headline, blank line, text, and ``separator`` on a line of its own after every item.

    The text of a thread is that of its posts, blank lines between them, without quotes and empty posts. Line breaks are ``\\n``.
    Where the separator stands in a text, wherever that is, a backslash follows its first character (and one more where some
    follow already), so that no text can end a document, and a reader that takes one away gets the text back. Options:
    ``encoding`` and ``errors`` as in ``str.encode``, ``separator`` (two characters or more, one line). ``fields`` and ``indent``
    are not used.
    """

    def __init__(self, file: IO[bytes], separator: str = SEPARATOR, errors: str = "strict", **options: Any) -> None:
        super().__init__(**options)
        overlaps = any(separator.startswith(separator[at:]) for at in range(1, len(separator)))
        if len(separator) < 2 or separator.splitlines() != [separator] or "\\" in separator or overlaps:
            raise ValueError(
                "a separator is one line of two characters or more, without a backslash, that does not end as it begins"
            )
        self._encode = codecs.getincrementalencoder(self.encoding or "utf-8")(errors).encode
        self._file, self._write = file, file.write
        self._end = f"\n{separator}\n"
        self._rest = separator[1:]
        self._separator = re.compile(_with_backslashes(separator))

    def start_exporting(self) -> None:
        mark = self._encode("")
        if not goes_on(self._file, self.encoding or "utf-8"):
            self._write(mark)

    def export_item(self, item: Item) -> None:
        self._write(self._encode(self.escaped(document(item)) + self._end))

    def escaped(self, text: str) -> str:
        """``text`` without the separator in it."""
        return self._separator.sub(r"\1\\", text) if self._rest in text else text


class TextFolderExporter(FolderOfItems):
    """Writes each item into a file of its own: headline, blank line, text, a line feed, in UTF-8. Options: none."""

    ending = "txt"

    def content(self, item: Item) -> bytes:
        return f"{document(item)}\n".encode()


def document(item: Item) -> str:
    """The words of ``item``: its headline and its text or texts, blank lines between them."""
    text = "\n\n".join([part for part in (item.headline, *(body.text for body in bodies_of(item))) if part])
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _with_backslashes(separator: str) -> str:
    """A pattern of ``separator`` with any number of backslashes behind its first character, which is all that it takes."""
    return rf"({re.escape(separator[0])}\\*)(?={re.escape(separator[1:])})"
