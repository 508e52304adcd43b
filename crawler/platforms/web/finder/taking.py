"""Chooses the blocks of the body by their chances to be part of it."""

import numpy as np
from numpy.typing import NDArray

from crawler.platforms.web.finder.blocks import Blocks
from crawler.platforms.web.finder.names import Numbers

LEAST_SURE, MOST_SURE = 0.4, 0.6
HALF, SURE, CERTAIN, UNDOUBTED = 0.5, 0.7, 0.8, 0.95
LEAST = 0.3
"""The share of the likely text that has to be sure."""
MOST = 0.9
"""The smallest box with this share of the sure text is the box of the story."""
MOST_TOLD = 0.8
"""The same for likely prose outside of teasers, which is less sure."""
UNLIKELY, RAISED, NEARLY = 0.1, np.float32(0.9), 0.8
"""Where no prose is likely, the likeliest is raised if its chance is above the first, and what has nearly its chance with it."""
TOLD = 50  # likely letters of prose outside of teasers, without which the teasers are what the page says


def taken_of(blocks: Blocks, chance: Numbers) -> NDArray[np.bool_]:
    """Return which blocks are taken for the body: those for which the harmonic mean of precision and recall is likely to be
    highest, with limits on the chance required."""
    order = (-chance).argsort(kind="stable")
    mass = (chance * blocks.chars)[order].cumsum()
    likely = 2 * mass / np.maximum(blocks.chars[order].cumsum() + mass[-1], 1)
    taken: NDArray[np.bool_] = chance >= chance[order[likely.argmax()]].clip(LEAST_SURE, MOST_SURE)
    return taken


def taken_of_story(blocks: Blocks, chance: Numbers, teasers: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which blocks are taken for the body of an article: the likely ones in the box of its story and in the lead before
    it, and from elsewhere, where teasers and other stories are, only the certain ones.

    If there is prose outside of ``teasers``, then teasers in another box are not part of the body, however many there are. A page
    with little sure text, such as a headline alone, has no box of a story.
    """
    chance = _with_prose(blocks, _without_teasers(blocks, chance, teasers), teasers)
    sure = blocks.chars * (chance > SURE) * (blocks.homes != blocks.headline)
    if sure.sum() <= LEAST * blocks.chars[chance > HALF].sum():
        return taken_of(blocks, chance)
    story = _box_of(blocks, chance * sure, MOST)
    lead = (blocks.homes > blocks.headline) & (blocks.homes < story) & (blocks.prose > 0) & (blocks.headline >= 0)
    return taken_of(blocks, np.where(blocks.holds(story) | lead | (chance > CERTAIN), chance, np.float32(0)))


def _without_teasers(blocks: Blocks, chance: Numbers, teasers: NDArray[np.bool_]) -> Numbers:
    """The chances of the blocks, set to zero for teasers outside of the box of the prose; a list inside it is the author's."""
    told = blocks.prose * chance * ~teasers * (blocks.homes != blocks.headline)
    if not teasers.any() or told.sum() < TOLD:
        return chance
    beside = teasers & ~blocks.holds(_box_of(blocks, told, MOST_TOLD)) & (chance < UNDOUBTED)
    return np.where(beside, np.float32(0), chance)


def _with_prose(blocks: Blocks, chance: Numbers, teasers: NDArray[np.bool_]) -> Numbers:
    """Return the chances of the blocks; if only such without prose are likely, as a headline is, then raised for the likeliest
    prose outside of teasers, because an article has some."""
    likely, told = chance > HALF, (blocks.prose > 0) & (blocks.homes != blocks.headline)
    may_be = told & ~teasers
    best = float(chance[may_be].max(initial=0))
    if best <= UNLIKELY or not likely.any() or (likely & told).any():
        return chance
    return np.where(may_be & (chance >= NEARLY * best), RAISED, chance)


def _box_of(blocks: Blocks, mass: NDArray[np.floating], most: float) -> int:
    """Return the place of the smallest box with the share ``most`` of a ``mass``, which must not be zero."""
    inside = blocks.inside(mass)
    fits = np.flatnonzero(inside >= most * inside[0])
    return int(fits[blocks.sizes[fits].argmin()])
