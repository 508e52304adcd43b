"""A stage and exporters that fail when they are told to."""

from typing import Any

from scrapy.exceptions import DropItem

from crawler.body import Draft
from crawler.exporters.json_lines import JsonLinesExporter
from crawler.items import Item


class Finish:
    """The only stage: drops the pages called ``drop…`` and raises on those called ``raise…``."""

    def process_item(self, item: Draft) -> Item:
        if "/drop" in item.page.path:
            raise DropItem("duplicate: of 0123456789abcdef")
        if "/raise" in item.page.path:
            raise ValueError("坏页")
        return item.item


class PickyExporter(JsonLinesExporter):
    """Raises for page ``b``."""

    def export_item(self, item: Any) -> None:
        if item.page.path == "pages/b.txt":
            raise TypeError("not this one")
        super().export_item(item)


class FullDiskExporter(JsonLinesExporter):
    """Writes part of its first record."""

    def export_item(self, item: Any) -> None:
        self.write(self.record(item)[:40])
        raise OSError(28, "No space left on device")


class EndlessExporter(JsonLinesExporter):
    """Cannot finish."""

    def finish_exporting(self) -> None:
        raise ValueError("no end")
