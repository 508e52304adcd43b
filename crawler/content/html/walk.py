"""One pass over the elements of a body: what all kinds of elements have in common."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NamedTuple, Self

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.html.context import Context
from crawler.content.html.elements import TooDeepError, link
from crawler.content.html.lists import OpenList
from crawler.content.html.paragraph import Paragraph
from crawler.content.html.set_aside import blocks_aside
from crawler.content.html.vocabulary import BREAKING, INLINE, NESTING, STRUCK

WORDS = frozenset({"span", "font", "a", "b", "strong", "u", *INLINE, *STRUCK})
"""Elements of words within a line."""
MOST_UNSEEN = 60  # characters
Aside = Callable[[_Element], str | None]
Visit = Callable[[Any, _Element, Context], None]


class HtmlBody(NamedTuple):
    blocks: list[Block]
    comments: list[str]


class Walk:
    """One pass over the elements; ``paragraph`` is the open one.

    ``visits`` maps tags to methods; other elements are inline. Blocks that are not content are added to ``asides``: that is
    ``blocks``, except in the walk through a cell, whose blocks become one.
    """

    visits: ClassVar[Mapping[object, Visit]] = {}

    def __init__(self, lines_break: bool, max_depth: int, aside: Aside | None = None, base: str | None = None) -> None:
        self.blocks: list[Block] = []
        self.asides = self.blocks
        self.comments: list[str] = []
        self.lines_break = lines_break
        self.aside = aside
        self.max_depth = max_depth
        self.base = base
        self.sources: tuple[dict[str, str], ...] = ()  # of the current <picture>
        self.paragraph = Paragraph()
        self.containers = 0
        self.lists: list[OpenList] = []
        self.figures = 0
        self.credits: list[_Element] = []  # at the end of the current caption
        self.quotations = 0
        self.depth = 0

    def children(self, element: _Element, context: Context) -> None:
        """Walk through everything in ``element``."""
        self.depth += 1
        if self.depth > self.max_depth:
            raise TooDeepError(self.max_depth)
        paragraph, aside, visits = self.paragraph, self.aside, self.visits
        add = self.lines if self.lines_break or context.keeps_lines else paragraph.add
        if (text := element.text) and (paragraph.is_open or not text.isspace()):
            add(text, context)
        for child in element[:]:
            if aside is None or not (name := aside(child)):
                visit = visits[tag] if (tag := child.tag) in visits else Walk.inline
                visit(self, child, context)
            elif set_aside := blocks_aside(child, frozenset({name})):
                if child.tag in BREAKING and paragraph.is_open:
                    self.end_paragraph()
                self.asides += set_aside
            if (text := child.tail) and (paragraph.is_open or not text.isspace()):
                add(text, context)
        self.depth -= 1

    def lines(self, text: str, context: Context) -> None:
        """Add text whose line breaks end paragraphs."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.end_paragraph()
            if line and (self.paragraph.is_open or not line.isspace()):
                self.paragraph.add(line, context)

    def end_paragraph(self) -> None:
        if self.paragraph.is_open:
            block = self.paragraph.end()
            self.blocks.append(block)
            if self.paragraph.struck:
                self.asides += [Block("struck", text, names=block.names) for text in self.paragraph.taken() if text.strip()]

    def container(self) -> int:
        self.containers += 1
        return self.containers

    def another(self) -> Self:
        """A separate walk through an element at the same depth."""
        walk = type(self)(lines_break=False, max_depth=self.max_depth, aside=self.aside, base=self.base)
        walk.depth = self.depth
        return walk

    def content(self, element: _Element, inner: Context, outer: Context) -> None:
        """Walk through an element that is displayed on lines of its own."""
        if self.paragraph.is_open:  # checked here and below, because it rarely is, and this runs for nearly every element
            self.end_paragraph()
        if inner.struck and not outer.struck:
            self.paragraph.open("del")
            self.children(element, inner)
            self.paragraph.close()
        else:
            self.children(element, inner)
        if self.paragraph.is_open:
            self.end_paragraph()

    def inline(self, element: _Element, context: Context) -> None:
        """Walk through an inline element, between the tags that clean HTML has for it."""
        inner, paragraph = context.inside(element), self.paragraph
        if (inner.is_special and self.special(element, inner)) or (inner.hidden > context.hidden and self.unseen(element, inner)):
            return
        if inner.manner == "block":
            self.end_paragraph()
        around = len(paragraph.open_tags)
        if inner.bold and not context.bold:
            paragraph.open("strong")
        if inner.struck and not context.struck:
            paragraph.open("del")
        mark = link(element, self.base) if element.tag == "a" else INLINE.get(str(element.tag)) or inner.shifted
        if mark and (mark in NESTING or mark not in paragraph.open_tags):
            paragraph.open(mark)
        self.children(element, inner)
        for _ in paragraph.open_tags[around:]:
            paragraph.close()
        if inner.manner == "block":
            self.end_paragraph()

    def unseen(self, element: _Element, inner: Context) -> bool:
        """Set aside words within a line that are not displayed; False for many without a place, which a reader may be meant to
        open, and for signs for screen readers, which part the words around them."""
        if inner.manner == "unseen" and not any(map(str.isalnum, "".join(element.itertext()))):
            return False
        if any(each.tag not in WORDS for each in element.iterdescendants()):
            return False
        set_aside = blocks_aside(element, inner.names, "unseen")
        if (inner.absent or inner.manner == "unseen") and any(len(block.text) > MOST_UNSEEN for block in set_aside):
            return False
        self.asides += set_aside
        return True

    def special(self, element: _Element, inner: Context) -> bool:
        """Handle an element whose attributes make it special. False if its content still has to be walked through."""
        return False

    def line_break(self, element: _Element, context: Context) -> None:
        self.end_paragraph()

    def comment(self, element: _Element, context: Context) -> None:
        self.comments.append(element.text or "")
