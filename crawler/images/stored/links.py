"""Which of the pictures in a folder are near-copies of one another."""

import logging
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress

import msgspec

from crawler.files.atomic_file import AtomicFile
from crawler.files.locking import alone_in
from crawler.images.near_copies import groups
from crawler.images.perceptual import Fingerprint
from crawler.images.pixels import NotAPictureError, read_picture
from crawler.images.stored.content_store import ContentStore

logger = logging.getLogger(__name__)
FILE, INDEX = "near_copies.jsonl", "pictures.jsonl"
AT_HAND = 256
"""Fingerprints that are kept, four kilobytes each; others are made again from the stored pictures."""


class Stored(msgspec.Struct, frozen=True):
    """A picture in the store: its path there, SHA-256 and size in bytes, and what is in it. ``dhash`` is None where the picture
    is compared with no other."""

    path: str
    sha256: str
    bytes: int
    media_type: str
    width: int
    height: int
    dhash: int | None


class Fingerprints:
    """The fingerprints of stored pictures."""

    def __init__(self, store: ContentStore, max_pixels: int) -> None:
        self._store, self._max_pixels = store, max_pixels
        self._at_hand: OrderedDict[str, Fingerprint | None] = OrderedDict()

    def remember(self, sha256: str, fingerprint: Fingerprint | None) -> None:
        """Keep a fingerprint for the next that ask for it."""
        self._at_hand[sha256] = fingerprint
        if len(self._at_hand) > AT_HAND:
            self._at_hand.popitem(last=False)

    def of(self, picture: Stored) -> Fingerprint | None:
        """The fingerprint of a stored picture; None where it is compared with no other, or is there no more."""
        if picture.sha256 not in self._at_hand:
            found = None
            with suppress(OSError, NotAPictureError):
                found = read_picture(self._store.read(picture.path), self._max_pixels).fingerprint
            self.remember(picture.sha256, found)
        self._at_hand.move_to_end(picture.sha256)
        return self._at_hand[picture.sha256]


class Links:
    """Gathers the pictures of a run, and tells at the end which of all in the folder are near-copies."""

    def __init__(self, store: ContentStore, fingerprints: Fingerprints) -> None:
        self._store, self._fingerprints = store, fingerprints
        self._pictures: dict[str, Stored] = {}

    def add(self, pictures: Iterable[Stored]) -> None:
        for picture in pictures:
            self._pictures[picture.sha256] = picture

    def write(self) -> int:
        """Write two files beside the pictures, a line a picture or group, sorted by SHA-256; how many groups. Raises OSError.

        ``pictures.jsonl`` says of each picture of this run and those before what it is compared by; ``near_copies.jsonl`` has
        ``{"best": SHA-256, "near_copies": [SHA-256, …]}``. The same pictures give the same files, in whatever order and runs
        they came. A run that ends meanwhile waits.
        """
        with alone_in(self._store.folder):
            known = self._known() | self._pictures
            self._store_lines(INDEX, known.values())
            found = [group for group in groups(known.values(), self._fingerprints.of) if len(group) > 1]
            pairs = ((best.sha256, sorted(other.sha256 for other in others)) for best, *others in found)
            self._store_lines(FILE, ({"best": best, "near_copies": others} for best, others in pairs))
        return len(found)

    def _known(self) -> dict[str, Stored]:
        """The pictures of runs before; lines that cannot be read are left out, and told."""
        known: dict[str, Stored] = {}
        file = self._store.folder / INDEX
        for number, line in enumerate(file.read_bytes().splitlines() if file.exists() else [], 1):
            try:
                picture = msgspec.json.decode(line, type=Stored)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                logger.warning("%s, line %d is left out: %s", file, number, error)
            else:
                known[picture.sha256] = picture
        return known

    def _store_lines(self, name: str, values: Iterable[object]) -> None:
        file = AtomicFile(self._store.folder / name)
        try:
            file.open().writelines(sorted(msgspec.json.encode(value) + b"\n" for value in values))
            file.store()
        finally:
            file.discard()
