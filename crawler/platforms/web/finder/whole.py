"""Parts of a text that are taken as a whole: tables, lists, listings of code and quotations among its paragraphs.

What stands in them is short and has no sentences, so that a cell or a line of code by itself looks like a part of the page.
"""

import numpy as np
from numpy.typing import NDArray

from crawler.platforms.web.finder.blocks import Blocks, Column
from crawler.platforms.web.finder.names import COLUMNS, ROLES
from crawler.platforms.web.finder.outline import Outline

Boxes = NDArray[np.bool_]
PARTS = frozenset({"table", "dl", "ol", "ul", "pre", "blockquote", "details", "figure"})
WITHOUT_PICTURES = frozenset({"ul", "figure"})
"""Those that with pictures are a gallery, and captions what is printed there."""
LINKED, MOST_LINKED = 0.2, 0.5
"""Of the letters of a part, and of a table; one with more of them in links is a pointer to something else."""
UNWANTED = 0.6
LONG = 200  # letters of a paragraph that no table of data has in a cell
AROUND = 3
"""Elements around a part that may hold nothing else, as a caption or a button."""
ALONE, LABEL = 1.3, 20
_ROLES = ("comment", "share", "related", "ad", "nav", "footer", "form", "aside", "tag", "cookie")
_UNWANTED = [len(COLUMNS) + at for at, role in enumerate(ROLES) if role[0] in _ROLES]


def with_whole_parts(seen: Outline, blocks: Blocks, taken: Boxes) -> Boxes:
    """The blocks that are ``taken``, and all others of the parts of which half is taken or that stand between paragraphs that
    are, but for links and for what is called something else than text."""
    chars, kept = blocks.inside(blocks.chars), blocks.inside(blocks.chars * taken)
    unwanted = blocks.named[np.array(seen.ways)][:, _UNWANTED].max(1) >= UNWANTED
    is_table = _are(seen, frozenset({"table"}))
    is_linked = blocks.inside(blocks.linked) > np.where(is_table, MOST_LINKED, LINKED) * chars
    is_part = _are(seen, PARTS) & ~is_linked & ~unwanted & ~_around(blocks, blocks.headline)
    lays_out = is_table & (blocks.inside(blocks.prose > LONG) > 0)
    begun = (2 * kept >= chars) & (kept > 0) & ~lays_out
    is_gallery = _are(seen, WITHOUT_PICTURES) & (_sums(blocks, np.bincount(seen.pictures, minlength=len(chars))) > 0)
    between = _between(blocks, taken, chars, unwanted) & ~is_gallery & (~lays_out | (kept == 0))
    whole = is_part & (begun | between)
    steps = np.zeros(len(chars) + 1)
    np.add.at(steps, np.flatnonzero(whole), 1)
    np.add.at(steps, blocks.ends[whole], -1)
    more: Boxes = (np.cumsum(steps)[blocks.homes] > 0) & (2 * blocks.linked <= blocks.chars) & ~unwanted[blocks.homes]
    return taken | more


def _are(seen: Outline, tags: frozenset[str]) -> Boxes:
    """Of each box whether it is one of these elements."""
    return np.array([path[1] in tags for path in seen.paths])[seen.ways]


def _around(blocks: Blocks, place: int) -> Boxes:
    places = np.arange(len(blocks.parents))
    return (places <= place) & (place < blocks.ends)


def _between(blocks: Blocks, taken: Boxes, chars: Column, unwanted: Boxes) -> Boxes:
    """Of each box whether the element around it, or around those that hold nothing else, has paragraphs that are taken before
    and behind it."""
    place = np.arange(len(blocks.parents))
    around = np.maximum(blocks.parents, 0)
    for _ in range(AROUND):
        around = np.where(chars[around] <= ALONE * chars[place] + LABEL, np.maximum(blocks.parents[around], 0), around)
    run = np.concatenate([[0], np.cumsum(np.bincount(blocks.homes, taken & (blocks.prose > 0), len(blocks.parents)))])
    before, behind = run[place] - run[around], run[blocks.ends[around]] - run[blocks.ends]
    found: Boxes = (before > 0) & (behind > 0) & ~unwanted[around]
    return found


def _sums(blocks: Blocks, values: Column) -> Column:
    """The sum of ``values`` of boxes in each box."""
    run = np.concatenate([[0], np.cumsum(values)])
    sums: Column = run[blocks.ends] - run[:-1]
    return sums
