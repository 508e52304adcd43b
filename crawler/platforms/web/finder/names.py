"""What the names of elements indicate: menus, comments, bodies, and the score learned for each word."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crawler.content.patterns import regex
from crawler.platforms.web.finder.outline import Path

Numbers = NDArray[np.float32]
WORD = regex(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")
SMALL_WORD = regex(r"[a-z]{2,}")
HIDDEN = regex(r"display:\s*none")

TAGS = {
    "p": 1,
    "div": 2,
    "li": 3,
    "td": 4,
    "th": 4,
    "h1": 5,
    "h2": 6,
    "h3": 7,
    "h4": 8,
    "h5": 8,
    "h6": 8,
    "pre": 9,
    "blockquote": 10,
    "dd": 11,
    "dt": 12,
    "figcaption": 13,
    "button": 14,
    "label": 14,
    "section": 15,
    "article": 16,
    "body": 17,
    "center": 18,
    "header": 19,
    "footer": 20,
    "nav": 21,
    "aside": 22,
    "main": 23,
    "form": 24,
    "ul": 25,
    "ol": 25,
    "dl": 25,
    "tr": 26,
    "table": 27,
    "tbody": 27,
    "figure": 28,
    "address": 29,
    "summary": 30,
    "details": 30,
    "caption": 13,
}
ROLES: tuple[tuple[str, ...], ...] = (
    ("article", "articlebody"),
    ("main",),
    (
        "nav",
        "navigation",
        "menu",
        "navbar",
        "breadcrumb",
        "breadcrumbs",
        "crumb",
        "crumbs",
        "daohang",
        "pagination",
        "pager",
        "toc",
        "tab",
        "tabs",
    ),
    ("aside", "sidebar", "side", "complementary", "widget", "right", "rail"),
    ("footer", "foot", "copyright", "bottom", "contentinfo", "colophon"),
    ("header", "head", "top", "banner", "masthead", "topbar"),
    ("form", "login", "signup", "search", "subscribe", "newsletter", "subscription", "register"),
    ("table", "tbody"),
    ("ul", "ol", "dl", "list", "lists"),
    ("blockquote", "quote", "bbcodequote"),
    ("figure", "caption", "figcaption", "credit", "image", "img", "photo"),
    ("content", "body", "text", "entry", "richtext", "detail", "zhengwen", "prose", "markdown", "story"),
    ("post", "message", "topic", "thread", "floor", "answer", "question"),
    ("comment", "comments", "pinglun", "reply", "replies", "disqus", "respond", "review", "reviews", "discussion"),
    ("share", "social", "fenxiang", "sns", "like", "follow", "twitter", "facebook", "weibo", "wechat", "weixin", "qrcode"),
    (
        "related",
        "recommend",
        "recommended",
        "relate",
        "tuijian",
        "xiangguan",
        "more",
        "hot",
        "trending",
        "popular",
        "latest",
        "similar",
        "next",
        "prev",
    ),
    ("ad", "ads", "adv", "advert", "advertisement", "sponsor", "sponsored", "promo", "gg", "guanggao", "cta"),
    (
        "meta",
        "info",
        "author",
        "byline",
        "date",
        "time",
        "source",
        "laiyuan",
        "editor",
        "avatar",
        "bio",
        "user",
        "profile",
        "signature",
        "username",
        "datetime",
    ),
    ("title", "headline", "biaoti", "heading", "subtitle"),
    ("tag", "tags", "category", "categories", "keyword", "keywords", "label", "labels", "badge"),
    ("hidden", "modal", "popup", "dialog", "tooltip", "overlay", "sr", "dropdown", "none", "toolbar", "player"),
    ("cookie", "consent", "gdpr", "notice", "alert", "disclaimer", "warning", "error"),
)
"""Tags, and words in the names of elements, grouped by the role that they indicate."""
HIDDEN_ROLE = 20
BITS: dict[str, tuple[int, ...]] = {}
for _bit, _group in enumerate(ROLES):
    for _word in _group:
        BITS[_word] = (*BITS.get(_word, ()), _bit)

Own = tuple[tuple[float, float, float, float], list[int]]
MOST_REMEMBERED = 4096  # names
LONG = 512  # characters of names of which no reading is remembered
FADING = 0.8
"""Factor by which a role fades with each level of nesting."""
COLUMNS = (
    "depth",
    "repeats",
    "most_repeats",
    "around_repeats",
    "sum",
    "least",
    "most",
    "around",
    "own",
    "tag",
    "own_least",
    "own_most",
)
"""Columns for a path: its depth; the number of boxes of the page that have it, the largest such number among the paths around it,
and that of its parent; word scores: their sum, lowest and highest on the way to it, the parent's, then its own, with its tag. One
column for each of ``ROLES`` follows: 1 if the path has the role itself, and less the further out the box that has it."""


def words_of(key: tuple[Any, ...]) -> set[str]:
    """Return the tag of a path and the words in its names, without its parent, in lower case."""
    text = f"{key[1] or ''} {key[2] or ''}"
    if len(key) > 3 and (key[3] or key[4]):
        text += f" {key[3] or ''} {key[4] or ''}"
    if text.islower():  # as most are
        return {key[0], *SMALL_WORD.findall(text)}
    return {key[0], *map(str.lower, WORD.findall(text))}


class Names:
    """Reads names using the ``scores`` of words. Sites repeat names, so readings are cached."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        self._scores = dict(scores)
        self._told: dict[tuple[str | None, ...], Own] = {}

    def numbers(self, paths: Sequence[Path], repeats: NDArray[np.int64]) -> Numbers:
        """Return a row for each path with its ``COLUMNS`` and ``ROLES``. ``repeats`` is the number of boxes with that path."""
        parents = [path[0] for path in paths]
        outer = np.maximum(np.array(parents), 0)
        own, roles = self._own_numbers(paths)
        depths, sums = _down(parents, own[:, 0])
        most = np.stack([-np.minimum(own[:, 2], 0), np.maximum(own[:, 3], 0), repeats], 1)
        deepest = max(depths)
        distances = np.where(roles > 0, 0, deepest + 1)  # of the nearest box that has a role, itself or around
        around, step = outer, 1
        while step <= deepest:  # each time twice as far out
            most = np.maximum(most, most[around])
            distances = np.minimum(distances, distances[around] + step)
            around, step = around[around], 2 * step
        columns = [depths, repeats, most[outer, 2], repeats[outer], sums, -most[:, 0], most[:, 1], own[outer, 0], *own.T]
        return np.concatenate([np.stack(columns, 1), _faded(deepest)[distances]], 1).astype(np.float32)

    def _own_numbers(self, paths: Sequence[Path]) -> tuple[Numbers, Numbers]:
        """Return the last four ``COLUMNS`` and the ``ROLES`` of the paths' own tags and names, ignoring those around them."""
        numbers: dict[tuple[str | None, ...], int] = {}
        same = [numbers.setdefault(path[1:], len(numbers)) for path in paths]
        if len(self._told) > MOST_REMEMBERED:
            self._told.clear()
        told = [self._told.get(key) or self._read(key) for key in numbers]
        roles = np.zeros((len(told), len(ROLES)), np.float32)
        roles[[row for row, one in enumerate(told) for _ in one[1]], [role for one in told for role in one[1]]] = 1
        return np.array([one[0] for one in told], np.float32)[same], roles[same]

    def _read(self, key: tuple[Any, ...]) -> Own:
        """Read the names of a path without those around it, and cache the result unless they are long."""
        tag, scores, words = key[0], self._scores, words_of(key)
        found = [scores[word] for word in words if word in scores]
        roles = [role for word in words & BITS.keys() for role in BITS[word]]
        if len(key) > 5 and key[5] and HIDDEN.search(key[5]):
            roles.append(HIDDEN_ROLE)
        own = (sum(found), TAGS.get(tag, 0), min(found), max(found)) if found else (0.0, TAGS.get(tag, 0), 0.0, 0.0)
        if len(key[1] or "") + len(key[2] or "") <= LONG:
            self._told[key] = own, roles
        return own, roles


def _down(parents: Sequence[int], scores: Numbers) -> tuple[list[int], list[np.float32]]:
    """Return the depth of each path and the sum of the ``scores`` on the way to it. Parents must come before their children."""
    depths: list[int] = []
    sums: list[np.float32] = []
    for parent, score in zip(parents, scores, strict=True):
        depths.append(depths[parent] + 1 if parent >= 0 else 0)
        sums.append(score + sums[parent] if parent >= 0 else score)
    return depths, sums


def _faded(deepest: int) -> NDArray[np.float64]:
    """Return the remaining strength of a role at each distance up to ``deepest``, and zero beyond."""
    return np.concatenate([[1.0], np.cumprod(np.full(deepest, FADING, np.float32), dtype=np.float64), [0.0]])
