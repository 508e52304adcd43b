"""Finds near-copies among pictures: the same picture re-encoded, resized, brightened, or with a mark in a corner. Pictures that
differ in anything else are different: in a number, a face or a colour."""

import math
from collections.abc import Callable, Iterable
from operator import mul
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from crawler.images.perceptual import SIDE, Fingerprint

MOST_BITS = 8
"""Bits of 64 that may differ."""
MOST_LEVELS = 10
"""Levels of 256 by which a cell may be brighter or darker, after adjusting brightness and contrast."""
SAME_SHAPE = 0.03
"""The relative error of the aspect ratio that rounding to whole pixels may cause."""
CORNER_COLUMNS, CORNER_ROWS = SIDE // 2, SIDE // 4
"""The part of the picture that a mark in a corner may cover: an eighth."""
DARKEST, BRIGHTEST = 6, 249
"""Cells beyond these may have been clipped when the picture was made brighter or darker."""
COLOURFUL = 4.0
"""Mean distance from grey from which colours are compared: a copy may have lost them."""
SAME_COLOURS = 0.5
"""Cosine of the colours of two pictures, at least."""


def may_be_near_copies(one: Fingerprint, other: Fingerprint) -> bool:
    """A quick check: whether the difference hashes are close and the aspect ratios equal."""
    if (one.dhash ^ other.dhash).bit_count() > MOST_BITS:
        return False
    across, down = one.width * other.height, other.width * one.height
    return abs(across - down) <= SAME_SHAPE * max(across, down) + max(one.width, one.height, other.width, other.height)


def are_near_copies(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two pictures are near-copies, by all their cells except those of one corner. Their order does not matter."""
    if not may_be_near_copies(one, other):
        return False
    if one > other:
        one, other = other, one
    return _same_colours(one.colours, other.colours) and _only_a_corner(_different_cells(one.luminance, other.luminance))


def _same_colours(one: bytes, other: bytes) -> bool:
    first, second = ([value - 128 for value in colours] for colours in (one, other))
    sizes = math.hypot(*first), math.hypot(*second)
    if min(sizes) < COLOURFUL * math.sqrt(len(one)):
        return True
    alike: int = sum(map(mul, first, second))
    return alike >= SAME_COLOURS * sizes[0] * sizes[1]


def _different_cells(one: bytes, other: bytes) -> list[int]:
    """The numbers of the cells that differ by more than the brightness and contrast of the whole picture."""
    gain, offset = _fitted(one, other)
    if not gain:
        return list(range(len(one)))
    expected = (min(255.0, max(0.0, gain * value + offset)) for value in one)
    return [at for at, (value, tone) in enumerate(zip(other, expected, strict=True)) if abs(value - tone) > MOST_LEVELS]


def _fitted(one: bytes, other: bytes) -> tuple[float, float]:
    """Gain and offset that give ``one`` the brightness and contrast of ``other``, fitted on the cells clipped in neither."""
    inside = [pair for pair in zip(one, other, strict=True) if min(pair) >= DARKEST and max(pair) <= BRIGHTEST]
    if len(inside) < len(one) // 4:
        inside = list(zip(one, other, strict=True))
    (mean, spread), (other_mean, other_spread) = (_mean_and_spread(values) for values in zip(*inside, strict=True))
    gain = other_spread / spread if spread else 0.0
    return gain, other_mean - gain * mean


def _mean_and_spread(values: tuple[int, ...]) -> tuple[float, float]:
    mean = sum(values) / len(values)
    return mean, math.sqrt(max(0.0, sum(map(mul, values, values)) / len(values) - mean * mean))


def _only_a_corner(cells: list[int]) -> bool:
    """Whether all ``cells`` are in one corner of the picture; True if there are none."""
    rows, columns = [cell // SIDE for cell in cells] or [0], [cell % SIDE for cell in cells] or [0]
    is_above, is_below = max(rows) < CORNER_ROWS, min(rows) >= SIDE - CORNER_ROWS
    is_left, is_right = max(columns) < CORNER_COLUMNS, min(columns) >= SIDE - CORNER_COLUMNS
    return (is_above or is_below) and (is_left or is_right)


class Known(Protocol):
    """What is known of a picture without decoding it again. ``dhash`` is None if it is not compared with others."""

    @property
    def sha256(self) -> str: ...
    @property
    def bytes(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def dhash(self) -> int | None: ...


P = TypeVar("P", bound=Known)


def groups(pictures: Iterable[P], fingerprint_of: Callable[[P], Fingerprint | None]) -> list[list[P]]:
    """Group ``pictures`` into near-copies, the best first; a picture without near-copies is a group of its own, and each appears
    once.

    The best is the largest, by pixels, then by bytes, then by SHA-256. All others in a group are near-copies of the best, so that
    no chain of small differences joins different pictures. The order of ``pictures`` does not matter. ``fingerprint_of`` is
    called only for pictures whose hashes are close.
    """
    ordered = sorted({each.sha256: each for each in pictures}.values(), key=_best_first)
    alone = [[picture] for picture in ordered if picture.dhash is None]
    found: list[list[P]] = []
    bests = np.empty(len(ordered), dtype=np.uint64)
    for picture in ordered:
        if picture.dhash is None:
            continue
        group = _group_of(picture, found, bests[: len(found)], fingerprint_of)
        if group is not None:
            group.append(picture)
        else:
            bests[len(found)] = picture.dhash
            found.append([picture])
    return sorted([*alone, *found], key=lambda group: _best_first(group[0]))


def _best_first(picture: Known) -> tuple[int, int, str]:
    return -picture.width * picture.height, -picture.bytes, picture.sha256


def _group_of(
    picture: P, found: list[list[P]], bests: NDArray[np.uint64], fingerprint_of: Callable[[P], Fingerprint | None]
) -> list[P] | None:
    """The first of the groups ``found`` whose best picture is a near-copy of ``picture``; ``bests`` are their hashes."""
    close = np.bitwise_count(bests ^ np.uint64(picture.dhash or 0)) <= MOST_BITS
    for number in np.flatnonzero(close).tolist():
        one, other = fingerprint_of(found[number][0]), fingerprint_of(picture)
        if one and other and are_near_copies(one, other):
            return found[number]
    return None
