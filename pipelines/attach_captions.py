"""Gives each image the caption that is printed beside it, and takes the caption out of the text.

What makes a line a caption was read off real pages: its element (``figcaption``, Sina's ``img_descr``, ZAKER's
``zk_decsimg``); grey and centred (观察者网); centred, short and no sentence (新浪财经); loose, short and no sentence
(ZAKER, where body text stands in the same kind of node); or words that only captions have (图源…, ▲, … 摄).
"""

import re

from crawler.body import Block, Body, Draft

CAPTION_NAMES = frozenset(
    {"figcaption", "caption", "img-caption", "image-caption", "img_desc", "img-desc", "pic-desc", "pictext", "wp-caption-text"}
)
LONGEST_STYLED = 160
LONGEST_PLAIN = 40
POINTS_UP = re.compile(r"[▲△↑▴⬆☝](?!.*[▼▽↓])")
POINTS_DOWN = re.compile(r"[▼▽↓▾⬇]|.{0,80}[▼▽↓▾⬇]$")
CAPTION_WORDS = re.compile(
    r"[(（【\[]?(?:图|图片|题图|头图|配图|封面图?|照片|截图|资料图|图表|示意图)\s?(?:\d{1,3}\s?)?(?:源|自|据|来源|来自|说|注|片|为|[:：/|｜丨]).{1,120}"
    r"|(?:图|图表|表)\s?\d{1,3}[\s:：.、](?![^。]*。.).{1,80}"
    r"|.{1,100}(?:[\s/]摄|摄影|供图|资料图|资料图片|资料照片|截图|图源.{0,20}|视频截图|图据.{0,20}|/图|[（(](?:图|资料图|来源|图片|摄影).{0,24}[)）])"
)
SENTENCE = re.compile(r"[。！？!?；;…：:，,]$|。")
HEADING = re.compile(r"(?:[一二三四五六七八九十]{1,3}|\d{1,2}|第.{1,3}[章节部分步]|Part\s?\d|PART\s?\d|Q\d?|A\d?)[、.．:：\s]")


def attach_captions(body: Body, caption_names: frozenset[str]) -> None:
    """Move captions from the blocks of ``body`` to ``image.caption`` of the image that each belongs to, in place.

    A caption belongs to the nearest image above it, or below where it points down. Lines of one caption are joined by a
    space.
    """
    names = CAPTION_NAMES | caption_names
    kept: list[Block] = []
    above: Block | None = None  # the image that the next block may caption
    captioned = False
    waiting: Block | None = None  # a caption for the next image
    for at, block in enumerate(body.blocks):
        if block.image is not None:
            if waiting is not None:
                block.image.caption, waiting = waiting.text, None
            above, captioned = block, block.image.caption is not None
        elif _points_at_next(body.blocks, at):
            waiting, above = block, None
            continue
        elif above is not None and above.image and _is_caption(block, names, captioned):
            above.image.caption = f"{above.image.caption} {block.text}" if above.image.caption else block.text
            captioned = True
            continue
        else:
            above = None
        kept.append(block)
    body.blocks[:] = kept


def _points_at_next(blocks: list[Block], at: int) -> bool:
    block = blocks[at]
    return (
        at + 1 < len(blocks)
        and blocks[at + 1].image is not None
        and len(block.text) <= LONGEST_STYLED
        and bool(POINTS_DOWN.match(block.text))
    )


def _is_caption(block: Block, names: frozenset[str], captioned: bool) -> bool:
    if block.kind != "paragraph":
        return False
    if not block.names.isdisjoint(names):
        return True
    text = block.text
    if len(text) > LONGEST_STYLED:
        return False
    if POINTS_UP.match(text) or (block.centred and block.grey):
        return True
    if captioned:
        return False
    if CAPTION_WORDS.fullmatch(text):
        return not block.bold
    short = len(text) <= LONGEST_PLAIN and not SENTENCE.search(text) and not HEADING.match(text) and not block.bold
    return short and (block.centred or block.grey or block.loose)


class AttachCaptionsPipeline:
    def process_item(self, item: Draft) -> Draft:
        for body in item.bodies:
            attach_captions(body, item.site.caption_names)
        return item
