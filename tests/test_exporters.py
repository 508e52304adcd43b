"""The four feed formats give back what was put in."""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import fields
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from scrapy.exporters import BaseItemExporter

from crawler.feeds.exporters._fields import FIELDS
from crawler.feeds.exporters.csv_table import CsvExporter
from crawler.feeds.exporters.json_items import JsonArrayExporter, JsonLinesExporter
from crawler.feeds.exporters.spreadsheet import SpreadsheetExporter
from crawler.feeds.exporters.text_corpus import TextExporter
from crawler.feeds.exporters.xml_tree import XmlExporter
from crawler.feeds.exporters.zyte import ZyteExporter
from crawler.items import Article, Item
from tests.made_items import made_article, made_thread

ITEMS: list[Item] = [made_article(), made_thread()]
PLAIN = [msgspec.to_builtins(item) for item in ITEMS]
XSI_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
Exporter = Callable[..., BaseItemExporter]
APPENDED: list[Exporter] = [JsonLinesExporter, CsvExporter, SpreadsheetExporter, TextExporter, ZyteExporter]
EXPORTERS: list[Exporter] = [JsonLinesExporter, JsonArrayExporter, CsvExporter, XmlExporter]


def exported(exporter: Exporter, items: list[Any], **options: Any) -> bytes:
    """What a feed of ``items`` holds."""
    file = BytesIO()
    export(exporter, file, items, **options)
    return file.getvalue()


def export(exporter: Exporter, file: Any, items: list[Any], **options: Any) -> None:
    """Write ``items`` to ``file``; those that cannot be encoded are skipped, as feeds do."""
    feed = exporter(file, **options)
    feed.start_exporting()
    for item in items:
        try:
            feed.export_item(item)
        except (TypeError, UnicodeError):
            continue
    feed.finish_exporting()


def rows_of(data: bytes, encoding: str = "utf-8") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode(encoding), newline="")))


def tree_value(element: etree._Element) -> Any:
    """An element of the XML feed as what it was, but that numbers are text and empty lists are empty text."""
    if element.get(XSI_NIL) == "true":
        return None
    children = list(element)
    if not children:
        return element.text or ""
    names = [child.tag for child in children]
    singular = {"categories": "category", "seen_as": "url", "removed": "removal"}.get(
        str(element.tag), str(element.tag).rstrip("s")
    )
    if set(names) == {singular}:
        return [tree_value(child) for child in children]
    return {str(child.tag): tree_value(child) for child in children}


def as_xml_says(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: as_xml_says(member) for name, member in value.items()}
    if isinstance(value, list):
        return [as_xml_says(member) for member in value] or ""
    return None if value is None else str(value)


def test_json_lines_read_back_equal() -> None:
    lines = exported(JsonLinesExporter, ITEMS).splitlines()
    assert [json.loads(line) for line in lines] == PLAIN
    assert "标题" in lines[0].decode("utf-8")


@pytest.mark.parametrize(
    ("indent", "shape"), [(None, rb"\[\{.*\}\]"), (0, rb"\[\n\{.*\},\n\{.*\}\n\]\n"), (2, rb"(?s)\[\n\{\n  \".*")]
)
def test_json_reads_back_equal_at_any_indent(indent: int | None, shape: bytes) -> None:
    data = exported(JsonArrayExporter, ITEMS, indent=indent)
    assert json.loads(data) == PLAIN
    assert re.fullmatch(shape, data)


def test_an_empty_json_feed_is_an_empty_array() -> None:
    assert json.loads(exported(JsonArrayExporter, [], indent=0)) == []


def test_csv_reads_back_equal() -> None:
    data = exported(CsvExporter, ITEMS)
    assert data.startswith(b"schema_version,type,id,id_basis,flags,site,") and data.endswith(b"\r\n")
    for row, plain in zip(rows_of(data), PLAIN, strict=True):
        assert tuple(row) == FIELDS
        for name, cell in row.items():
            value = plain.get(name)
            expected = "" if value is None else value
            assert (json.loads(cell) if isinstance(value, list | dict) else cell) == (
                expected if isinstance(value, list | dict) else str(expected)
            )


def test_csv_columns_hold_every_field_of_both_types() -> None:
    assert {field.name for item in ITEMS for field in fields(item)} == set(FIELDS)
    assert FIELDS[: len(fields(Article))] == tuple(field.name for field in fields(Article))


def test_an_empty_csv_feed_has_its_header() -> None:
    assert exported(CsvExporter, []).decode().split("\r\n") == [",".join(FIELDS), ""]


@pytest.mark.parametrize("indent", [None, 0, 2])
def test_xml_reads_back_equal(indent: int | None) -> None:
    root = etree.fromstring(exported(XmlExporter, ITEMS, indent=indent))
    assert [tree_value(item) for item in root] == as_xml_says(PLAIN)
    assert root.findtext("item/credits/credit/name") == "张三"


def test_xml_replaces_what_xml_forbids() -> None:
    article = made_article()
    article.text = "a\x00b\x0b\ud800\uffffc\r\n]]>"
    assert etree.fromstring(exported(XmlExporter, [article])).findtext("item/text") == "a\ufffdb\ufffd\ufffd\ufffdc\r\n]]>"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "ascii", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("exporter", [JsonLinesExporter, JsonArrayExporter])
def test_json_in_any_encoding(exporter: Exporter, encoding: str) -> None:
    text = exported(exporter, ITEMS, encoding=encoding).decode(encoding)
    assert (json.loads(text) if text.startswith("[") else [json.loads(line) for line in text.splitlines()]) == PLAIN
    assert ("标题" in text) == (encoding != "ascii")


def test_csv_and_xml_in_other_encodings() -> None:
    assert rows_of(exported(CsvExporter, ITEMS, encoding="gb18030"), "gb18030")[0]["text"] == made_article().text
    for encoding in ("gbk", "utf-8-sig", "utf8", "latin-1"):
        assert etree.fromstring(exported(XmlExporter, ITEMS, encoding=encoding)).findtext("item/text") == made_article().text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("exporter", APPENDED)
def test_what_is_appended_makes_the_bytes_of_one_feed(exporter: Exporter, encoding: str, tmp_path: Path) -> None:
    for items in ([], ITEMS[:1], ITEMS[1:]):
        with (tmp_path / "feed").open("ab") as file:
            export(exporter, file, items, encoding=encoding)
    assert (tmp_path / "feed").read_bytes() == exported(exporter, ITEMS, encoding=encoding)


@pytest.mark.parametrize("exporter", APPENDED)
def test_a_last_line_is_ended_in_the_encoding_of_the_feed(exporter: Exporter, tmp_path: Path) -> None:
    whole = exported(exporter, ITEMS[:1], encoding="utf-16")
    (tmp_path / "feed").write_bytes(whole[:-2])
    with (tmp_path / "feed").open("ab") as file:
        export(exporter, file, ITEMS[1:], encoding="utf-16")
    assert (tmp_path / "feed").read_bytes() == exported(exporter, ITEMS, encoding="utf-16")


@pytest.mark.parametrize("chosen", [["headline", "views"], {"headline": "headline", "views": "views"}])
def test_the_fields_option_chooses(chosen: Any) -> None:
    lines = exported(JsonLinesExporter, ITEMS, fields_to_export=chosen).splitlines()
    assert [json.loads(line) for line in lines] == [{"headline": "标题 a"}, {"headline": "话题 t", "views": 0}]
    rows = rows_of(exported(CsvExporter, ITEMS, fields_to_export=chosen))
    assert rows == [{"headline": "标题 a", "views": ""}, {"headline": "话题 t", "views": "0"}]
    root = etree.fromstring(exported(XmlExporter, ITEMS, fields_to_export=chosen))
    assert [[field.tag for field in item] for item in root] == [["headline"], ["headline", "views"]]


def test_the_fields_option_renames() -> None:
    assert json.loads(exported(JsonLinesExporter, ITEMS[:1], fields_to_export={"headline": "title"})) == {"title": "标题 a"}


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_an_unknown_option_is_an_error(exporter: Exporter) -> None:
    with pytest.raises(TypeError):
        exporter(BytesIO(), nonsense=1)


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_an_item_that_cannot_be_encoded_leaves_no_trace(exporter: Exporter) -> None:
    broken = made_article("broken")
    broken.page = object()  # type: ignore[assignment]
    assert exported(exporter, [ITEMS[0], broken, ITEMS[1]]) == exported(exporter, ITEMS)
    assert exported(exporter, [broken, *ITEMS]) == exported(exporter, ITEMS)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_reads_back_equal(text: str) -> None:
    article = made_article()
    article.text = text
    assert json.loads(exported(JsonLinesExporter, [article]))["text"] == text
    assert rows_of(exported(CsvExporter, [article]))[0]["text"] == text
    assert etree.fromstring(exported(XmlExporter, [article])).findtext("item/headline") == article.headline
