"""A folder of files named by the hash of their content."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

from crawler.files.atomic_file import write_once

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

    def stat_file(self, path: str, info: Any) -> dict[str, Any]:
        """Return nothing: whether a picture is stored cannot be known from its URL."""
        return {}

    def find(self, sha256: str) -> bytes:
        """The bytes of the picture with this SHA-256. Raises OSError; FileNotFoundError if it is not in the store."""
        names = (f"{sha256[:FOLDER]}/{sha256[FOLDER:]}.{ending}" for ending in EXTENSIONS.values())
        return self.read(next((name for name in names if (self.folder / name).is_file()), sha256))

    def read(self, path: str) -> bytes:
        """The bytes of a stored picture. Raises OSError."""
        return (self.folder / path).read_bytes()
