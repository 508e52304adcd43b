"""Captions that an element ties to its pictures: those in a figure or a small table, and those that an image carries itself."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from crawler.content.body import Block, Body
from crawler.content.html import text_in
from crawler.content.patterns import regex

LONGEST = 160
"""Characters; of what is no ``figcaption`` a longer paragraph is text."""
SHARED = 400
"""Characters; a longer caption of several pictures is the last one's, lest it be written as many times."""
FIGURE_OF = attrgetter("figure")
OWN_CAPTION = regex(r"(?:[\w-]{1,40}-)?caption|data-sub-html")


def attach_in_figures(body: Body) -> None:
    """Give the images of every figure of ``body`` its captions, and take these out of the blocks, in place."""
    if not any(map(FIGURE_OF, body.blocks)):
        return
    taken: set[int] = set()
    for number, group in groupby(body.blocks, key=FIGURE_OF):
        if number:
            taken.update(map(id, _attached(list(group))))
    if taken:
        body.blocks[:] = [block for block in body.blocks if id(block) not in taken]


def _attached(figure: list[Block]) -> list[Block]:
    """The blocks of a figure that are captions, given to its images: one each where there are as many, else all to all."""
    images = [block.image for block in figure if block.image is not None]
    captions = _captions(figure) if images else []
    texts = [block.text for block in captions]
    if len(texts) != len(images) and texts:
        whole = " ".join(texts)
        texts = [whole if len(whole) <= SHARED or at == len(images) - 1 else "" for at in range(len(images))]
    for image, text in zip(images, texts, strict=bool(texts)):
        image.caption = text or None
    return captions


def _captions(figure: list[Block]) -> list[Block]:
    named = [block for block in figure if block.kind == "paragraph" and "figcaption" in block.names]
    texts = [block for block in figure if block.image is None and block.text]
    if named or any(block.kind != "paragraph" or len(block.text) > LONGEST for block in texts):
        return named
    return texts


def read_own_captions(body: Body) -> None:
    """Set the caption of images that carry one themselves, and have none yet, unless the text says the same."""
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
