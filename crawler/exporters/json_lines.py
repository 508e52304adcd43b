"""JSON Lines: one item a line."""

from typing import Any

from crawler.exporters._json import JsonExporter


class JsonLinesExporter(JsonExporter):
    """Writes one compact JSON object a line, fields in the order in which the item declares them. ``indent`` is not used."""

    def export_item(self, item: Any) -> None:
        self.write(self.record(item) + b"\n")
