"""Which blocks of a page are in its gold text."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

CERTAIN = 15  # letters of a block that stands nowhere by chance
LIKELY = 8  # of one that stands on the page once
GRAM = 6
REACH = 12  # blocks before and behind a short one that say where in the gold it may stand
LOOSE = 60  # characters of the gold between neighbours
FARTHEST = 2000


def labels(texts: Sequence[str], gold: str) -> NDArray[np.float64]:
    """The share of each block that is in the gold text, from 0 to 1: long ones at any place, short ones near their neighbours.

    White space, punctuation and case are ignored.
    """
    squeezed = [_squeezed(text) for text in texts]
    gold = _squeezed(gold)
    found, places = _long(squeezed, gold)
    for number, text in enumerate(squeezed):
        if text and places[number] is None and len(text) < CERTAIN:
            place = _between(number, squeezed, places, gold)
            if place >= 0:
                found[number], places[number] = 1, place
    return found


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _long(texts: Sequence[str], gold: str) -> tuple[NDArray[np.float64], list[int | None]]:
    found, places = np.zeros(len(texts)), [None] * len(texts)
    known = {gold[start : start + GRAM] for start in range(len(gold) - GRAM + 1)}
    times = Counter(texts)
    for number, text in enumerate(texts):
        if len(text) < CERTAIN and not (len(text) >= LIKELY and times[text] == 1):
            continue
        place = gold.find(text)
        if place >= 0:
            found[number], places[number] = 1, place
        elif len(text) >= CERTAIN:
            grams = [text[start : start + GRAM] for start in range(len(text) - GRAM + 1)]
            found[number] = sum(gram in known for gram in grams) / len(grams)
            if found[number] > 0.5:
                places[number] = next((gold.find(gram) for gram in grams[::3] if gram in known), None)
    return found, places


def _between(number: int, texts: Sequence[str], places: Sequence[int | None], gold: str) -> int:
    """The position of a short text in the gold between its neighbours; -1 if it is not there."""
    text = texts[number]
    before = next((at for at in range(number - 1, max(-1, number - REACH), -1) if places[at] is not None), None)
    behind = next((at for at in range(number + 1, min(len(texts), number + REACH)) if places[at] is not None), None)
    if before is None and behind is None:
        return -1
    room = len(text) + LOOSE
    low = places[before] + len(texts[before]) if before is not None else max(0, places[behind] - room)
    high = places[behind] if behind is not None else low + room
    low, high = min(low, high), max(low, high) + (len(text) if high < low else 0)
    return gold.find(text, low, min(high, low + FARTHEST) + 1)
