"""The walk through elements that are read as a whole: tables, listings of code, and elements that are not content."""

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.html.context import Context
from crawler.content.html.controls import is_text, printed_box
from crawler.content.html.elements import embedded, place_of_embed, refuse_deep
from crawler.content.html.formula import tex_of_script
from crawler.content.html.listing import is_alone_with_lines, is_gutter, line_numbers, listing
from crawler.content.html.paragraph import squeezed
from crawler.content.html.pictures import MOST_IN_FIGURE, background_of, lays_out_pictures, pictures_in, shown_by
from crawler.content.html.table import data_table, may_hold_data
from crawler.content.html.vocabulary import BREAKING_EMBEDS, FOREIGN, UNSEEN
from crawler.content.html.walk import HtmlBody
from crawler.content.html.walk_pictures import PictureWalk, values_of

WHOLES = frozenset({"preformatted", "table"})
"""Kinds of blocks that are more than a line in a cell."""


class WholeWalk(PictureWalk):
    """A walk that handles these."""

    def table(self, element: _Element, context: Context) -> None:
        refuse_deep(element, self.max_depth)
        inner = context.inside(element)
        beside = HtmlBody([], [])
        table = None
        if inner.manner == "listing":
            self.listing(element, inner)
            return
        if not inner.struck and may_hold_data(element):
            table = data_table(element, inner, lambda cell: self.cell(cell, inner, beside))
        if table is None:
            start = len(self.blocks)
            self.breaking(element, context)
            if lays_out_pictures(self.blocks[start : start + MOST_IN_FIGURE + 1]):
                self.tie(start)
            return
        self.end_paragraph()
        self.blocks.append(table)
        self.asides += beside.blocks
        for each in element.iter():
            if named := background_of(each):
                self.asides.append(Block("background", values_of(named), attributes=named, names=table.names))
        self.comments += beside.comments

    def cell(self, element: _Element, context: Context, beside: HtmlBody) -> tuple[str, str] | None:
        """Text and HTML of a cell; None if it contains more than lines. Blocks that are not content are added to ``beside``."""
        walk = self.another()
        walk.asides, walk.comments = beside.blocks, beside.comments
        walk.children(element, context.inside(element))
        walk.end_paragraph()
        shown = [block for block in walk.blocks if context.hidden or not block.hidden]
        beside.blocks.extend(block for block in walk.blocks if block.hidden and not context.hidden)
        if any(block.kind in WHOLES for block in shown):
            return None
        beside.blocks.extend(block for block in shown if block.kind == "image")
        lines = [block for block in shown if block.kind != "image"]
        return " ".join(squeezed(block.text) for block in lines).strip(), "<br>".join(squeezed(block.html) for block in lines)

    def special(self, element: _Element, inner: Context) -> bool:
        is_done = super().special(element, inner)
        if inner.manner == "listing":
            self.listing(element, inner)
            return True
        return is_done

    def list(self, element: _Element, context: Context) -> None:
        numbers = line_numbers(element)
        if numbers is None:
            super().list(element, context)
        elif numbers:
            self.asides.append(Block("gutter", numbers, names=context.names))

    def inline_code(self, element: _Element, context: Context) -> None:
        """Code with several lines is a listing even if it is not in a ``pre``."""
        if next(element.iterdescendants("br"), None) is not None or is_alone_with_lines(element):
            self.code(element, context)
        else:
            self.inline(element, context)

    def code(self, element: _Element, context: Context) -> None:
        refuse_deep(element, self.max_depth)
        inner = context.inside(element)
        if inner.struck:
            self.content(element, inner, context)
        else:
            self.listing(element, inner)

    def listing(self, element: _Element, context: Context) -> None:
        self.end_paragraph()
        for found in listing(element, context):
            if not isinstance(found, Block):
                self.visits[found.tag](self, found, context)
                continue
            if found.kind == "preformatted" and is_gutter(found.text, element):
                found = Block("gutter", found.text, names=found.names)
            (self.blocks if found.kind == "preformatted" else self.asides).append(found)

    def foreign(self, element: _Element, context: Context) -> None:
        refuse_deep(element, self.max_depth)
        if tex := tex_of_script(element):
            self.formula(element, tex, context)
            return
        if element.tag in BREAKING_EMBEDS:
            self.end_paragraph()
        elif element.tag not in UNSEEN:
            self.paragraph.part()
        inner, kind = context.inside(element), FOREIGN[str(element.tag)]
        if shown := shown_by(element):
            self.add_image(shown, inner)
            return
        if text := embedded(element, self.words(element, context)):
            self.asides.append(Block(kind, text, names=inner.names))
        for attributes in pictures_in(element):
            if element.tag == "svg":
                self.add_image(attributes, inner)
            else:
                self.asides.append(Block(kind, values_of(attributes), names=inner.names, attributes=attributes))

    def quotation(self, element: _Element, context: Context) -> None:
        if said := place_of_embed(element):
            self.end_paragraph()
            self.asides.append(Block("embed", said, names=context.inside(element).names))
        else:
            super().quotation(element, context)

    def field(self, element: _Element, context: Context) -> None:
        if box := printed_box(element):
            self.paragraph.add(f"{box} ", context)
        else:
            self.foreign(element, context)

    def button(self, element: _Element, context: Context) -> None:
        if is_text(element):
            self.breaking(element, context)
        else:
            self.foreign(element, context)

    def words(self, element: _Element, context: Context) -> str:
        """The words in an element that is not content; for code, its source. Most drawings have none."""
        if not len(element):
            return (element.text or "").strip()
        if (
            element.tag == "svg"
            and next(element.iterdescendants(*FOREIGN), None) is None
            and not "".join(element.itertext()).strip()
        ):
            return ""
        walk = self.another()
        walk.children(element, context)
        walk.end_paragraph()
        return " ".join(block.text for block in walk.blocks if block.text)
