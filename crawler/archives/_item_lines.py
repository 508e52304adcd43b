"""The items in a feed of JSON Lines that a run of this project wrote, plain or compressed."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from crawler.archives._limits import Limits, PageTooLargeError
from crawler.archives._page import SavedPage, unreadable
from crawler.archives._streams import ForwardStream

BEGINNING = b'{"schema_version":'
"""What such a feed begins with: the first field of every item."""


def pages(stream: ForwardStream, path: str, file: Path, limits: Limits) -> Iterator[SavedPage]:
    """A page for every line of ``stream`` that is not empty, called by its number: ``items.jsonl!/1``.

    One of more than ``limits.page_bytes`` cannot be read. Raises what ``stream`` raises.
    """
    for number, line in enumerate(_lines(stream, limits), 1):
        shown = f"{path}!/{number}"
        if len(line) > limits.page_bytes:
            yield unreadable(shown, file, PageTooLargeError(limits))
        elif line.strip():
            yield SavedPage(shown, file, partial(bytes, line))


def _lines(stream: ForwardStream, limits: Limits) -> Iterator[bytes]:
    """Of a line that is too long, so much that it shows."""
    parts: list[bytes] = []
    size = 0
    while chunk := stream.read():
        *ended, rest = chunk.split(b"\n")
        for line in ended:
            yield b"".join([*parts, line])
            parts, size = [], 0
        if size <= limits.page_bytes:
            parts.append(rest)
            size += len(rest)
    yield b"".join(parts)
