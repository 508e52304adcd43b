"""The walk through elements displayed on lines of their own: paragraphs, quotations, lists."""

from lxml.etree import _Element

from crawler.content.body import Container
from crawler.content.html.context import Context
from crawler.content.html.lists import OpenList
from crawler.content.html.paragraph import simple_paragraph
from crawler.content.html.vocabulary import PARAGRAPHS
from crawler.content.html.walk_marks import MarkWalk


class BlockWalk(MarkWalk):
    """A walk that handles these."""

    def breaking(self, element: _Element, context: Context) -> None:
        inner = context.inside(element)
        if not inner.is_special or not self.special(element, inner):
            self.content(element, inner, context)

    def own_paragraph(self, element: _Element, context: Context) -> None:
        if self.paragraph.is_open:
            self.end_paragraph()
        kind, inner = PARAGRAPHS[str(element.tag)], context.inside(element)
        if len(element) or self.paragraph.open_tags or inner.is_special or inner.keeps_lines:
            if inner.is_special and self.special(element, inner):
                return
            outer_kind, self.paragraph.kind = self.paragraph.kind, kind
            self.content(element, inner, context)
            self.paragraph.kind = outer_kind
        elif (text := element.text) and not text.isspace():  # most paragraphs of most pages, so the branch is worth it
            self.blocks.append(simple_paragraph(kind, text, inner))

    def quotation(self, element: _Element, context: Context) -> None:
        self.breaking(element, context.apart((*context.containers, Container("blockquote", self.container()))))

    def list(self, element: _Element, context: Context) -> None:
        inner = context.inside(element).apart(context.containers)
        self.lists.append(OpenList(element, self.container(), inner))
        self.content(element, inner, context)
        self.lists.pop()

    def item(self, element: _Element, context: Context) -> None:
        if not self.lists:
            self.own_paragraph(element, context)
            return
        within = self.lists[-1]
        inner = context.apart(within.item(element, self.container()))
        self.own_paragraph(element, inner)
        within.context.goes_on_in(inner.containers)
