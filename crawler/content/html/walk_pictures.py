"""The walk through elements that show a picture."""

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.html.alternatives import alternatives_of, markup_in, partner_of, sources_of
from crawler.content.html.context import Context
from crawler.content.html.emoticons import emoji_of, is_emoji, is_emoticon
from crawler.content.html.formula import tex_of_image
from crawler.content.html.pictures import MOST_IN_FIGURE, PICTURES, background_of, credits_in, is_empty, is_hidden, is_small
from crawler.content.html.walk_blocks import BlockWalk

_SHOWING = (*PICTURES, "picture", "svg", "canvas", "video", "audio", "iframe", "object", "embed")


class PictureWalk(BlockWalk):
    """A walk that handles these."""

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
            self.children(element, context.inside(element))

    def add_image(self, attributes: dict[str, str], context: Context, alternatives: tuple[dict[str, str], ...] = ()) -> None:
        small = is_small(attributes)
        in_line = small or is_emoticon(attributes)
        emoji = emoji_of(attributes) if in_line else ""
        if emoji:
            self.paragraph.add(emoji, context)
        elif in_line:
            self.paragraph.part()
        else:
            self.end_paragraph()
        names = context.names.union(attributes.get("class", "").split())
        hidden = context.absent or is_hidden(attributes)
        image = Block("image", "", "", names, context.containers, hidden=hidden, attributes=attributes)
        image.alternatives = alternatives
        (self.asides if small or (emoji and is_emoji(attributes)) else self.blocks).append(image)

    def picture(self, element: _Element, context: Context) -> None:
        outer, self.sources = self.sources, sources_of(element)
        self.breaking(element, context)
        if self.sources:
            self.add_image({}, context.inside(element), self.sources)
        self.sources = outer

    def figure(self, element: _Element, context: Context) -> None:
        start = len(self.blocks)
        self.breaking(element, context)
        self.tie(start)

    def caption(self, element: _Element, context: Context) -> None:
        """A caption; a credit at its end is apart from it, as it is printed, though nothing may part them in the source."""
        self.credits = credits_in(element)
        self.own_paragraph(element, context)
        self.credits = []

    def small_print(self, element: _Element, context: Context) -> None:
        """An inline element that may be the credit of a caption."""
        if element in self.credits and self.paragraph.is_open:
            self.paragraph.add(" ", context)
        self.inline(element, context)

    def tie(self, start: int) -> None:
        """Mark the blocks from ``start`` on as one figure, except those in an inner figure with words of its own."""
        blocks = self.blocks[start : start + MOST_IN_FIGURE + 1]
        if len(blocks) <= MOST_IN_FIGURE:
            self.figures += 1
            apart = {block.figure for block in blocks if block.figure and block.kind != "image"}
            for block in blocks:
                if block.figure not in apart:
                    block.figure = self.figures

    def noscript(self, element: _Element, context: Context) -> None:
        """The content for readers without scripts: its pictures may be the page's own, but its words are hidden."""
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

    def special(self, element: _Element, inner: Context) -> bool:
        if inner.background:
            self.background(element, inner)
        return super().special(element, inner)

    def background(self, element: _Element, context: Context) -> None:
        """A background picture: shown as a picture if the element is empty and not a link, or a figure without another one,
        otherwise a decoration."""
        if (element.tag != "a" and is_empty(element)) or (
            element.tag == "figure" and next(element.iter(*_SHOWING), None) is None
        ):
            self.add_image(dict(element.items()), context)
        elif named := background_of(element):
            self.asides.append(Block("background", values_of(named), attributes=named, names=context.names))


def values_of(attributes: dict[str, str]) -> str:
    """The text of a block until the picture that its element names is known."""
    return " ".join(attributes.values())
