"""Finds the blocks in teasers: boxes built alike, each with a title that links to another page."""

import numpy as np
from numpy.typing import NDArray

from crawler.platforms.web.finder.blocks import Blocks, Places
from crawler.platforms.web.finder.outline import Outline

FEWEST = 3
"""The fewest boxes of one path that make a list."""
MOSTLY = 0.6
"""The share of boxes in a list that have a title linking to another page, and something besides it."""
TITLE = 15  # letters
LONGEST = 1000
"""Average letters of a teaser at most; stories and the posts of a thread have more."""
TABLE = frozenset({"table", "tbody", "tr", "td", "th"})
"""Rows with a link each are not teasers, because the content of a table is on no other page."""

Flags = NDArray[np.bool_]


def teasers_of(seen: Outline, blocks: Blocks) -> Flags:
    """Return, for each block, whether it is in a teaser: in one of at least three boxes of the same path that are short on
    average and mostly have a title linking to another page (not to a place in this one), and something besides it."""
    kinds, titles = blocks.kinds, (blocks.linked * 2 > blocks.chars) & (blocks.chars >= TITLE)
    number, more = np.bincount(kinds), blocks.numbers > 1
    letters = np.bincount(kinds, blocks.sizes)
    short = letters <= LONGEST * number
    lists = (number >= FEWEST) & short & [path[1] not in TABLE for path in seen.paths]
    lists &= np.bincount(kinds, more & (blocks.inside(titles) > 0)) >= MOSTLY * number
    titles &= blocks.within(lists[kinds])
    titles &= lead_away(seen, blocks.homes[titles])[blocks.homes]
    lists &= np.bincount(kinds, more & (blocks.inside(titles) > 0)) >= MOSTLY * number
    return blocks.within(lists[kinds] & ((blocks.sizes <= LONGEST) | (2 * blocks.sizes <= letters[kinds])))


def lead_away(seen: Outline, places: Places) -> Flags:
    """Return, for each box, whether it is one of ``places`` and its first link, or else that around it, leads to another page."""
    found = np.zeros(len(seen.boxes), bool)
    for place in np.unique(places).tolist():
        box = seen.boxes[place]
        link = next(box.iter("a"), None)
        if link is None:
            link = next(box.iterancestors("a"), None)
        found[place] = link is not None and (link.get("href") or "#")[0] != "#"
    return found
