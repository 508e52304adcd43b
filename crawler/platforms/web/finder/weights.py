"""Learned weights (see ``training/web_body`` for their origin): scores of words in names, and trees."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from crawler.platforms.web.finder.names import Names
from crawler.platforms.web.finder.trees import Trees

FILE = "weights.npz"


class Weights(NamedTuple):
    """``names`` scores words in names, above 0 for those typical of bodies. The trees take the numbers of :mod:`.blocks`, these
    followed by those of :mod:`.second`, and those of :mod:`.pages`."""

    names: Names
    first: Trees
    second: Trees
    thread: Trees
    listing: Trees


@cache
def weights() -> Weights:
    """Return the weights shipped with the package, loaded once."""
    with (files(__package__) / FILE).open("rb") as file, np.load(file, allow_pickle=False) as kept:
        words = dict(zip(kept["words"].tolist(), kept["scores"].tolist(), strict=True))
        return Weights(Names(words), *(_trees(kept, name) for name in Weights._fields[1:]))


def _trees(kept: Mapping[str, np.ndarray], name: str) -> Trees:
    columns, borders, leaves, bias = (kept[f"{name}_{part}"] for part in ("columns", "borders", "leaves", "bias"))
    return Trees(columns.astype(np.int64), borders, leaves.astype(np.float32), float(bias))
