"""A buffer of items on disk."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from crawler.items import Article, Item, Thread

KINDS: dict[type, bytes] = {Article: b"a", Thread: b"t"}
DECODERS: dict[bytes, msgspec.json.Decoder[Item]] = {kind: msgspec.json.Decoder(record) for record, kind in KINDS.items()}
MOST_BYTES = 16 * 1024 * 1024


class Spill:
    """Stores items by name in the new ``folder``, with at most :data:`MOST_BYTES` in memory."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._files: dict[str, Path] = {}
        self._waiting: dict[str, bytearray] = {}
        self._bytes = 0

    def add(self, name: str, item: Item) -> None:
        """Store ``item``. Raises OSError; TypeError, KeyError and UnicodeError if it is not an item or cannot be encoded."""
        line = KINDS[type(item)] + msgspec.json.encode(item) + b"\n"
        self._files.setdefault(name, self._folder / f"{len(self._files):06d}")
        self._waiting.setdefault(name, bytearray()).extend(line)
        self._bytes += len(line)
        if self._bytes >= MOST_BYTES:
            self._write()

    def _write(self) -> None:
        waiting, self._waiting, self._bytes = self._waiting, {}, 0
        for name, lines in waiting.items():
            with self._files[name].open("ab") as file:
                file.write(lines)

    def names(self) -> list[str]:
        """All names, sorted."""
        return sorted(self._files)

    def items(self, name: str) -> Iterator[Item]:
        """The items stored under a name, in their original order. Raises OSError."""
        self._write()
        with self._files[name].open("rb") as file:
            for line in file:
                yield DECODERS[line[:1]].decode(line[1:])

    def discard(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self._folder, ignore_errors=True)
