"""From the HTML of an article to its blocks.

Paragraph elements, bare text nodes, ``<br>`` runs and, where a body has no markup at all, lines all become paragraphs.
Nothing visible is dropped here: what is none of the content becomes a block of its own kind, which a stage removes with
an entry in the ledger.
"""

from typing import NamedTuple

from lxml.etree import HTMLParser, _Element
from parsel.selector import create_root_node

from crawler.body import Block
from crawler.html.context import Attributes, Context
from crawler.html.elements import data_table, embedded, is_small, link, preformatted
from crawler.html.paragraph import Paragraph
from crawler.html.vocabulary import BREAKING, BREAKING_EMBEDS, CONTAINERS, FOREIGN, INLINE, MARKUP, PARAGRAPHS

MAX_DEPTH = 150
"""Nested elements that a body may have; the deepest of the real pages has 9."""


class TooDeepError(ValueError):
    """The HTML nests deeper than :data:`MAX_DEPTH`."""


class HtmlBody(NamedTuple):
    blocks: list[Block]
    comments: list[str]


def parse_html(html: str, bold_names: frozenset[str] = frozenset()) -> HtmlBody:
    """The blocks of an HTML body in document order, and the texts of its comments.

    ``bold_names`` are class names that print bold. Text is escaped and tags come from an allow-list, so blocks' HTML is
    safe. Raises :class:`TooDeepError` when elements nest deeper than :data:`MAX_DEPTH`.
    """
    if not html.strip():
        return HtmlBody([], [])
    root = create_root_node(html, HTMLParser)
    walk = _Walk(bold_names, lines_break=next(root.iter(*MARKUP), None) is None)
    walk.children(root, Context())
    walk.end_paragraph()
    return HtmlBody(walk.blocks, walk.comments)


class _Walk:
    """One pass over the elements; ``paragraph`` is the one that is open."""

    def __init__(self, bold_names: frozenset[str], lines_break: bool) -> None:
        self.blocks: list[Block] = []
        self.comments: list[str] = []
        self.bold_names = bold_names
        self.lines_break = lines_break
        self.paragraph = Paragraph()
        self.containers = 0
        self.depth = 0

    def children(self, element: _Element, context: Context) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TooDeepError(f"elements nest deeper than {MAX_DEPTH}")
        if text := element.text:
            self.text(text, context)
        for child in element:
            self.element(child, context)
            if text := child.tail:
                self.text(text, context)
        self.depth -= 1

    def text(self, text: str, context: Context) -> None:
        if not self.lines_break or "\n" not in text:
            self.paragraph.add(text, context)
            return
        first, *rest = text.split("\n")
        self.paragraph.add(first, context)
        for line in rest:
            self.end_paragraph()
            self.paragraph.add(line, context)

    def end_paragraph(self) -> None:
        if self.paragraph.is_open:
            self.blocks.append(self.paragraph.end())

    def element(self, element: _Element, context: Context) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            self.comments.append(element.text or "")
            return
        if tag == "br":
            self.end_paragraph()
            return
        attributes = tuple(element.items())
        if tag == "img":
            self.image(attributes, context)
            return
        inner = context.inside(tag, attributes, self.bold_names)
        if tag in BREAKING:
            self.breaking(tag, element, inner)
        elif tag in FOREIGN:
            self.foreign(tag, element, inner)
        elif tag == "pre" and element.find(".//img") is None:
            self.end_paragraph()
            self.blocks.append(preformatted(element, inner))
        else:
            self.inline(tag, element, context, inner)

    def breaking(self, tag: str, element: _Element, context: Context) -> None:
        self.end_paragraph()
        table = data_table(element, context) if tag == "table" else None
        if table is not None:
            self.blocks.append(table)
            return
        if tag in CONTAINERS:
            self.containers += 1
            context = context.contained(tag, self.containers)
        outer_kind = self.paragraph.kind
        self.paragraph.kind = PARAGRAPHS.get(tag, outer_kind)
        self.children(element, context)
        self.end_paragraph()
        self.paragraph.kind = outer_kind

    def inline(self, tag: str, element: _Element, outer: Context, inner: Context) -> None:
        opened = INLINE.get(tag)
        if inner.bold and not outer.bold:
            opened = "strong"
        elif tag == "a":
            opened = link(element)
        elif opened == "strong":
            opened = None
        if opened:
            self.paragraph.open(opened)
        self.children(element, inner)
        if opened:
            self.paragraph.close()

    def image(self, attributes: Attributes, context: Context) -> None:
        given = dict(attributes)
        if not is_small(given):
            self.end_paragraph()
        names = context.names.union(given.get("class", "").split())
        self.blocks.append(Block("image", "", "", names, context.containers, hidden=context.hidden, attributes=given))

    def foreign(self, tag: str, element: _Element, context: Context) -> None:
        if tag in BREAKING_EMBEDS:
            self.end_paragraph()
        text = embedded(element)
        if text:
            self.blocks.append(Block(FOREIGN[tag], text, names=context.names))
