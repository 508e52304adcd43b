"""Which blocks are taken for the body, by how likely each is one of it."""

import numpy as np
from numpy.typing import NDArray

from crawler.platforms.web.finder.blocks import Blocks
from crawler.platforms.web.finder.names import Numbers

LEAST_SURE, MOST_SURE = 0.4, 0.6
HALF, SURE, CERTAIN, UNDOUBTED = 0.5, 0.7, 0.8, 0.95
LEAST = 0.3
"""Of what is likely of the body: so much of it has to be sure."""
MOST = 0.9
"""Of what is sure: the smallest box with so much of it is that of the story."""
MOST_TOLD = 0.8
"""Of what is likely told, which is less sure: the same."""
TOLD = 50  # likely letters of prose outside of teasers, without which the teasers are what the page says


def taken_of(blocks: Blocks, chance: Numbers) -> NDArray[np.bool_]:
    """The blocks that are taken for the body: those whose harmonic mean of precision and recall is likely the highest, with a
    limit to how sure one has to be."""
    order = np.argsort(-chance, kind="stable")
    mass = np.cumsum((chance * blocks.chars)[order])
    likely = 2 * mass / np.maximum(np.cumsum(blocks.chars[order]) + mass[-1], 1)
    taken: NDArray[np.bool_] = chance >= np.clip(chance[order[np.argmax(likely)]], LEAST_SURE, MOST_SURE)
    return taken


def taken_of_story(blocks: Blocks, chance: Numbers, teasers: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The blocks that are taken for the body of an article: of those in the box of its story and of the lead before it, and of
    the others, where teasers and other stories stand, only those that are certain.

    Where there is prose outside of ``teasers``, those of them that stand in another box are none of the body, however many they
    are. A page with little that is sure, as its headline alone, has no box of a story.
    """
    chance = _without_teasers(blocks, chance, teasers)
    sure = blocks.chars * (chance > SURE) * (blocks.homes != blocks.headline)
    if sure.sum() <= LEAST * blocks.chars[chance > HALF].sum():
        return taken_of(blocks, chance)
    story = _box_of(blocks, chance * sure, MOST)
    lead = (blocks.homes > blocks.headline) & (blocks.homes < story) & (blocks.prose > 0) & (blocks.headline >= 0)
    return taken_of(blocks, np.where(blocks.holds(story) | lead | (chance > CERTAIN), chance, np.float32(0)))


def _without_teasers(blocks: Blocks, chance: Numbers, teasers: NDArray[np.bool_]) -> Numbers:
    """The chances of blocks, none for teasers beside the box of what is told: a list in it is the author's."""
    told = blocks.prose * chance * ~teasers * (blocks.homes != blocks.headline)
    if not teasers.any() or told.sum() < TOLD:
        return chance
    beside = teasers & ~blocks.holds(_box_of(blocks, told, MOST_TOLD)) & (chance < UNDOUBTED)
    return np.where(beside, np.float32(0), chance)


def _box_of(blocks: Blocks, mass: NDArray[np.floating], most: float) -> int:
    """The place of the smallest box with the part ``most`` of a ``mass``, of which there is some."""
    inside = blocks.inside(mass)
    fits = np.flatnonzero(inside >= most * inside[0])
    return int(fits[np.argmin(blocks.sizes[fits])])
