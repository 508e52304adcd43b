"""Finds galleries: pages that are a headline and pictures, each with a caption."""

from itertools import chain

import numpy as np
from lxml.etree import _Element
from numpy.typing import NDArray

from crawler.content.patterns import regex
from crawler.content.web_url import PICTURE_FILES
from crawler.platforms.web.finder.blocks import Blocks, Places
from crawler.platforms.web.finder.names import COLUMNS, ROLES
from crawler.platforms.web.finder.outline import Outline

FEWEST = 3
"""Pictures with captions that make a gallery."""
LONGEST = 500  # letters of a caption; a Han character counts for two and a half
MOST = 50
"""Pictures whose links are looked at."""
LITTLE = 4
"""How many times the other text of the page the captions are at least."""
NEAR = 0.6
_BESIDE = [
    len(COLUMNS) + at for at, role in enumerate(ROLES) if role[0] in ("comment", "related", "ad", "nav", "footer", "aside")
]
_OF_A_PICTURE = regex(rf"\.(?:{PICTURE_FILES})(?![\w/])")
_NOWHERE = ("", "#")


def gallery_of(seen: Outline, blocks: Blocks, taken: NDArray[np.bool_]) -> int:
    """Return the place of the box of a gallery, or -1 if the page has none, or more text elsewhere.

    It holds at least three boxes of the same path below the headline, each of which holds one picture and a caption, and no link
    to another page.
    """
    if len(seen.pictures) < FEWEST or blocks.headline < 0:
        return -1
    cells = _cells(blocks)
    alike = blocks.parents[cells] * len(seen.paths) + blocks.kinds[cells]
    kinds, counts = np.unique(alike, return_counts=True)
    if not len(counts) or counts.max() < FEWEST:
        return -1
    cells = cells[alike == kinds[counts.argmax()]]
    place = int(blocks.parents[cells[0]])
    inside = np.zeros(len(blocks.sizes), bool)
    inside[cells] = True
    told, others = blocks.sizes[cells].sum(), blocks.chars[taken & ~blocks.within(inside)].sum()
    is_list = any(leads_away(seen.boxes[cell]) for cell in cells[:MOST].tolist())
    return place if others <= min(told / LITTLE, LONGEST) and not is_list else -1


def _cells(blocks: Blocks) -> Places:
    """Return the places of the boxes with one picture and a short text that is no link, in a box with more pictures."""
    pictures = blocks.pictures
    found = (pictures == 1) & (blocks.sizes > 0) & (blocks.sizes <= LONGEST) & (blocks.links == 0)
    found &= (pictures[np.maximum(blocks.parents, 0)] > 1) & (np.arange(len(found)) > blocks.headline)
    found &= blocks.named[:, _BESIDE].max(1)[blocks.kinds] < NEAR
    places: Places = np.flatnonzero(found)
    return places


def leads_away(box: _Element, words: bool = True) -> bool:
    """Whether a link in a box, or around it, leads to another page; pictures are none. Without ``words``, only links of pictures
    count."""
    links = chain(box.iter("a"), box.iterancestors("a"))
    addresses = (link.get("href") or "" for link in links if words or next(link.iter("img"), None) is not None)
    return any(not is_nowhere(address) and not _OF_A_PICTURE.search(address[:1000]) for address in addresses)


def is_nowhere(address: str) -> bool:
    """Whether a link stays where it is, so that it is a button."""
    return address in _NOWHERE or address.startswith("javascript:")
