"""Questions with their answers, in a box each: the part of an article, or behind it, that answers what is often asked."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from crawler.platforms.web.finder.blocks import Blocks, Places
from crawler.platforms.web.finder.names import COLUMNS, ROLES, Numbers
from crawler.platforms.web.finder.outline import Outline
from crawler.platforms.web.finder.teasers import lead_away

FEWEST = 3
MOSTLY = 0.6
"""The share of questions among the blocks of their path. Paragraphs, of which some end in a question, have one in common too."""
SHORTEST, LONGEST = 12, 200  # letters of a question
LIKELY = 0.3
"""The average chance of the answers to be part of the body, which alone says too little of text that is not next to the rest."""
NEAR = 0.6
_SIGNS = ("?", "？")
_OTHERS = ("comment", "share", "related", "ad", "nav", "form", "cookie")
_NO_TEXT = [len(COLUMNS) + at for at, role in enumerate(ROLES) if role[0] in _OTHERS]

Flags = NDArray[np.bool_]


def answered_questions(seen: Outline, blocks: Blocks, chance: Numbers) -> Flags:
    """Return, for each block, whether it is in a list of questions and answers that may be part of the body by its ``chance``."""
    asks, found, wanted = _asks(seen, blocks), np.zeros(len(blocks.parents), bool), 2 * blocks.linked <= blocks.chars
    told = np.append((blocks.prose > 0) & ~asks, False)[1:]
    for questions in _lists(blocks, np.flatnonzero(asks & told)):
        boxes = [_box(blocks, question) for question in questions.tolist()]
        if _is_list(blocks, boxes) and chance[questions + 1].mean() >= LIKELY:
            found[boxes] = True
            wanted[questions] = True
    return blocks.within(found) & wanted


def _asks(seen: Outline, blocks: Blocks) -> Flags:
    """Whether each block is as long as a question, ends like one, and leads to no other page."""
    ends = np.zeros(len(blocks.homes), bool)
    for text, number in zip(seen.texts, seen.blocks, strict=True):
        ends[number >> 1] = text.rstrip().endswith(_SIGNS)  # that of the last piece stays
    asks = ends & (blocks.chars >= SHORTEST) & (blocks.chars <= LONGEST)
    linked = asks & (2 * blocks.linked > blocks.chars)
    return asks & ~(linked & lead_away(seen, blocks.homes[linked])[blocks.homes])


def _lists(blocks: Blocks, asked: Places) -> Iterator[Places]:
    """Yield the blocks ``asked`` that have a path in common with few others."""
    ways, asking = blocks.ways[asked], np.bincount(blocks.ways[asked], minlength=len(blocks.named))
    are_lists = (asking >= FEWEST) & (asking >= MOSTLY * np.bincount(blocks.ways, minlength=len(blocks.named)))
    order = ways.argsort(kind="stable")
    for group in np.split(asked[order], np.flatnonzero(np.diff(ways[order])) + 1):
        if len(group) and are_lists[blocks.ways[group[0]]]:
            yield group


def _box(blocks: Blocks, question: int) -> int:
    """The smallest box with a ``question`` and the block behind it."""
    box, answer = int(blocks.homes[question]), int(blocks.homes[question + 1])
    while not box <= answer < blocks.ends[box]:
        box = int(blocks.parents[box])
    return box


def _is_list(blocks: Blocks, boxes: list[int]) -> bool:
    """Whether ``boxes`` are side by side in one, and no names say that they are not text."""
    is_list = len(set(boxes)) == len(boxes) and len(set(blocks.parents[boxes].tolist())) == 1
    return is_list and bool(blocks.named[blocks.kinds[boxes]][:, _NO_TEXT].max() < NEAR)
