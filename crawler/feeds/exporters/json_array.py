"""JSON: all items in one array."""

from typing import Any

import msgspec

from crawler.feeds.exporters._json import JsonExporter


class JsonArrayExporter(JsonExporter):
    """Writes ``[``, the items and ``]``. ``indent``: None writes one line, 0 a line for every item, n indents by n spaces."""

    appends = False

    def start_exporting(self) -> None:
        self._line_break = b"" if self.indent is None else b"\n"
        self._before_item = self._line_break
        self.write(b"[")

    def export_item(self, item: Any) -> None:
        record = self.record(item)
        if self.indent:
            record = msgspec.json.format(record, indent=self.indent)
        self.write(self._before_item + record)
        self._before_item = b"," + self._line_break

    def finish_exporting(self) -> None:
        self.write(self._line_break + b"]" + self._line_break)
