"""Items that wait for the end of the run."""

from array import array
from datetime import datetime
from tempfile import TemporaryFile

import msgspec

from crawler.items import Item
from crawler.schema import TYPES
from crawler.state import PageRecord, key_of, page_record
from crawler.stories import Fingerprint, fingerprint, normal_form, story_text

DECODERS: dict[str, msgspec.json.Decoder[Item]] = {kind: msgspec.json.Decoder(record) for kind, record in TYPES.items()}


class Held:
    """Items in a temporary file without a name, in the order in which they came, and of each some 700 bytes in memory.

    ``bands`` has for every band the keys of the texts that are compared by bands, each text once; ``owners`` says of which item
    each of them is, and ``sketches`` has their sketches as numbers. An item's place is its number from 0.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed by close
        self._starts = array("Q", [0])
        self._by_bytes: dict[bytes, int] = {}
        self.sketches: list[int] = []
        self.bands: list[array[int]] = []
        self.owners = array("Q")
        self._places: dict[bytes, int] = {}

    def __len__(self) -> int:
        return (len(self._starts) - 1) // 2

    def add(self, item: Item) -> None:
        """Keep ``item``. Raises OSError; ValueError for an item that cannot be written as JSON, or without its hashes."""
        written = msgspec.json.encode(item)
        found = fingerprint(normal_form(story_text(item)))
        page = page_record(item, found)
        at, record = len(self), msgspec.msgpack.encode(page)
        self._file.seek(self._starts[-1])
        self._file.write(record + written)
        self._starts.extend((self._starts[-1] + len(record), self._starts[-1] + len(record) + len(written)))
        self._note(at, page, found)

    def _note(self, at: int, page: PageRecord, found: Fingerprint) -> None:
        before = self._by_bytes.setdefault(page.sha256, at)
        if before != at and _saved(page) < _saved(self.page(before)):
            self._by_bytes[page.sha256] = at
        if page.exact not in self._places:
            self._places[page.exact] = at
            if found.bands:
                self.owners.append(at)
                self.sketches.append(int.from_bytes(found.sketch, "big"))
                self.bands = self.bands or [array("I") for _ in found.bands]
                for keys, band in zip(self.bands, found.bands, strict=True):
                    keys.append(key_of(band))

    def page(self, at: int) -> PageRecord:
        """The record of an item's page."""
        return msgspec.msgpack.decode(self._read(2 * at), type=PageRecord)

    def written(self, at: int) -> bytes:
        """The JSON of an item."""
        return self._read(2 * at + 1)

    def item(self, at: int, kind: str) -> Item:
        """An item of the type ``kind``."""
        return DECODERS[kind].decode(self.written(at))

    def first_of(self, page: PageRecord) -> int:
        """The place of the item that counts of those whose pages have the same bytes: captured first, then by path."""
        return self._by_bytes[page.sha256]

    def texts(self) -> dict[bytes, int]:
        """The exact hash of every text, and the first item that has it."""
        return self._places

    def close(self) -> None:
        """Let go of all items."""
        self._file.close()

    def _read(self, part: int) -> bytes:
        self._file.seek(self._starts[part])
        return self._file.read(self._starts[part + 1] - self._starts[part])


def _saved(page: PageRecord) -> tuple[float, str]:
    captured = datetime.fromisoformat(page.captured).timestamp() if page.captured else float("inf")
    return captured, page.path
