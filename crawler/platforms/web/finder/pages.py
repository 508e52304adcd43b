"""Numbers for a whole page once its blocks are judged, to tell whether it is a thread or a list of other pages."""

import numpy as np

from crawler.platforms.web.finder.anchors import Anchors
from crawler.platforms.web.finder.blocks import Blocks
from crawler.platforms.web.finder.first_look import DEPTH
from crawler.platforms.web.finder.names import COLUMNS, Numbers

_TYPES = (
    "DiscussionForumPosting",
    "QAPage",
    "Question",
    "Article",
    "NewsArticle",
    "BlogPosting",
    "CollectionPage",
    "ItemList",
    "Product",
)
_WORDS = (
    "thread",
    "topic",
    "forum",
    "bbs",
    "viewtopic",
    "discuss",
    "question",
    "community",
    "article",
    "news",
    "blog",
    "tag",
    "category",
)
_REPEATS = (1, 2, 3)


def page_numbers(anchors: Anchors, url: str | None, blocks: Blocks, chance: Numbers) -> Numbers:
    """Return a single row of numbers for the page at ``url``, given the ``chance`` of each block to be part of the body."""
    chars = blocks.chars
    total = max(float(chars.sum()), 1.0)
    taken = chance > 0.5
    mass = float(chars[taken].sum())
    row = [mass, mass / total, float(taken.sum()), float(taken.mean()), float(blocks.linked.sum()) / total]
    row += [float(blocks.prose.sum()) / total, len(chars), float(chars[taken].max(initial=0)) / max(mass, 1.0)]
    row += [float(np.median(chars[taken])) if taken.any() else 0.0, float(blocks.linked[taken].sum()) / max(mass, 1.0)]
    named, weight = blocks.named[blocks.ways], chars * taken / max(mass, 1.0)
    row += (weight @ named[:, [DEPTH, *_REPEATS]]).tolist() + (weight @ named[:, len(COLUMNS) :]).tolist()
    others = chars * ~taken / total
    row += (others @ named[:, len(COLUMNS) :]).tolist()
    row += [blocks.headline >= 0, blocks.described >= 0]
    return np.array([row + _declared(anchors) + _address(url)], np.float32)


def _declared(anchors: Anchors) -> list[float]:
    """Return which types the page declares for itself."""
    of_graph = (float(name in anchors.og_type) for name in ("article", "website"))
    return [*(float(name in anchors.types) for name in _TYPES), *of_graph]


def _address(url: str | None) -> list[float]:
    address = (url or "").lower()
    path = address.partition("://")[2].partition("/")[2].partition("?")[0]
    return [
        *(float(word in address) for word in _WORDS),
        len(path),
        path.count("/"),
        sum(map(str.isdigit, path)),
        path.count("-"),
    ]
