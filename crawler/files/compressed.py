"""Zstandard, from the standard library or its backport."""

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["Compressor", "zstd"]


class Compressor:
    """A reusable compressor: creating one takes as long as compressing a page."""

    def __init__(self, level: int | None = None) -> None:
        self._compressor = zstd.ZstdCompressor(level=level)

    def compress(self, data: bytes) -> bytes:
        """Return the same as ``zstd.compress``."""
        return self._compressor.compress(data, zstd.ZstdCompressor.FLUSH_FRAME)
