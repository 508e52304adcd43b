"""From an item to JSON, in the encoding that a feed asks for."""

import codecs
from collections.abc import Callable, Collection
from typing import IO, Any

import msgspec
from scrapy.exporters import BaseItemExporter

from crawler.feeds.exporters._fields import FIELDS, chooser

ESCAPING = "qingliu.json-escape"


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: characters that the encoding lacks become ``\\uXXXX``, as JSON allows in every string."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4)), error.end


codecs.register_error(ESCAPING, _escape)


def transcoder(encoding: str) -> Callable[[bytes], bytes]:
    """A function from UTF-8 JSON to the same in ``encoding``; a byte order mark comes once. Raises LookupError."""
    if codecs.lookup(encoding).name == "utf-8":
        return lambda data: data
    encode = codecs.getincrementalencoder(encoding)(ESCAPING).encode
    return lambda data: encode(data.decode("utf-8"))


class JsonExporter(BaseItemExporter):
    """What both JSON feeds share. Options: ``fields``, ``encoding`` (utf-8) and ``indent``; TypeError for any other."""

    known_fields: Collection[str] = FIELDS

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(**options)
        self._choose = chooser(self.fields_to_export)
        self._encode = msgspec.json.Encoder().encode
        self._transcode = transcoder(self.encoding or "utf-8")
        self._write = file.write

    def record(self, item: Any) -> bytes:
        """The JSON of one item, as UTF-8 on one line. Raises UnicodeEncodeError for a lone surrogate."""
        return self._encode(self._choose(item))

    def write(self, record: bytes) -> None:
        """Write one complete ``record``, which is UTF-8, in the encoding of the feed."""
        self._write(self._transcode(record))
