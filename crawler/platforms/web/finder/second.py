"""Numbers that describe, for each block, how the first look judged all the others."""

from collections.abc import Iterator, Sequence

import numpy as np

from crawler.platforms.web.finder.blocks import Blocks
from crawler.platforms.web.finder.columns import Column, padded_with_zeros, side_by_side
from crawler.platforms.web.finder.names import Numbers

LONG = 40  # characters of a block that says how sure the first look is of the page
UPWARDS = 5
REACHES = (5, 15)  # blocks on both sides
STORY = 80  # characters


def second_look(blocks: Blocks, chance: Numbers) -> Numbers:
    """Return a row of numbers for each block; ``chance`` is the result of the first look."""
    mass = chance * blocks.chars
    total = max(float(mass.sum()), 1.0)
    masses, chars = blocks.inside(mass), np.maximum(blocks.sizes, 1)
    long = chance[blocks.chars >= LONG]
    top = max(float(long.max()) if len(long) else float(chance.max()), 0.01)
    columns: list[Column | Sequence[float] | float] = [
        chance,
        chance / top,
        *_around(blocks, masses, chars, total),
        *_alike(blocks, chance, mass),
        *_near(chance, mass, blocks.chars),
    ]
    columns += [*_boxes(blocks, masses, chars, total), *_order(chance, mass, total)]
    unsure = float(np.minimum(chance, 1 - chance) @ blocks.chars) / max(float(blocks.chars.sum()), 1.0)
    columns += [top, total / max(float(blocks.chars.sum()), 1.0), unsure]
    return side_by_side(columns, len(chance))


def _around(blocks: Blocks, masses: Column, chars: Column, total: float) -> list[Column]:
    columns: list[Column] = []
    place = blocks.homes
    for _ in range(UPWARDS):
        columns += [masses[place] / chars[place], masses[place] / total]
        place = np.maximum(blocks.parents[place], 0)
    return columns


def _alike(blocks: Blocks, chance: Numbers, mass: Numbers) -> list[Column]:
    """Return how blocks with the same path were judged: the mean weighted by letters, and the plain mean."""
    size = len(blocks.named)
    weight = np.maximum(np.bincount(blocks.ways, blocks.chars, size), 1)
    number = np.maximum(np.bincount(blocks.ways, minlength=size), 1)
    return [
        (np.bincount(blocks.ways, mass, size) / weight)[blocks.ways],
        (np.bincount(blocks.ways, chance, size) / number)[blocks.ways],
    ]


def _near(chance: Numbers, mass: Numbers, chars: Numbers) -> Iterator[Column]:
    count, most = len(chance), max(REACHES)
    padded = padded_with_zeros([chance, mass, chars], most + 1, most)
    for step in (-3, -2, -1, 1, 2, 3):
        yield padded[0, most + 1 + step : most + 1 + step + count]
    run = padded[1:].cumsum(1, dtype=np.float64)
    for reach in REACHES:
        first, last = most - reach, most + 1 + reach
        window = run[:, last : last + count] - run[:, first : first + count]
        yield window[0] / np.maximum(window[1], 1)


def _boxes(blocks: Blocks, masses: Column, chars: Column, total: float) -> list[Column | float]:
    """Where each block is relative to the smallest boxes that hold most of the likely body, and to those around the headline."""
    columns: list[Column | float] = []
    for part in (0.5, 0.8, 0.95):
        fits = np.flatnonzero(masses >= part * total)
        place = int(fits[chars[fits].argmin()]) if len(fits) else 0
        columns += [blocks.holds(place), blocks.homes < place]
    for least in (STORY, total / 2):
        place = blocks.headline
        while place >= 0 and masses[place] < least:
            place = int(blocks.parents[place])
        if place < 0:
            columns += [-1.0] * 4
        else:
            columns += [blocks.holds(place), blocks.homes >= blocks.ends[place]]
            columns += [float(masses[place] / total), float(masses[place] / chars[place])]
    return columns


def _order(chance: Numbers, mass: Numbers, total: float) -> list[Column]:
    """How much of the likely body comes before and after each block, and its distance from the first and last block taken."""
    before = (mass.cumsum() - mass) / total
    taken = np.flatnonzero(chance > 0.5)
    first, last = (int(taken[0]), int(taken[-1])) if len(taken) else (0, len(chance) - 1)
    order = np.arange(len(chance))
    return [before, 1 - before - mass / total, order - first, last - order]
