"""Attaches the captions printed next to images, and removes them from the text.

The signs of captions were taken from real pages: their element (``figcaption``, Sina's ``img_descr``, ZAKER's ``zk_decsimg``);
grey and centred (观察者网); centred if the text is not (新浪财经); loose, short and not a sentence (ZAKER, where body text is in
the same kind of node); or words that only captions have (图源…, ▲, … 摄).
"""

from itertools import pairwise
from operator import attrgetter

from crawler.content.body import Block, Body
from crawler.content.caption_names import CAPTION_NAMES, is_caption_name
from crawler.content.patterns import regex
from crawler.items import Article, Image
from crawler.platforms.draft import Draft
from pipelines._caption_signs import FIGURE, TextStyle, has_caption_words
from pipelines._credits.grammar import SENTENCE_END
from pipelines._credits.lines import parse_credit_line
from pipelines._figures import attach_in_figures, read_own_captions
from pipelines._labelled_captions import attach_labelled

IMAGE_OF = attrgetter("image")
LONGEST = 160
LONGEST_ALT = 60
"""Characters of a caption that is also the text for readers who do not see the picture."""
MOST_NAMED = 3
"""Blocks in elements named as captions, in addition to two per picture."""
MARKED = 3
"""Captions with a mark or with caption words from which this is the style of the page."""
CLOSING = 3
"""Blocks at the end of a body, where 来源：… refers to the text and not to the picture above."""
POINTS_UP = frozenset("▲△↑▴⬆☝")
POINTS_DOWN = frozenset("▼▽↓▾⬇")
ENDS_POINTING_DOWN = frozenset("▼▽▾")
TAKEN_BY = regex(r"[（(]?[^。，；：]{2,24}[\s\u3000]?摄[）)]?。?")
"""Who took a picture, as the last line of a caption."""
SOURCE_OF_A_FIGURE = regex(r"(?:数据|资料|图表|图片)来源[:：][^。]{1,80}")


def attach_captions(body: Body, caption_names: frozenset[str]) -> None:
    """Move captions from the blocks of ``body`` to ``image.caption`` of their images, in place.

    In a figure, and in a table of a picture and a line, captions belong to its images, one each if the numbers are equal. So do
    lines with labels (左图：… 右图：…) below pictures in a row.
    Elsewhere a caption belongs to the nearest image above, or below if it points down, or if captions are above their pictures.
    Lines of one caption are joined by a space. An image's own caption (``data-caption``) is used if none is printed.
    """
    if not any(map(IMAGE_OF, body.blocks)):
        return
    attach_in_figures(body)
    attach_labelled(body)
    reader = _CaptionReader(body.blocks, caption_names)
    captions = _Captions()
    below = [*map(IMAGE_OF, body.blocks[1:]), None]
    kept: list[Block] = []
    above: Image | None = None  # the image for which the next block may be the caption
    waiting: Block | None = None  # a caption for the next image
    for at, block in enumerate(body.blocks):
        if block.image is not None:
            if waiting is not None:
                captions.add(block.image, waiting.text)
                waiting = None
            above = block.image
        elif below[at] is not None and reader.announces_next(at, above, captions):
            waiting, above = block, None
            continue
        elif above is not None and reader.is_caption(at, above, captions.has(above)):
            captions.add(above, block.text)
            continue
        else:
            above = None
        kept.append(block)
    body.blocks[:] = kept
    captions.write()
    read_own_captions(body)


class _Captions:
    """Collects the lines of captions and joins them at the end; a picture may have any number."""

    def __init__(self) -> None:
        self._lines: dict[int, tuple[Image, list[str]]] = {}

    def add(self, image: Image, line: str) -> None:
        self._lines.setdefault(id(image), (image, []))[1].append(line)

    def has(self, image: Image) -> bool:
        return image.caption is not None or id(image) in self._lines

    def write(self) -> None:
        for image, lines in self._lines.values():
            image.caption = " ".join([*([image.caption] if image.caption else []), *lines])


class _CaptionReader:
    """Distinguishes captions from text in one body."""

    def __init__(self, blocks: list[Block], names: frozenset[str]) -> None:
        self.blocks = blocks
        self.names = names
        self.certain_names = names | CAPTION_NAMES
        self.style = TextStyle(blocks)
        self.images = len(list(filter(None, map(IMAGE_OF, blocks))))
        self._told: dict[frozenset[str], bool] = {}
        named = [at for at, block in enumerate(blocks) if block.names and block.image is None and self.is_named(block)]
        named_text = sum(len(blocks[at].text) for at in named)
        is_most = named_text > 2 * LONGEST and 2 * named_text > sum(len(block.text) for block in blocks)
        self.are_named_by_the_body = is_most or len(named) > max(MOST_NAMED, 2 * self.images)
        """Whether so much text is in elements named as captions that it is not captions."""
        self.stand_above = bool(named) and self._stands_above(named[0])
        self.are_marked = sum(_is_marked(block) for above, block in pairwise(blocks) if above.image is not None) >= MARKED
        """Whether captions in this body are marked, so that unmarked lines are text."""

    def is_named(self, block: Block) -> bool:
        """Whether an element around the block is named as a caption."""
        told = self._told.get(block.names)
        if told is None:
            told = self._told[block.names] = not block.names.isdisjoint(self.names) or any(map(is_caption_name, block.names))
        return told

    def _stands_above(self, at: int) -> bool:
        below = at + 1 < len(self.blocks) and self.blocks[at + 1].image is not None
        return below and (at == 0 or self.blocks[at - 1].image is None)

    def announces_next(self, at: int, above: Image | None, captions: _Captions) -> bool:
        """Whether the block, above an image, is its caption."""
        block = self.blocks[at]
        if len(block.text) > LONGEST:
            return False
        if above is None or captions.has(above):
            if FIGURE.fullmatch(block.text):
                return True
            if self.stand_above and block.kind == "paragraph" and self.is_named(block) and not self.are_named_by_the_body:
                return True
        return block.text[:1] in POINTS_DOWN or block.text[-1:] in ENDS_POINTING_DOWN

    def is_caption(self, at: int, image: Image, has_one: bool) -> bool:
        """Whether the block is a caption of the ``image`` above it."""
        block, text = self.blocks[at], self.blocks[at].text
        repeats = 0 < len(text) <= LONGEST_ALT and text == (image.alt or "").strip() and text[-1] not in SENTENCE_END
        if block.kind != "paragraph":
            return (repeats and self.is_named(block)) or not block.names.isdisjoint(self.names)
        if not block.names.isdisjoint(self.certain_names):
            return True
        if len(text) > LONGEST:
            return False
        if (
            repeats
            or text[:1] in POINTS_UP
            or (block.centred and block.grey)
            or (self.is_named(block) and not self.are_named_by_the_body)
        ):
            return True
        if has_one:
            return bool(SOURCE_OF_A_FIGURE.fullmatch(text)) or (block.centred and TAKEN_BY.fullmatch(text) is not None)
        if block.loose and len(self.blocks) == self.images + 1:
            return False
        says_so = has_caption_words(text) or self._repeats_a_label(at) or self._is_label(block, image)
        return says_so and not self._credits_the_text(at)

    def _repeats_a_label(self, at: int) -> bool:
        """Whether the text is that of an attribute (``alt``, ``title``) of the picture right above."""
        above = self.blocks[at - 1].attributes
        return self.blocks[at].text in (above.get("alt"), above.get("title"))

    def _is_label(self, block: Block, image: Image) -> bool:
        if block.bold or (self.are_marked and block.loose and not (block.centred or block.grey)):
            return False
        return self.style.is_label(block, image)

    def _credits_the_text(self, at: int) -> bool:
        """Whether the block credits the text, and not only the picture."""
        line = parse_credit_line(self.blocks[at].text)
        if line is None:
            return False
        closing = at >= len(self.blocks) - CLOSING
        return bool(
            line.original_headline or (line.source and closing) or any(credit.role != "photographer" for credit in line.credits)
        )


def _is_marked(block: Block) -> bool:
    """Whether a block under a picture says by a mark or its words that it is a caption."""
    is_line = block.image is None and len(block.text) <= LONGEST
    return is_line and (block.text[:1] in POINTS_UP or has_caption_words(block.text))


class AttachCaptionsPipeline:
    """Attaches the captions of an article. In a forum only what the markup calls a caption is one: any other line next to a
    picture is part of the post."""

    def process_item(self, item: Draft) -> Draft:
        for body in item.bodies:
            if isinstance(item.item, Article):
                attach_captions(body, item.site.caption_names)
            else:
                attach_in_figures(body, only_named=True)
                read_own_captions(body)
        return item
