"""XML: one element an item."""

from collections.abc import Iterator
from io import StringIO
from typing import IO, Any
from xml.sax.saxutils import XMLGenerator, escape
from xml.sax.xmlreader import AttributesImpl

from scrapy.exporters import XmlItemExporter

from crawler.feeds.exporters._fields import chooser, plain_fields
from crawler.feeds.exporters._xml_text import FORBIDDEN, REPLACEMENT

NIL = AttributesImpl({"xsi:nil": "true"})
NO_ATTRIBUTES = AttributesImpl({})
SCHEMA_INSTANCE = AttributesImpl({"xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance"})
MEMBERS = {
    "categories": "category",
    "credits": "credit",
    "flags": "flag",
    "images": "image",
    "keywords": "keyword",
    "near_copies": "sha256",
    "pages": "page",
    "poll": "poll_option",
    "posts": "post",
    "removed": "removal",
    "seen_as": "url",
    "signs": "sign",
}
"""List → the element of its members; ``value``, which is Scrapy's, for any other."""


class XmlExporter(XmlItemExporter):
    """Writes ``<items><item>…``, an element a field: ``<posts><post><floor>1</floor>…``.

    None is an empty element with ``xsi:nil="true"``, an empty list or text an empty element. Characters that XML forbids
    become U+FFFD; those that the encoding lacks become character references. ``indent`` as in Scrapy: None writes one line,
    0 a line for every item, n indents by n spaces.
    """

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(file, **options)  # type: ignore[arg-type]  # Scrapy says BytesIO and gives any binary file
        self._choose = chooser(self.fields_to_export)

    def start_exporting(self) -> None:
        self.xg.startDocument()
        self.xg.startElement(self.root_element, SCHEMA_INSTANCE)
        self._beautify_newline(new_item=True)

    def export_item(self, item: Any) -> None:
        record = StringIO()
        stream, self.xg = self.xg, XMLGenerator(record, encoding=str(self.encoding))
        try:
            super().export_item(item)
        finally:
            self.xg = stream
        self.stream.write(record.getvalue())

    def get_serialized_fields(
        self, item: Any, default_value: Any = None, include_empty: bool | None = None
    ) -> Iterator[tuple[str, Any]]:
        yield from plain_fields(self._choose(item)).items()

    def _export_xml_field(self, name: str, serialized_value: Any, depth: int) -> None:
        value = serialized_value
        self._beautify_indent(depth=depth)
        self.xg.startElement(name, NIL if value is None else NO_ATTRIBUTES)
        if isinstance(value, dict | list):
            self._export_members(name, value, depth)
        elif value is not None:
            text = escape(FORBIDDEN.sub(REPLACEMENT, str(value)), {"\r": "&#13;"})
            self.xg.ignorableWhitespace(text)  # writes as it is; characters() would not escape \r, which readers drop
        self.xg.endElement(name)
        self._beautify_newline()

    def _export_members(self, name: str, members: dict[str, Any] | list[Any], depth: int) -> None:
        if not members:
            return
        self._beautify_newline()
        element = MEMBERS.get(name, "value")
        named = members.items() if isinstance(members, dict) else ((element, member) for member in members)
        for member_name, member in named:
            self._export_xml_field(member_name, member, depth + 1)
        self._beautify_indent(depth=depth)
