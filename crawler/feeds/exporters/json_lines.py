"""JSON Lines: one item a line."""

from typing import Any

from crawler.feeds.exporters._json import JsonExporter


class JsonLinesExporter(JsonExporter):
    """Writes one compact JSON object a line, fields in the order in which the item declares them. ``indent`` is not used."""

    def export_item(self, item: Any) -> None:
        self.export_json(self.record(item))

    def export_json(self, record: bytes) -> None:
        """Export an item of which this is the JSON, as :meth:`record` gives it."""
        self.write(record + b"\n")
