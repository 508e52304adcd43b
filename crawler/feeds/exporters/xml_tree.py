"""XML: one element an item."""

from io import StringIO
from typing import IO, Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

import msgspec
from scrapy.exporters import XmlItemExporter

from crawler.feeds.exporters._fields import FIELDS, chooser
from crawler.feeds.exporters._xml_text import FORBIDDEN, REPLACEMENT, declaration, escaped

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

    appends = False
    known_fields = FIELDS

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(file, **options)  # type: ignore[arg-type]  # Scrapy says BytesIO and gives any binary file
        self._choose = chooser(self.fields_to_export)

    def start_exporting(self) -> None:
        self.xg.ignorableWhitespace(declaration(str(self.encoding)))
        self.xg.startElement(self.root_element, SCHEMA_INSTANCE)
        self._end_line(self.xg, 1)

    def export_item(self, item: Any) -> None:
        record = StringIO()
        plain = msgspec.to_builtins(self._choose(item))
        self._write(XMLGenerator(record, encoding=str(self.encoding)), self.item_element, plain, 1)
        self.stream.write(record.getvalue())

    def _write(self, record: XMLGenerator, name: str, value: Any, depth: int) -> None:
        record.characters(" " * (self.indent or 0) * depth)
        record.startElement(name, NIL if value is None else NO_ATTRIBUTES)
        if isinstance(value, dict | list):
            self._write_members(record, name, value, depth)
        elif value is not None:
            text = escaped(FORBIDDEN.sub(REPLACEMENT, str(value)))
            record.ignorableWhitespace(text)  # writes as it is; characters() would not escape \r, which readers drop
        record.endElement(name)
        self._end_line(record, depth)

    def _write_members(self, record: XMLGenerator, name: str, members: dict[str, Any] | list[Any], depth: int) -> None:
        if not members:
            return
        self._end_line(record, depth + 1)
        element = MEMBERS.get(name, "value")
        named = members.items() if isinstance(members, dict) else ((element, member) for member in members)
        for member_name, member in named:
            self._write(record, member_name, member, depth + 1)
        record.characters(" " * (self.indent or 0) * depth)

    def _end_line(self, record: XMLGenerator, depth: int) -> None:
        if self.indent or (self.indent == 0 and depth == 1):
            record.characters("\n")
