"""The training pages: their outlines, and the labels of their blocks."""

import pickle
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from labels import labels
from lxml.etree import _Element

from crawler.content.html import parse_page
from crawler.platforms.web.finder.anchors import Anchors, anchors_of
from crawler.platforms.web.finder.blocks import Blocks
from crawler.platforms.web.finder.outline import Outline, outline
from crawler.platforms.web.finder.search import NEXT_TO_NOTHING
from crawler.readers import decode

KINDS = {"article": 1.0, "forum": 1.2, "documentation": 1.0}
OTHERS = 0.35
"""Weights of a page, by its kind; a set has no weight of its own, for a few pages that count threefold are learned by heart."""
EASY, EASY_KEPT = 60, 0.25
"""Of blocks shorter than ``EASY`` that are not text, only this share is used."""


@dataclass
class Example:
    """One page: its metadata, the labels of its blocks (``y``), their weights, and the rows to train on."""

    number: int
    set: str
    kind: str
    url: str
    domain: str
    gold: str
    root: _Element
    seen: Outline
    anchors: Anchors
    texts: list[str]
    y: Any
    weights: Any = None
    chosen: Any = None
    blocks: Blocks | None = None
    rows: dict[str, Any] = field(default_factory=dict)
    chances: dict[str, Any] = field(default_factory=dict)


def examples(path: str) -> list[Example]:
    """The pages of the train half in a pickle of ``full_pages.py gather``, without those that have next to no text."""
    found = []
    pages = pickle.loads(Path(path).read_bytes())  # noqa: S301 - one's own
    for number, page in enumerate(page for page in pages if page["split"] == "train"):
        root = parse_page(decode("", page["html"]).text)
        seen = outline(root)
        if sum(map(len, seen.texts)) < NEXT_TO_NOTHING:
            seen = outline(root, scripts_off=True)
        if seen.homes:
            found.append(_example(number, page, root, seen))
    return found


def _example(number: int, page: dict[str, Any], root: _Element, seen: Outline) -> Example:
    texts = [""] * len(seen.homes)
    for text, block in zip(seen.texts, seen.blocks, strict=True):
        texts[block >> 1] += text
    y = labels(texts, page["gold"])
    domain = _domain(page["url"]) or page["id"]
    example = Example(
        number, page["set"], page["kind"], page["url"], domain, page["gold"], root, seen, anchors_of(root), texts, y
    )
    _weigh(example)
    return example


def _weigh(example: Example) -> None:
    """Weigh blocks by their length, relative to the text of their page."""
    lengths = np.array([len(text) for text in example.texts], float)
    mass = np.minimum(lengths, 400) + 4
    weights = KINDS.get(example.kind, OTHERS) * mass / max(float(mass @ example.y + 0.15 * mass.sum()), 60)
    easy = (example.y < 0.1) & (lengths < EASY)
    kept = ~easy | (np.random.default_rng(example.number).random(len(lengths)) < EASY_KEPT)
    example.weights, example.chosen = np.where(easy, weights / EASY_KEPT, weights), np.flatnonzero(kept)


def _domain(url: str) -> str:
    parts = re.sub(r":\d+$", "", urlsplit(url).netloc.lower()).split(".")
    deep = len(parts) >= 3 and parts[-2] in ("com", "co", "net", "org", "gov", "edu", "ac") and len(parts[-1]) == 2
    return ".".join(parts[-3 if deep else -2 :])
