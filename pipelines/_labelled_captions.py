"""Captions of several pictures that say which is whose: 左图：… 右图：…, 上图为…，下图为…, 图1：… 图2：…"""

from collections.abc import Iterator
from itertools import groupby, pairwise, takewhile

from crawler.content.body import Block, Body
from crawler.content.patterns import regex
from crawler.content.scripts import for_rules

LONGEST = 160
"""Characters of the caption of one picture."""
_LABEL = regex(
    r"(?<![^\s。；;，,、])(?:[左右上中下]图\s?[:：为]|[（(][左右上中下]图?[）)]\s?[:：]?|图\s?[\d一二三四五六七八九]{1,2}\s?[:：])"
)
_BETWEEN = " \u3000；;，,、"


def parts_of(caption: str, count: int) -> list[str] | None:
    """The captions of ``count`` pictures in one that begins with the label of the first and has one for each."""
    starts = [label.start() for label in _LABEL.finditer(for_rules(caption))]
    if count < 2 or len(starts) != count or starts[0]:
        return None
    return [caption[start:end].strip(_BETWEEN) for start, end in pairwise([*starts, len(caption)])]


def attach_labelled(body: Body) -> None:
    """Give pictures in a row their captions, if the lines right below have one for each, and remove these lines from ``body``."""
    taken = {id(line) for row, lines in _rows(body.blocks) for line in _attached(row, lines)}
    if taken:
        body.blocks[:] = [block for block in body.blocks if id(block) not in taken]


def _rows(blocks: list[Block]) -> Iterator[tuple[list[Block], list[Block]]]:
    """Pictures in a row without captions, with as many of the blocks below them."""
    at = 0
    for is_picture, group in groupby(blocks, key=lambda block: block.image is not None and not block.image.caption):
        row = list(group)
        at += len(row)
        if is_picture and len(row) > 1:
            yield row, blocks[at : at + len(row)]


def _attached(row: list[Block], lines: list[Block]) -> list[Block]:
    """The captions among ``lines``, which are given to the pictures of the ``row``."""
    lines = list(takewhile(lambda line: line.kind == "paragraph" and _LABEL.match(for_rules(line.text)), lines))
    parts = parts_of(" ".join(line.text for line in lines), len(row)) if lines else None
    if parts is None or max(map(len, parts)) > LONGEST:
        return []
    for block, part in zip(row, parts, strict=True):
        if block.image is not None:
            block.image.caption = part
    return lines
