"""Which blocks stand in teasers: in boxes beside each other that are made alike, each with a title that leads to another page."""

import numpy as np
from lxml.etree import _Element
from numpy.typing import NDArray

from crawler.platforms.web.finder.blocks import Blocks
from crawler.platforms.web.finder.outline import Outline

FEWEST = 3
"""Boxes of one path in one box that are a list."""
MOSTLY = 0.6
"""Of them: so many have a title that leads to another page, and something beside it."""
TITLE = 15  # letters
LONGEST = 1000
"""Letters of a teaser, on average; stories and posts of a thread have more."""
TABLE = frozenset({"table", "tbody", "tr", "td", "th"})
"""Rows with a link each are no teasers: what a table says stands on no other page."""

Flags = NDArray[np.bool_]


def teasers_of(seen: Outline, blocks: Blocks) -> Flags:
    """Whether each block stands in a teaser: in one of three boxes or more of the same path beside each other, most of which
    have a title that leads to another page (not to a place in this one) and more, and which are short."""
    kinds, number = np.unique((blocks.parents + 1) * len(seen.paths) + np.array(seen.ways), False, True, True)[1:]
    is_table = np.array([path[1] in TABLE for path in seen.paths])
    listed = (number[kinds] >= FEWEST) & ~is_table[seen.ways]
    titles = (blocks.linked * 2 > blocks.chars) & (blocks.chars >= TITLE) & _within(blocks, listed)
    homes = np.unique(blocks.homes[titles])
    titles &= np.isin(blocks.homes, [home for home in homes if _leads_away(seen.boxes[home])])
    titled = (blocks.inside(titles) > 0) & (blocks.inside(np.ones(len(titles))) > 1)
    alike = np.bincount(kinds, titled) >= MOSTLY * number
    short = np.bincount(kinds, blocks.inside(blocks.chars)) <= LONGEST * number
    return _within(blocks, listed & (alike & short)[kinds])


def _within(blocks: Blocks, boxes: Flags) -> Flags:
    """Whether each block stands in one of ``boxes``."""
    size = len(boxes)
    deep = np.cumsum(boxes - np.bincount(blocks.ends[boxes], minlength=size + 1)[:size])
    within: Flags = deep[blocks.homes] > 0
    return within


def _leads_away(box: _Element) -> bool:
    """Whether the first link in a box, or else that around it, leads to another page."""
    link = next(box.iter("a"), None)
    if link is None:
        link = next(box.iterancestors("a"), None)
    address = link.get("href") if link is not None else None
    return bool(address) and not str(address).startswith("#")
