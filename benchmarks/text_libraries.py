"""Bare loops over the libraries underlying the text formats: csv, xml.sax and PyYAML, as in :mod:`benchmarks.libraries`."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

import msgspec
import yaml

from crawler.feeds.exporters import csv_table, spreadsheet
from crawler.items import Item
from crawler.readers.exported_markdown import rendition

NOTHING = AttributesImpl({})


def comma_separated(uri: str) -> Any:
    """csv: a row per item."""
    return _csv(uri, lambda item: [csv_table.cell(getattr(item, name, None)) for name in csv_table.CsvExporter.known_fields])


def sheet(uri: str) -> Any:
    """csv: the same with the columns of the spreadsheet."""
    return _csv(uri, lambda item: [csv_table.defused(column(item)) for column in spreadsheet.COLUMNS.values()])


def _csv(uri: str, row: Any) -> Any:
    file = Path(uri).open("w", encoding="utf-8", newline="")  # noqa: SIM115 - closed by the end of the loop
    return lambda items: list(map(row, items)), csv.writer(file).writerows, file.close


def xml(uri: str) -> Any:
    """xml.sax: three calls per element."""
    file = Path(uri).open("w", encoding="utf-8")  # noqa: SIM115 - closed by the end of the loop
    generator = XMLGenerator(file, "utf-8")

    def element(name: str, value: Any) -> None:
        generator.startElement(name, NOTHING)
        if isinstance(value, dict | list):
            for member, inner in value.items() if isinstance(value, dict) else (("value", inner) for inner in value):
                element(member, inner)
        else:
            generator.characters("" if value is None else str(value))
        generator.endElement(name)

    def write(items: Iterable[Any]) -> None:
        for item in items:
            element("item", item)

    return lambda items: list(map(msgspec.to_builtins, items)), write, file.close


def front_matter(uri: str) -> Any:
    """PyYAML's C emitter: the front matter of Markdown, followed by the text."""
    file = Path(uri).open("w", encoding="utf-8")  # noqa: SIM115 - closed by the end of the loop

    def prepare(items: list[Item]) -> list[tuple[dict[str, Any], str]]:
        return list(map(rendition, items))

    def write(pages: Iterable[tuple[dict[str, Any], str]]) -> None:
        for head, text in pages:
            file.write(yaml.dump(head, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=2**31 - 1))
            file.write(text)

    return prepare, write, file.close
