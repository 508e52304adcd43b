"""From the HTML of an article to its blocks.

Paragraph elements, bare text nodes, ``<br>`` runs and, where a body has no markup at all, lines all become paragraphs.
Nothing visible is dropped here: what is none of the content becomes a block of its own kind, which a stage removes with
an entry in the ledger.
"""

from collections.abc import Callable
from typing import NamedTuple

from lxml.etree import Comment, Entity, HTMLParser, ProcessingInstruction, _Element
from parsel.selector import create_root_node

from crawler.body import Block
from crawler.html.context import Context
from crawler.html.crowded import refuse_crowded
from crawler.html.elements import (
    MAX_DEPTH,
    TooDeepError,
    data_table,
    embedded,
    link,
    preformatted,
    refuse_deep,
)
from crawler.html.paragraph import Paragraph, escaped, simple_paragraph
from crawler.html.pictures import (
    PICTURES,
    alternatives_of,
    background_of,
    is_empty,
    is_small,
    markup_in,
    partner_of,
    pictures_in,
    shown_by,
    sources_of,
)
from crawler.html.text import text_or_picture
from crawler.html.vocabulary import BREAKING, BREAKING_EMBEDS, CONTAINERS, FOREIGN, INLINE, MARKUP, PARAGRAPHS

Aside = Callable[[_Element], str | None]


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
    """One pass over the elements; ``paragraph`` is the one that is open."""

    def __init__(
        self,
        bold_names: frozenset[str],
        lines_break: bool,
        max_depth: int,
        aside: Aside | None = None,
        base: str | None = None,
    ) -> None:
        self.blocks: list[Block] = []
        self.comments: list[str] = []
        self.bold_names = bold_names
        self.lines_break = lines_break
        self.aside = aside
        self.max_depth = max_depth
        self.base = base
        self.sources: tuple[dict[str, str], ...] = ()  # of the <picture> that the walk is in
        self.paragraph = Paragraph()
        self.containers = 0
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
                self.blocks.append(Block("paragraph", set_aside, escaped(set_aside), frozenset({name})))
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
            self.blocks.append(self.paragraph.end())

    def inside(self, element: _Element, context: Context) -> Context:
        return context.inside(element.tag, tuple(element.items()), self.bold_names)  # type: ignore[arg-type]

    def breaking(self, element: _Element, context: Context) -> None:
        self.end_paragraph()
        inner = self.inside(element, context)
        if inner.background:
            self.background(element, inner)
        self.children(element, inner)
        self.end_paragraph()

    def own_paragraph(self, element: _Element, context: Context) -> None:
        self.end_paragraph()
        kind, inner = PARAGRAPHS[str(element.tag)], self.inside(element, context)
        if inner.background:
            self.background(element, inner)
        if len(element) or self.paragraph.open_tags:
            outer_kind, self.paragraph.kind = self.paragraph.kind, kind
            self.children(element, inner)
            self.end_paragraph()
            self.paragraph.kind = outer_kind
        elif (text := element.text) and not text.isspace():  # most paragraphs of most pages, so it is worth the branch
            self.blocks.append(simple_paragraph(kind, text, inner))

    def container(self, element: _Element, context: Context) -> None:
        self.containers += 1
        self.breaking(element, context.contained(str(element.tag), self.containers))

    def line_break(self, element: _Element, context: Context) -> None:
        self.end_paragraph()

    def comment(self, element: _Element, context: Context) -> None:
        self.comments.append(element.text or "")

    def inline(self, element: _Element, context: Context) -> None:
        inner = self.inside(element, context)
        if inner.background:
            self.background(element, inner)
        opened = INLINE.get(str(element.tag))
        if inner.bold and not context.bold:
            opened = "strong"
        elif element.tag == "a":
            opened = link(element, self.base)
        elif opened == "strong" or opened in self.paragraph.open_tags:
            opened = None
        if opened:
            self.paragraph.open(opened)
        self.children(element, inner)
        if opened:
            self.paragraph.close()

    def image(self, element: _Element, context: Context) -> None:
        if partner_of(element) is not None:
            return
        attributes: dict[str, str] = dict(element.items())
        alternatives, self.sources = self.sources + alternatives_of(element), ()
        self.add_image(attributes, context, alternatives)
        if len(element) or element.text:
            self.children(element, self.inside(element, context))

    def add_image(self, attributes: dict[str, str], context: Context, alternatives: tuple[dict[str, str], ...] = ()) -> None:
        if not is_small(attributes):
            self.end_paragraph()
        names = context.names.union(attributes.get("class", "").split())
        image = Block("image", "", "", names, context.containers, hidden=context.hidden, attributes=attributes)
        image.alternatives = alternatives
        self.blocks.append(image)

    def picture(self, element: _Element, context: Context) -> None:
        outer, self.sources = self.sources, sources_of(element)
        self.breaking(element, context)
        if self.sources:
            self.add_image({}, self.inside(element, context), self.sources)
        self.sources = outer

    def noscript(self, element: _Element, context: Context) -> None:
        if partner_of(element) is None:
            markup = markup_in(element)
            self.inline(element if markup is None else markup, context)

    def background(self, element: _Element, context: Context) -> None:
        """A picture behind an element: the picture itself where the element holds nothing and is no link, else a decoration."""
        if element.tag != "a" and is_empty(element):
            self.add_image(dict(element.items()), context)
        elif named := background_of(element):
            self.blocks.append(Block("background", _values(named), attributes=named, names=context.names))

    def table(self, element: _Element, context: Context) -> None:
        refuse_deep(element, self.max_depth)
        table = data_table(element, self.inside(element, context))
        if table is None:
            self.breaking(element, context)
        else:
            self.end_paragraph()
            self.blocks.append(table)
            for each in element.iter():
                if named := background_of(each):
                    self.blocks.append(Block("background", _values(named), attributes=named, names=table.names))

    def code(self, element: _Element, context: Context) -> None:
        refuse_deep(element, self.max_depth)
        if next(element.iterdescendants(*PICTURES, *FOREIGN), None) is not None:
            self.breaking(element, context)
        else:
            self.end_paragraph()
            self.blocks.append(preformatted(element, self.inside(element, context)))

    def foreign(self, element: _Element, context: Context) -> None:
        refuse_deep(element, self.max_depth)
        if element.tag in BREAKING_EMBEDS:
            self.end_paragraph()
        inner, kind = self.inside(element, context), FOREIGN[str(element.tag)]
        if shown := shown_by(element):
            self.add_image(shown, inner)
            return
        if text := embedded(element):
            self.blocks.append(Block(kind, text, names=inner.names))
        for attributes in pictures_in(element):
            if element.tag == "svg":
                self.add_image(attributes, inner)
            else:
                self.blocks.append(Block(kind, _values(attributes), names=inner.names, attributes=attributes))


def _values(attributes: dict[str, str]) -> str:
    """What stands for an element until the picture that it names is known."""
    return " ".join(attributes.values())


VISITS: dict[object, Callable[[_Walk, _Element, Context], None]] = {
    **dict.fromkeys(BREAKING, _Walk.breaking),
    **dict.fromkeys(PARAGRAPHS, _Walk.own_paragraph),
    **dict.fromkeys(CONTAINERS, _Walk.container),
    **dict.fromkeys(FOREIGN, _Walk.foreign),
    **dict.fromkeys((Comment, ProcessingInstruction, Entity), _Walk.comment),
    "br": _Walk.line_break,
    **dict.fromkeys(PICTURES, _Walk.image),
    "picture": _Walk.picture,
    "noscript": _Walk.noscript,
    "pre": _Walk.code,
    "table": _Walk.table,
}
"""What is done with each element; those not named here are inline."""
