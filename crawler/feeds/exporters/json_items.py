"""JSON: one item a line, or all in one array, in the encoding that a feed asks for."""

import codecs
from collections.abc import Callable, Collection
from typing import IO, Any

import msgspec
from scrapy.exporters import BaseItemExporter

from crawler.feeds.exporters._appending import goes_on
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
        self._file, self._write = file, file.write

    def record(self, item: Any) -> bytes:
        """The JSON of one item, as UTF-8 on one line. Raises UnicodeEncodeError for a lone surrogate."""
        return self._encode(self._choose(item))

    def write(self, record: bytes) -> None:
        """Write one complete ``record``, which is UTF-8, in the encoding of the feed."""
        self._write(self._transcode(record))


class JsonLinesExporter(JsonExporter):
    """Writes one compact JSON object a line, fields in the order in which the item declares them. ``indent`` is not used."""

    def start_exporting(self) -> None:
        mark = self._transcode(b"")
        if not goes_on(self._file, self.encoding or "utf-8"):
            self._write(mark)

    def export_item(self, item: Any) -> None:
        self.export_json(self.record(item))

    def export_json(self, record: bytes) -> None:
        """Export an item of which this is the JSON, as :meth:`record` gives it."""
        self.write(record + b"\n")


class JsonArrayExporter(JsonExporter):
    """Writes ``[``, the items and ``]``. ``indent``: None writes one line, 0 a line for every item, n indents by n spaces."""

    appends = False
    begins, ends = b"[", b"]"
    """What stands around the items."""

    def start_exporting(self) -> None:
        self._line_break = b"" if self.indent is None else b"\n"
        self._before_item = self._line_break
        self.write(self.begins)

    def export_item(self, item: Any) -> None:
        record = self.record(item)
        if self.indent:
            record = msgspec.json.format(record, indent=self.indent)
        self.write(self._before_item + record)
        self._before_item = b"," + self._line_break

    def finish_exporting(self) -> None:
        self.write(self._line_break + self.ends + self._line_break)
