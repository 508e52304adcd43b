"""A folder of files named by the hash of their content, and which of the pictures in it are near-copies of one another."""

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec

from crawler.files.atomic_file import replacing, write_once
from crawler.files.locking import alone_in
from crawler.images.near_copies import groups
from crawler.images.perceptual import Fingerprint
from crawler.images.pixels import NotAPictureError, read_picture

EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/bmp": "bmp",
}
FOLDER = 2
"""Hex digits of the SHA-256 that name the folder, so that no folder has more than a 256th of the files."""
logger = logging.getLogger(__name__)
FILE, INDEX = "near_copies.jsonl", "pictures.jsonl"
AT_HAND = 256
"""Fingerprints that are cached, four kilobytes each; others are computed again from the stored pictures."""


def path_of(data: bytes, media_type: str) -> str:
    """The path of a picture in the store: ``ab/cdef….jpg`` for the SHA-256 ``abcdef…`` of its bytes."""
    digest = hashlib.sha256(data).hexdigest()
    return f"{digest[:FOLDER]}/{digest[FOLDER:]}.{EXTENSIONS[media_type]}"


class ContentStore:
    """A store for Scrapy's media pipelines, on disk. Files are written once, and atomically."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def persist_file(self, path: str, buf: BytesIO, info: Any, meta: Any = None, headers: Any = None) -> None:
        """Write a file named by :func:`path_of`, unless one with that name and size exists. Raises OSError."""
        write_once(self.folder / path, buf.getbuffer())

    def find(self, sha256: str) -> bytes:
        """The bytes of the picture with this SHA-256. Raises OSError; FileNotFoundError if it is not in the store."""
        names = (f"{sha256[:FOLDER]}/{sha256[FOLDER:]}.{ending}" for ending in EXTENSIONS.values())
        return self.read(next((name for name in names if (self.folder / name).is_file()), sha256))

    def read(self, path: str) -> bytes:
        """The bytes of a stored picture. Raises OSError."""
        return (self.folder / path).read_bytes()


class Stored(msgspec.Struct, frozen=True):
    """A stored picture: its path in the store, SHA-256, size in bytes, and format. ``dhash`` is None if it is not compared."""

    path: str
    sha256: str
    bytes: int
    media_type: str
    width: int
    height: int
    dhash: int | None


class Fingerprints:
    """A cache of the fingerprints of stored pictures."""

    def __init__(self, store: ContentStore, max_pixels: int) -> None:
        self._store, self._max_pixels = store, max_pixels
        self._at_hand: OrderedDict[str, Fingerprint | None] = OrderedDict()

    def remember(self, sha256: str, fingerprint: Fingerprint | None) -> None:
        """Add a fingerprint to the cache."""
        self._at_hand[sha256] = fingerprint
        if len(self._at_hand) > AT_HAND:
            self._at_hand.popitem(last=False)

    def of(self, picture: Stored) -> Fingerprint | None:
        """The fingerprint of a stored picture; None if it is not compared with others, or no longer exists."""
        if picture.sha256 not in self._at_hand:
            found = None
            with suppress(OSError, NotAPictureError):
                found = read_picture(self._store.read(picture.path), self._max_pixels).fingerprint
            self.remember(picture.sha256, found)
        self._at_hand.move_to_end(picture.sha256)
        return self._at_hand[picture.sha256]


class Links:
    """Collects the pictures of a run, and at the end writes which of all in the folder are near-copies."""

    def __init__(self, store: ContentStore, fingerprints: Fingerprints) -> None:
        self._store, self._fingerprints = store, fingerprints
        self._pictures: dict[str, Stored] = {}

    def add(self, pictures: Iterable[Stored]) -> None:
        for picture in pictures:
            self._pictures[picture.sha256] = picture

    def write(self) -> int:
        """Write two JSON Lines files next to the pictures, sorted by SHA-256, and return the number of groups. Raises OSError.

        ``pictures.jsonl`` has the data for comparing each picture of this and earlier runs; ``near_copies.jsonl`` has a line
        ``{"best": SHA-256, "near_copies": [SHA-256, …]}`` per group. The same pictures always result in the same files, whatever
        the order and runs in which they came. Another run that finishes at the same time waits.
        """
        with alone_in(self._store.folder):
            known = self._known() | self._pictures
            self._store_lines(INDEX, known.values())
            found = [group for group in groups(known.values(), self._fingerprints.of) if len(group) > 1]
            pairs = ((best.sha256, sorted(other.sha256 for other in others)) for best, *others in found)
            self._store_lines(FILE, ({"best": best, "near_copies": others} for best, others in pairs))
        return len(found)

    def _known(self) -> dict[str, Stored]:
        """The pictures of earlier runs; lines that cannot be read are skipped with a warning."""
        known: dict[str, Stored] = {}
        file = self._store.folder / INDEX
        for number, line in enumerate(file.read_bytes().splitlines() if file.exists() else [], 1):
            try:
                picture = msgspec.json.decode(line, type=Stored)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                logger.warning("%s, line %d is skipped: %s", file, number, error)
            else:
                known[picture.sha256] = picture
        return known

    def _store_lines(self, name: str, values: Iterable[object]) -> None:
        with replacing(self._store.folder / name) as file:
            file.writelines(sorted(msgspec.json.encode(value) + b"\n" for value in values))
