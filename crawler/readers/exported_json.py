"""Reads one item as a line of the ``jsonl`` feed."""

import msgspec

from crawler.readers._restored import restored
from crawler.readers.document import Document, UnreadablePageError, page_of

BEGINNING = '{"schema_version":'


def recognises(text: str) -> bool:
    """Whether ``text`` begins like an exported line."""
    return text.startswith(BEGINNING)


def read(path: str, data: bytes, text: str) -> Document:
    """The document of an exported line, with its finished item. Raises :class:`UnreadablePageError`."""
    try:
        plain = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadablePageError(path, f"not an exported item: {error}") from error
    return Document(page_of(path, data, "export"), text, item=restored(path, plain))
