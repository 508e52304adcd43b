"""From the HTML of an article to its blocks.

Paragraph elements, bare text nodes, ``<br>`` runs and, where a body has no markup at all, lines all become paragraphs.
Nothing visible is dropped here: what is none of the content becomes a block of its own kind, which a stage removes with
an entry in the ledger.
"""

from collections.abc import Callable
from typing import NamedTuple

from lxml.etree import Comment, Entity, HTMLParser, ProcessingInstruction, _Element
from parsel.selector import create_root_node

from crawler.body import Block, Container
from crawler.html.context import Context
from crawler.html.crowded import refuse_crowded
from crawler.html.elements import MAX_DEPTH, TooDeepError, embedded, link, refuse_deep
from crawler.html.emoticons import emoji_of, stands_in_line
from crawler.html.formula import is_displayed, printed_formula, tex_of, tex_of_image, tex_of_math, tex_of_script
from crawler.html.listing import is_gutter, listing
from crawler.html.lists import OpenList
from crawler.html.paragraph import Paragraph, escaped, simple_paragraph, squeezed
from crawler.html.pictures import (
    MOST_IN_FIGURE,
    PICTURES,
    alternatives_of,
    background_of,
    is_empty,
    is_small,
    lays_out_pictures,
    markup_in,
    partner_of,
    pictures_in,
    shown_by,
    sources_of,
)
from crawler.html.table import data_table, may_hold_data
from crawler.html.text import text_or_picture
from crawler.html.vocabulary import BREAKING, BREAKING_EMBEDS, CODE, FOREIGN, INLINE, LISTS, MARKUP, NESTING, PARAGRAPHS, UNSEEN

Aside = Callable[[_Element], str | None]
QUOTATION_MARKS = (("“", "”"), ("‘", "’"))
WHOLES = frozenset({"image", "preformatted", "table"})
"""Kinds of blocks that are more than a line of a cell."""


class HtmlBody(NamedTuple):
    blocks: list[Block]
    comments: list[str]


def parse_page(html: str) -> _Element:
    """The root element of a whole page, for :func:`read_element`.

    Raises :class:`TooManyAttributesError`.
    """
    refuse_crowded(html)
    return create_root_node(html, HTMLParser)


def parse_html(
    html: str, bold_names: frozenset[str] = frozenset(), max_depth: int = MAX_DEPTH, base: str | None = None
) -> HtmlBody:
    """The blocks of an HTML body in document order, and the texts of its comments.

    ``bold_names`` are class names that print bold; ``base`` is what relative links are relative to. Text is escaped and tags come
    from an allow-list, so blocks' HTML is safe. Raises :class:`TooDeepError` when elements nest deeper than ``max_depth``, and
    TooManyAttributesError.
    """
    if not html.strip():
        return HtmlBody([], [])
    refuse_crowded(html)
    root = create_root_node(html, HTMLParser)
    walk = _Walk(bold_names, lines_break=not MARKUP.search(html), max_depth=max_depth, base=base)
    walk.comments += reversed([comment.text or "" for comment in root.itersiblings(preceding=True)])
    try:
        walk.children(root, Context())
    except RecursionError as error:
        raise TooDeepError(max_depth) from error
    walk.end_paragraph()
    return HtmlBody(walk.blocks, walk.comments)


def read_element(element: _Element, aside: Aside, max_depth: int = MAX_DEPTH, base: str | None = None) -> HtmlBody:
    """The blocks of what is in an element, as :func:`parse_html` gives them and with the same error; it is not changed.

    Where ``aside`` names an element, its text becomes a block with that name; its paragraph goes on without it."""
    walk = _Walk(frozenset(), lines_break=False, max_depth=max_depth, aside=aside, base=base)
    walk.children(element, Context())
    walk.end_paragraph()
    return HtmlBody(walk.blocks, walk.comments)


class _Walk:
    """One pass over the elements; ``paragraph`` is the one that is open.

    ``asides`` takes what is none of the content: ``blocks``, but for a walk through a cell, whose blocks become one.
    """

    def __init__(
        self,
        bold_names: frozenset[str],
        lines_break: bool,
        max_depth: int,
        aside: Aside | None = None,
        base: str | None = None,
    ) -> None:
        self.blocks: list[Block] = []
        self.asides = self.blocks
        self.comments: list[str] = []
        self.bold_names = bold_names
        self.lines_break = lines_break
        self.aside = aside
        self.max_depth = max_depth
        self.base = base
        self.sources: tuple[dict[str, str], ...] = ()  # of the <picture> that the walk is in
        self.paragraph = Paragraph()
        self.containers = 0
        self.lists: list[OpenList] = []
        self.figures = 0
        self.quotations = 0
        self.depth = 0

    def children(self, element: _Element, context: Context) -> None:
        """Walk through everything in ``element``."""
        self.depth += 1
        if self.depth > self.max_depth:
            raise TooDeepError(self.max_depth)
        paragraph, add = self.paragraph, self.paragraph.add if not self.lines_break else self.lines
        aside = self.aside
        if (text := element.text) and (paragraph.is_open or not text.isspace()):
            add(text, context)
        for child in element:
            if aside is None or not (name := aside(child)):
                VISITS.get(child.tag, _Walk.inline)(self, child, context)
            elif set_aside := text_or_picture(child):
                self.asides.append(Block("paragraph", set_aside, escaped(set_aside), frozenset({name})))
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

    def inside(self, element: _Element, context: Context) -> Context:
        return context.inside(element.tag, tuple(element.items()), self.bold_names)  # type: ignore[arg-type]

    def container(self) -> int:
        self.containers += 1
        return self.containers

    def content(self, element: _Element, inner: Context, outer: Context) -> None:
        """Walk through an element that is printed on lines of its own."""
        self.end_paragraph()
        if inner.struck and not outer.struck:
            self.paragraph.open("del")
            self.children(element, inner)
            self.paragraph.close()
        else:
            self.children(element, inner)
        self.end_paragraph()

    def breaking(self, element: _Element, context: Context) -> None:
        inner = self.inside(element, context)
        if not inner.is_special or not self.special(element, inner):
            self.content(element, inner, context)

    def own_paragraph(self, element: _Element, context: Context) -> None:
        self.end_paragraph()
        kind, inner = PARAGRAPHS[str(element.tag)], self.inside(element, context)
        if inner.is_special and self.special(element, inner):
            return
        if len(element) or self.paragraph.open_tags or inner.struck:
            outer_kind, self.paragraph.kind = self.paragraph.kind, kind
            self.content(element, inner, context)
            self.paragraph.kind = outer_kind
        elif (text := element.text) and not text.isspace():  # most paragraphs of most pages, so it is worth the branch
            self.blocks.append(simple_paragraph(kind, text, inner))

    def quotation(self, element: _Element, context: Context) -> None:
        self.breaking(element, context.contained(Container("blockquote", self.container())))

    def list(self, element: _Element, context: Context) -> None:
        inner = self.inside(element, Context(context))
        self.lists.append(OpenList(element, self.container(), inner))
        self.content(element, inner, context)
        self.lists.pop()

    def item(self, element: _Element, context: Context) -> None:
        if not self.lists:
            self.own_paragraph(element, context)
            return
        within = self.lists[-1]
        inner = Context(context)
        inner.containers = within.item(element, self.container())
        self.own_paragraph(element, inner)
        within.context.goes_on_in(inner.containers)

    def line_break(self, element: _Element, context: Context) -> None:
        self.end_paragraph()

    def comment(self, element: _Element, context: Context) -> None:
        self.comments.append(element.text or "")

    def inline(self, element: _Element, context: Context) -> None:
        """Walk through an element in a line, between the tags that clean HTML has for it."""
        inner = self.inside(element, context)
        if inner.is_special and self.special(element, inner):
            return
        if breaks := inner.manner == "block":
            self.end_paragraph()
        paragraph, opened = self.paragraph, 0
        if inner.bold and not context.bold:
            paragraph.open("strong")
            opened = 1
        if inner.struck and not context.struck:
            paragraph.open("del")
            opened += 1
        mark = link(element, self.base) if element.tag == "a" else INLINE.get(str(element.tag)) or inner.shifted
        if mark and (mark in NESTING or mark not in paragraph.open_tags):
            paragraph.open(mark)
            opened += 1
        self.children(element, inner)
        for _ in range(opened):
            paragraph.close()
        if breaks:
            self.end_paragraph()

    def inline_code(self, element: _Element, context: Context) -> None:
        """Code on several lines is a listing, were it not in a ``pre``."""
        if next(element.iterdescendants("br"), None) is None:
            self.inline(element, context)
        else:
            self.code(element, context)

    def ruby(self, element: _Element, context: Context) -> None:
        self.paragraph.open("ruby")
        self.children(element, self.inside(element, context))
        self.paragraph.close()

    def reading(self, element: _Element, context: Context) -> None:
        """The reading of a word, which stands in brackets behind it."""
        if "rt" in self.paragraph.open_tags:
            self.inline(element, context)
            return
        stray = "ruby" not in self.paragraph.open_tags
        if stray:
            self.paragraph.open("ruby")
        self.paragraph.open("rt")
        self.children(element, self.inside(element, context))
        self.paragraph.close()
        if stray:
            self.paragraph.close()

    def ruby_bracket(self, element: _Element, context: Context) -> None:
        """A bracket for those who know nothing of ruby is written again; words, which do not belong there, stay."""
        if any(map(str.isalnum, element.text or "")):
            self.inline(element, context)
            return
        for child in element:  # libxml2 puts what follows an open ``rp`` into it
            VISITS.get(child.tag, _Walk.inline)(self, child, context)
            if (text := child.tail) and any(map(str.isalnum, text)):
                self.paragraph.add(text, context)

    def quoted(self, element: _Element, context: Context) -> None:
        """A quotation in a line, with the marks that browsers print."""
        opening, closing = QUOTATION_MARKS[self.quotations % 2]
        self.quotations += 1
        self.paragraph.add(opening, context)
        self.inline(element, context)
        self.paragraph.add(closing, context)
        self.quotations -= 1

    def math(self, element: _Element, context: Context) -> None:
        tex = tex_of_math(element)
        if tex is None:
            self.inline(element, context)
        else:
            self.formula(element, tex, context)

    def special(self, element: _Element, inner: Context) -> bool:
        """Read what the attributes of an element say that it is. False where what is in it is still to be walked through."""
        if inner.background:
            self.background(element, inner)
        if inner.manner == "listing":
            self.listing(element, inner)
            return True
        tex = tex_of(element) if inner.manner == "formula" else None
        if tex is not None:
            self.formula(element, tex, inner)
        return tex is not None

    def formula(self, element: _Element, tex: str, context: Context) -> None:
        """Print a formula; of pictures of it the URLs are noted."""
        displayed = is_displayed(element)
        if displayed:
            self.end_paragraph()
        if tex:
            self.paragraph.add(printed_formula(tex), context)
        if displayed:
            self.end_paragraph()
        self.asides += [Block("formula", url, names=context.names) for image in element.iter("img") if (url := image.get("src"))]

    def image(self, element: _Element, context: Context) -> None:
        if partner_of(element) is not None:
            return
        attributes: dict[str, str] = dict(element.items())
        if tex := tex_of_image(attributes):
            self.formula(element, tex, context)
            return
        alternatives, self.sources = self.sources + alternatives_of(element), ()
        self.add_image(attributes, context, alternatives)
        if len(element) or element.text:
            self.children(element, self.inside(element, context))

    def add_image(self, attributes: dict[str, str], context: Context, alternatives: tuple[dict[str, str], ...] = ()) -> None:
        small = is_small(attributes)
        if small and (emoji := emoji_of(attributes)):
            self.paragraph.add(emoji, context)
        elif small or stands_in_line(attributes):
            self.paragraph.part()
        else:
            self.end_paragraph()
        names = context.names.union(attributes.get("class", "").split())
        image = Block("image", "", "", names, context.containers, hidden=context.hidden, attributes=attributes)
        image.alternatives = alternatives
        (self.asides if small else self.blocks).append(image)

    def picture(self, element: _Element, context: Context) -> None:
        outer, self.sources = self.sources, sources_of(element)
        self.breaking(element, context)
        if self.sources:
            self.add_image({}, self.inside(element, context), self.sources)
        self.sources = outer

    def noscript(self, element: _Element, context: Context) -> None:
        """What is shown where scripts are off: its pictures may be the page's own, but its words nobody reads."""
        if partner_of(element) is not None:
            return
        markup = markup_in(element)
        inside = self.another()
        inside.inline(element if markup is None else markup, context)
        inside.end_paragraph()
        if any(block.kind == "image" and not is_small(block.attributes) for block in inside.blocks):
            self.end_paragraph()
        for block in inside.blocks:
            block.hidden |= block.kind != "image"
            (self.blocks if block.kind == "image" else self.asides).append(block)

    def background(self, element: _Element, context: Context) -> None:
        """A picture behind an element: the picture itself where the element holds nothing and is no link, else a decoration."""
        if element.tag != "a" and is_empty(element):
            self.add_image(dict(element.items()), context)
        elif named := background_of(element):
            self.asides.append(Block("background", _values(named), attributes=named, names=context.names))

    def figure(self, element: _Element, context: Context) -> None:
        start = len(self.blocks)
        self.breaking(element, context)
        self.tie(start)

    def tie(self, start: int) -> None:
        """Note that the blocks from ``start`` on stand in one figure, where they do not stand in one inside it."""
        if len(self.blocks) - start <= MOST_IN_FIGURE:
            self.figures += 1
            for block in self.blocks[start:]:
                block.figure = block.figure or self.figures

    def table(self, element: _Element, context: Context) -> None:
        refuse_deep(element, self.max_depth)
        inner = self.inside(element, context)
        beside = HtmlBody([], [])
        table = None
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
                self.asides.append(Block("background", _values(named), attributes=named, names=table.names))
        self.comments += beside.comments

    def cell(self, element: _Element, context: Context, beside: HtmlBody) -> tuple[str, str] | None:
        """Text and HTML of a cell; None where there is more in it than lines. ``beside`` takes what is none of the content."""
        walk = self.another()
        walk.asides, walk.comments = beside.blocks, beside.comments
        walk.children(element, walk.inside(element, context))
        walk.end_paragraph()
        shown = [block for block in walk.blocks if context.hidden or not block.hidden]
        beside.blocks.extend(block for block in walk.blocks if block.hidden and not context.hidden)
        if any(block.kind in WHOLES for block in shown):
            return None
        return " ".join(squeezed(block.text) for block in shown).strip(), "<br>".join(squeezed(block.html) for block in shown)

    def another(self) -> "_Walk":
        """A walk through an element by itself, at the same depth."""
        walk = _Walk(self.bold_names, lines_break=False, max_depth=self.max_depth, aside=self.aside, base=self.base)
        walk.depth = self.depth
        return walk

    def code(self, element: _Element, context: Context) -> None:
        refuse_deep(element, self.max_depth)
        inner = self.inside(element, context)
        if inner.struck:
            self.content(element, inner, context)
        else:
            self.listing(element, inner)

    def listing(self, element: _Element, context: Context) -> None:
        self.end_paragraph()
        for found in listing(element, context):
            if not isinstance(found, Block):
                VISITS[found.tag](self, found, context)
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
        inner, kind = self.inside(element, context), FOREIGN[str(element.tag)]
        if shown := shown_by(element):
            self.add_image(shown, inner)
            return
        if text := embedded(element, self.words(element, context)):
            self.asides.append(Block(kind, text, names=inner.names))
        for attributes in pictures_in(element):
            if element.tag == "svg":
                self.add_image(attributes, inner)
            else:
                self.asides.append(Block(kind, _values(attributes), names=inner.names, attributes=attributes))

    def words(self, element: _Element, context: Context) -> str:
        """The words in an element that is none of the content; of code its source."""
        if not len(element):
            return (element.text or "").strip()
        walk = self.another()
        walk.children(element, context)
        walk.end_paragraph()
        return " ".join(block.text for block in walk.blocks if block.text)


def _values(attributes: dict[str, str]) -> str:
    """What stands for an element until the picture that it names is known."""
    return " ".join(attributes.values())


VISITS: dict[object, Callable[[_Walk, _Element, Context], None]] = {
    **dict.fromkeys(BREAKING, _Walk.breaking),
    **dict.fromkeys(PARAGRAPHS, _Walk.own_paragraph),
    **dict.fromkeys(LISTS, _Walk.list),
    **dict.fromkeys(CODE, _Walk.code),
    **dict.fromkeys(FOREIGN, _Walk.foreign),
    **dict.fromkeys((Comment, ProcessingInstruction, Entity), _Walk.comment),
    **dict.fromkeys(("rt", "rtc"), _Walk.reading),
    "blockquote": _Walk.quotation,
    "br": _Walk.line_break,
    "code": _Walk.inline_code,
    **dict.fromkeys(PICTURES, _Walk.image),
    "figure": _Walk.figure,
    "li": _Walk.item,
    "math": _Walk.math,
    "noscript": _Walk.noscript,
    "picture": _Walk.picture,
    "q": _Walk.quoted,
    "rp": _Walk.ruby_bracket,
    "ruby": _Walk.ruby,
    "table": _Walk.table,
}
"""What is done with each element; those not named here are inline."""
