"""The items in a feed of JSON Lines that a run of this project wrote, plain or compressed."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from crawler.archives._limits import Limits
from crawler.archives._page import SavedPage
from crawler.archives._streams import ForwardStream

BEGINNING = b'{"schema_version":'
"""What such a feed begins with: the first field of every item."""


def pages(stream: ForwardStream, path: str, file: Path, limits: Limits) -> Iterator[SavedPage]:
    """A page for every line of ``stream`` that is not empty, called by its number: ``items.jsonl!/1``.

    Raises PageTooLargeError at a line of more than ``limits.page_bytes``, and what ``stream`` raises.
    """
    for number, line in enumerate(_lines(stream, limits), 1):
        if line.strip():
            yield SavedPage(f"{path}!/{number}", file, partial(bytes, line))


def _lines(stream: ForwardStream, limits: Limits) -> Iterator[bytes]:
    parts: list[bytes] = []
    size = 0
    while chunk := stream.read():
        *ended, rest = chunk.split(b"\n")
        for line in ended:
            yield b"".join([*parts, line])
            parts, size = [], 0
        parts.append(rest)
        size += len(rest)
        limits.check(size)
    yield b"".join(parts)
