"""Captions below several pictures that say which is whose: 左图：… 右图：…, 上图为…，下图为…, 图1：… 图2：…"""

from collections.abc import Iterator
from itertools import groupby, takewhile

from crawler.content.body import Block, Body
from crawler.content.patterns import regex
from crawler.content.scripts import for_rules

LONGEST = 160
"""Characters of a caption."""
_LABEL = regex(
    r"(?<![^\s。；;，,、])(?:[左右上中下]图\s?[:：为]|[（(][左右上中下]图?[）)]\s?[:：]?|图\s?[\d一二三四五六七八九]{1,2}\s?[:：])"
)


def attach_labelled(body: Body) -> None:
    """Give pictures in a row their captions, if the lines right below have one for each, and remove these lines from ``body``."""
    taken = {id(line) for row, lines in _rows(body.blocks) for line in _attached(row, lines)}
    if taken:
        body.blocks[:] = [block for block in body.blocks if id(block) not in taken]


def _rows(blocks: list[Block]) -> Iterator[tuple[list[Block], list[Block]]]:
    """Pictures in a row without captions, with as many of the blocks below them."""
    pictures = [at for at, block in enumerate(blocks) if block.image is not None and not block.image.caption]
    for _, group in groupby(enumerate(pictures), key=lambda each: each[1] - each[0]):
        row = [at for _, at in group]
        if len(row) > 1:
            yield blocks[row[0] : row[-1] + 1], blocks[row[-1] + 1 : row[-1] + 1 + len(row)]


def _attached(row: list[Block], lines: list[Block]) -> list[Block]:
    """The captions among ``lines``, which are given to the pictures of the ``row``: one each, or a single one, with a label for
    each, whole to all."""
    lines = list(takewhile(lambda line: line.kind == "paragraph" and _LABEL.match(for_rules(line.text)), lines))
    texts = [line.text for line in lines]
    labels = sum(1 for _ in _LABEL.finditer(for_rules(" ".join(texts))))
    if labels != len(row) or len(texts) not in (1, len(row)) or max(map(len, texts)) > LONGEST:
        return []
    for block, text in zip(row, texts if len(texts) > 1 else texts * len(row), strict=True):
        if block.image is not None:
            block.image.caption = text
    return lines
