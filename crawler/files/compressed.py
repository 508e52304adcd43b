"""Zstandard, from the standard library or its backport."""

import sys

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdCompressor, ZstdError, compress, decompress
else:
    from backports.zstd import ZstdCompressor, ZstdError, compress, decompress

__all__ = ["Compressor", "ZstdError", "compress", "decompress"]


class Compressor:
    """A reusable compressor: creating one takes as long as compressing a page."""

    def __init__(self) -> None:
        self._compressor = ZstdCompressor()

    def compress(self, data: bytes) -> bytes:
        """Return the same as :func:`compress`."""
        return self._compressor.compress(data, ZstdCompressor.FLUSH_FRAME)
