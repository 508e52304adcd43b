"""Gives each image the caption that is printed beside it, and takes the caption out of the text.

What makes a line a caption was read off real pages: its element (``figcaption``, Sina's ``img_descr``, ZAKER's
``zk_decsimg``); grey and centred (观察者网); centred where the text is not (新浪财经); loose, short and no sentence
(ZAKER, where body text stands in the same kind of node); or words that only captions have (图源…, ▲, … 摄).
"""

import re

from crawler.body import Block, Body, Draft
from crawler.items import Article, Image
from pipelines._caption_signs import FIGURE, TextStyle, has_caption_words
from pipelines._credits.lines import parse_credit_line

CAPTION_NAMES = frozenset(
    {"figcaption", "caption", "img-caption", "image-caption", "img_desc", "img-desc", "pic-desc", "pictext", "wp-caption-text"}
)
LONGEST = 160
CLOSING = 3
"""Blocks at the end of a body, where 来源：… is said of the text and not of the picture above."""
POINTS_UP = frozenset("▲△↑▴⬆☝")
POINTS_DOWN = frozenset("▼▽↓▾⬇")
ENDS_POINTING_DOWN = frozenset("▼▽▾")
SOURCE_OF_A_FIGURE = re.compile(r"(?:数据|资料|图表|图片)来源[:：][^。]{1,80}")


def attach_captions(body: Body, caption_names: frozenset[str]) -> None:
    """Move captions from the blocks of ``body`` to ``image.caption`` of the image that each belongs to, in place.

    A caption belongs to the nearest image above it, or below where it points down. Lines of one caption are joined by a
    space.
    """
    reader = _CaptionReader(body.blocks, CAPTION_NAMES | caption_names)
    if not reader.images:
        return
    kept: list[Block] = []
    above: Image | None = None  # the image that the next block may caption
    waiting: Block | None = None  # a caption for the next image
    for at, block in enumerate(body.blocks):
        if block.image is not None:
            if waiting is not None:
                block.image.caption, waiting = waiting.text, None
            above = block.image
        elif reader.announces_next(at, above):
            waiting, above = block, None
            continue
        elif above is not None and reader.is_caption(at, above):
            above.caption = f"{above.caption} {block.text}" if above.caption else block.text
            continue
        else:
            above = None
        kept.append(block)
    body.blocks[:] = kept


class _CaptionReader:
    """Tells captions from text in one body."""

    def __init__(self, blocks: list[Block], names: frozenset[str]) -> None:
        self.blocks = blocks
        self.names = names
        self.style = TextStyle(blocks)
        self.images = sum(block.image is not None for block in blocks)

    def announces_next(self, at: int, above: Image | None) -> bool:
        """Whether the block is the caption of the image below it."""
        block = self.blocks[at]
        if at + 1 == len(self.blocks) or self.blocks[at + 1].image is None or len(block.text) > LONGEST:
            return False
        numbered = (above is None or above.caption is not None) and FIGURE.fullmatch(block.text)
        return bool(numbered) or block.text[:1] in POINTS_DOWN or block.text[-1:] in ENDS_POINTING_DOWN

    def is_caption(self, at: int, image: Image) -> bool:
        """Whether the block is a caption of the ``image`` above it."""
        block, text = self.blocks[at], self.blocks[at].text
        if block.kind != "paragraph" or not block.names.isdisjoint(self.names):
            return block.kind == "paragraph"
        if len(text) > LONGEST:
            return False
        if text[:1] in POINTS_UP or (block.centred and block.grey):
            return True
        if image.caption is not None:
            return bool(SOURCE_OF_A_FIGURE.fullmatch(text))
        if block.bold or (block.loose and len(self.blocks) == self.images + 1):
            return False
        return (has_caption_words(text) or self.style.is_label(block, image)) and not self._credits_the_text(at)

    def _credits_the_text(self, at: int) -> bool:
        """Whether the block says who made the text, and not only who made the picture."""
        line = parse_credit_line(self.blocks[at].text)
        if line is None:
            return False
        closing = at >= len(self.blocks) - CLOSING
        return bool(
            line.original_headline or (line.source and closing) or any(credit.role != "photographer" for credit in line.credits)
        )


class AttachCaptionsPipeline:
    """Reads articles. A line beside a picture in a forum is what its poster says next."""

    def process_item(self, item: Draft) -> Draft:
        if isinstance(item.item, Article):
            for body in item.bodies:
                attach_captions(body, item.site.caption_names)
        return item
