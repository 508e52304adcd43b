"""Which of the pictures of a run are near-copies of one another."""

from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

import msgspec

from crawler.extensions.atomic_file import AtomicFile
from crawler.images._perceptual import Fingerprint
from crawler.images.near_copies import groups
from crawler.images.pixels import NotAPictureError, read_picture
from crawler.pictures.content_store import ContentStore

FILE = "near_copies.jsonl"
AT_HAND = 256
"""Fingerprints that are kept, four kilobytes each; others are made again from the stored pictures."""


class Stored(NamedTuple):
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
    """Gathers the pictures of a run, and writes its groups of near-copies at the end."""

    def __init__(self, store: ContentStore, fingerprints: Fingerprints) -> None:
        self._store, self._fingerprints = store, fingerprints
        self._pictures: dict[str, Stored] = {}

    def add(self, pictures: Iterable[Stored]) -> None:
        for picture in pictures:
            self._pictures[picture.sha256] = picture

    def write(self) -> int:
        """Write ``near_copies.jsonl`` beside the pictures, a line a group, sorted by SHA-256; how many groups. Raises OSError.

        ``{"best": SHA-256, "near_copies": [SHA-256, …]}``. The same pictures give the same file, in whatever order they came.
        """
        found = [group for group in groups(self._pictures.values(), self._fingerprints.of) if len(group) > 1]
        lines = sorted(
            msgspec.json.encode({"best": best.sha256, "near_copies": sorted(other.sha256 for other in others)}) + b"\n"
            for best, *others in found
        )
        file = AtomicFile(self._store.folder / FILE)
        try:
            file.open().writelines(lines)
            file.store()
        finally:
            file.discard()
        return len(lines)
