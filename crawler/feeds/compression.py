"""Post-processing of feeds: gzip and zstd, the same bytes for the same items."""

from typing import Any, BinaryIO

from scrapy.extensions.postprocessing import GzipPlugin as ScrapyGzipPlugin
from scrapy.extensions.postprocessing import PostProcessingManager

from crawler.files.compressed import zstd


class GzipPlugin(ScrapyGzipPlugin):
    """Scrapy's own, which writes the time and the name of a temporary file into the header unless it is told not to.

    Feed options ``gzip_compresslevel`` (here 6: 9 takes three times as long for 1 % less), ``gzip_mtime`` (0) and
    ``gzip_filename`` (none).
    """

    def __init__(self, file: BinaryIO, feed_options: dict[str, Any]) -> None:
        defaults = {"gzip_compresslevel": 6, "gzip_mtime": 0, "gzip_filename": ""}
        super().__init__(file, defaults | feed_options)


class ZstdPlugin:
    """Zstandard with a checksum, one frame. Feed option ``zstd_level`` (3), from -7 to 22."""

    def __init__(self, file: BinaryIO, feed_options: dict[str, Any]) -> None:
        options: dict[int, int] = {
            zstd.CompressionParameter.compression_level: feed_options.get("zstd_level", 3),
            zstd.CompressionParameter.checksum_flag: 1,
        }
        self.file = file
        self._is_open = True
        self._compressor = zstd.ZstdCompressor(options=options)

    def write(self, data: bytes) -> int:
        """Compress ``data`` into the file; returns how many bytes came in. Raises OSError."""
        self.file.write(self._compressor.compress(data))
        return len(data)

    def close(self) -> None:
        """End the frame. The file stays open."""
        if self._is_open:
            self.file.write(self._compressor.flush())
        self._is_open = False


def close_plugins(file: Any) -> None:
    """Close all plugins of a feed's ``file``, the first that items go through first: Scrapy closes that alone, and the ends of
    the others would be missing. Raises OSError."""
    if isinstance(file, PostProcessingManager):
        plugin = file.head_plugin
        while plugin not in {None, file.file}:
            plugin.close()
            plugin = getattr(plugin, "file", None)
