"""Captions that the markup ties to pictures: those in a figure or a small table, and those in an attribute of an image."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from crawler.content.body import Block, Body
from crawler.content.html import text_in
from crawler.content.patterns import regex

LONGEST = 160
"""Characters; a longer paragraph is text unless it is a ``figcaption``."""
SHARED = 400
"""Characters; a longer caption of several pictures is given only to the last one, so that it is not repeated."""
FIGURE_OF = attrgetter("figure")
OWN_CAPTION = regex(r"(?:[\w-]{1,40}-)?caption|data-sub-html")


def attach_in_figures(body: Body, only_named: bool = False) -> None:
    """Give the images in every figure of ``body`` their captions, and remove these from the blocks, in place; with
    ``only_named`` only what is in a ``figcaption``."""
    if not any(map(FIGURE_OF, body.blocks)):
        return
    taken: set[int] = set()
    for number, group in groupby(body.blocks, key=FIGURE_OF):
        if number:
            taken.update(map(id, _attached(list(group), only_named)))
    if taken:
        body.blocks[:] = [block for block in body.blocks if id(block) not in taken]


def _attached(figure: list[Block], only_named: bool) -> list[Block]:
    """The blocks of a figure that are captions, given to its images: one each if the numbers are equal, otherwise all to all."""
    images = [block.image for block in figure if block.image is not None]
    captions = _captions(figure, only_named) if images else []
    texts = [block.text for block in captions]
    if len(texts) != len(images) and texts:
        whole = " ".join(texts)
        texts = [whole if len(whole) <= SHARED or at == len(images) - 1 else "" for at in range(len(images))]
    for image, text in zip(images, texts, strict=bool(texts)):
        image.caption = text or None
    return captions


def _captions(figure: list[Block], only_named: bool) -> list[Block]:
    named = [block for block in figure if block.kind == "paragraph" and "figcaption" in block.names]
    texts = [block for block in figure if block.image is None and block.text]
    if only_named or named or any(block.kind != "paragraph" or len(block.text) > LONGEST for block in texts):
        return named
    return texts


def read_own_captions(body: Body) -> None:
    """Set the caption of images that have one in an attribute and none yet, unless the text repeats it."""
    carried = [(block.image, said) for block in body.blocks if block.image and not block.image.caption for said in _own(block)]
    if carried:
        texts = {"".join(block.text.split()) for block in body.blocks}
        for image, said in carried:
            if not image.caption and "".join(said.split()) not in texts:
                image.caption = said


def _own(block: Block) -> Iterator[str]:
    for name, value in block.attributes.items():
        if name[-7:] != "caption" and name != "data-sub-html":  # as nearly all are
            continue
        if OWN_CAPTION.fullmatch(name) and not value.startswith(("#", ".")) and (said := text_in(value)):
            yield said
