"""The items in a feed of JSON Lines, or of JSON without indents, that a run of this project wrote, plain or compressed."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from crawler.pages._columns import BOM
from crawler.pages._page import ArchiveError, Found, Limits, Lost, PageTooLargeError, SavedPage, unreadable
from crawler.pages._streams import ForwardStream, GapError

BEGINNING = b'{"schema_version":'
"""What such a feed begins with: the first field of every item."""
BEGINNINGS = tuple(mark + opened + BEGINNING for mark in (b"", BOM) for opened in (b"", b"[", b"[\n"))

END_OF_FILE = b"\x1a"
"""What programs for DOS write behind the last line."""


def pages(stream: ForwardStream, path: str, file: Path, limits: Limits) -> Iterator[Found]:
    """A page for every line of ``stream`` that is not empty, called by its number: ``items.jsonl!/1``.

    One of more than ``limits.page_bytes`` cannot be read. The lines that damage is in are lost.
    """
    number = 0
    for line in lines(stream, path, limits):
        if isinstance(line, Lost):
            yield line
            continue
        number += 1
        line = line.removeprefix(BOM)
        shown = f"{path}!/{number}"
        if len(line) > limits.page_bytes:
            yield unreadable(shown, file, PageTooLargeError(limits))
        elif line.strip():
            yield SavedPage(shown, file, partial(bytes, line))


def lines(stream: ForwardStream, path: str, limits: Limits) -> Iterator[bytes | Lost]:
    """The lines of ``stream``, without their ends, and what is lost between them; of a line that is too long, so much that it
    shows.
    """
    parts: list[bytes] = []
    size, is_torn = 0, False
    for chunk in _chunks(stream, path):
        if isinstance(chunk, Lost):
            yield chunk
            parts, size, is_torn = [], 0, True
            continue
        *ended, rest = chunk.split(b"\n")
        for line in ended:
            if not is_torn:
                yield b"".join([*parts, line])
            parts, size, is_torn = [], 0, False
        if size <= limits.page_bytes:
            parts.append(rest)
            size += len(rest)
    if not is_torn:
        yield b"".join(parts).rstrip(END_OF_FILE)


def _chunks(stream: ForwardStream, path: str) -> Iterator[bytes | Lost]:
    try:
        while True:
            try:
                chunk = stream.read()
            except GapError as error:
                yield Lost(path, str(error), None, error.gap.size)
                continue
            if not chunk:
                return
            yield chunk
    except ArchiveError as error:  # a decompression bomb
        yield Lost(path, str(error))
