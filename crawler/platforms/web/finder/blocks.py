"""The blocks of text in a page, and what is in the boxes around them."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from crawler.platforms.web.finder.characters import CLAUSE, HAN, LETTER, STOP, UPPER, counts_of
from crawler.platforms.web.finder.columns import Column
from crawler.platforms.web.finder.names import Names, Numbers
from crawler.platforms.web.finder.outline import Outline

Places = NDArray[np.int64]

WIDTH = 1.5
"""How many letters a Han character counts for in addition to itself."""
PROSE = 40  # letters of a paragraph; Han characters count as four here: with points they seldom stand in menus
MOST_LEVELS = 30


@dataclass(slots=True)
class Blocks:
    """The blocks of a page as columns: the box around each (``homes``) and its path (``ways``), its letters, those in links, and
    those in prose (a Han character counts as two and a half). For the boxes there are the ``parents`` and ``ends`` of the
    outline, their paths (``kinds``) and what is in each: how many letters (``sizes``), letters in links (``links``), blocks
    (``numbers``) and ``pictures``, of which ``shown`` has the boxes that they are in directly.

    ``headline`` is the place of the headline's box, and ``described`` that of the box around the block that contains the
    beginning of the page's description; -1 if there is none.
    """

    homes: Places
    ways: Places
    parents: Places
    ends: Places
    kinds: Places
    shown: Places
    named: Numbers
    counts: Numbers
    chars: Numbers
    linked: Numbers
    prose: Numbers
    headline: int = -1
    described: int = -1
    sizes: NDArray[np.float64] = field(init=False)
    links: NDArray[np.float64] = field(init=False)
    numbers: NDArray[np.float64] = field(init=False)
    pictures: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self.sizes, self.links = self.inside(self.chars), self.inside(self.linked)
        self.numbers, self.pictures = (
            self._sums(np.bincount(each, minlength=len(self.ends))) for each in (self.homes, self.shown)
        )

    def inside(self, values: Column) -> NDArray[np.float64]:
        """Return the sum of the blocks' ``values`` in each box."""
        return self._sums(np.bincount(self.homes, values, len(self.parents)))

    def _sums(self, values: Column) -> NDArray[np.float64]:
        """Return the sum of the boxes' ``values`` in each box."""
        run = np.zeros(len(values) + 1)
        values.cumsum(out=run[1:])
        sums: NDArray[np.float64] = run[self.ends] - run[:-1]
        return sums

    def within(self, boxes: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return, for each block, whether it is in one of ``boxes``."""
        size = len(boxes)
        deep = (boxes - np.bincount(self.ends[boxes], minlength=size + 1)[:size]).cumsum()
        within: NDArray[np.bool_] = deep[self.homes] > 0
        return within

    def holds(self, place: int) -> NDArray[np.bool_]:
        """Return, for each block, whether it is in the box at ``place``."""
        held: NDArray[np.bool_] = (self.homes >= place) & (self.homes < self.ends[place])
        return held

    def distances(self, place: int) -> NDArray[np.float64]:
        """Return, for each block, how many boxes outward from the one at ``place`` is the first that contains it."""
        chain = [place]
        while len(chain) < MOST_LEVELS and (place := int(self.parents[place])) >= 0:
            chain.append(place)
        begins, ends = np.array(chain), self.ends[chain]
        outside = np.maximum(len(chain) - begins[::-1].searchsorted(self.homes, "right"), ends.searchsorted(self.homes, "right"))
        return outside.astype(np.float64)


def blocks_of(seen: Outline, names: Names) -> Blocks:
    """Build the blocks of an outline that has at least one; ``names`` scores the names of elements."""
    counts = counts_of(seen)
    both = counts[:, :8] + counts[:, 8:]
    homes, ways = np.array(seen.homes), np.array(seen.ways)
    shown = ways[[*seen.homes, *seen.pictures]].tolist()
    named = names.numbers(seen.paths, np.bincount(ways, minlength=len(seen.paths)), shown)
    chars = both[:, 1:].sum(1) + WIDTH * both[:, HAN]
    linked = counts[:, 9:].sum(1) + WIDTH * counts[:, 8 + HAN]
    weight = 4 * both[:, HAN] + both[:, LETTER] + both[:, UPPER]
    is_prose = (linked * 2 < chars) & (both[:, CLAUSE] + both[:, STOP] > 0) & (weight >= PROSE)
    prose = np.where(is_prose, chars - linked, 0)
    parents, ends, pictures = (np.array(each, np.int64) for each in (seen.parents, seen.ends, seen.pictures))
    return Blocks(homes, ways[homes], parents, ends, ways, pictures, named, counts, chars, linked, prose)
