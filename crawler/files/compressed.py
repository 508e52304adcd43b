"""Zstandard, wherever this Python has it."""

import sys

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdCompressor, ZstdError, compress, decompress
else:
    from backports.zstd import ZstdCompressor, ZstdError, compress, decompress

__all__ = ["Compressor", "ZstdError", "compress", "decompress"]


class Compressor:
    """Compresses one thing after the other: to make what does it takes as long as a page."""

    def __init__(self) -> None:
        self._compressor = ZstdCompressor()

    def compress(self, data: bytes) -> bytes:
        """What :func:`compress` gives."""
        return self._compressor.compress(data, ZstdCompressor.FLUSH_FRAME)
