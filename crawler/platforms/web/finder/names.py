"""What the names of elements say: of menus, comments, bodies, and of what was learned of each word."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from crawler.platforms.web.finder.outline import Path

Numbers = NDArray[np.float32]
WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")
HIDDEN = re.compile(r"display:\s*none")

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
"""What words in the names of elements say, and their tags."""
HIDDEN_ROLE = 20
BITS: dict[str, tuple[int, ...]] = {}
for _bit, _words in enumerate(ROLES):
    for _word in _words:
        BITS[_word] = (*BITS.get(_word, ()), _bit)

FADING = 0.8
"""What is left of a role in each box further in."""
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
"""Of a path: how deep it is; how many boxes of the page have it, most of those around, and that around; the scores of words, added up,
the lowest and highest on the way to it, those of the box around and of its own; then one for each of ``ROLES``, 1 where
it has it, and less the further out the box is that has it."""
Own = tuple[list[float], list[float]]


def words_of(path: Path) -> set[str]:
    """The tag of a path, and the words in its names, in lower case."""
    words = {path[1]}
    if text := " ".join(filter(None, path[2:6])):
        words.update(map(str.lower, WORD.findall(text)))
    return words


def _own(path: Path, scores: Mapping[str, float]) -> Own:
    words = words_of(path)
    known = [scores[word] for word in words if word in scores]
    roles = [0.0] * len(ROLES)
    for word in words:
        for role in BITS.get(word, ()):
            roles[role] = 1.0
    if len(path) > 6 and path[6] and HIDDEN.search(path[6]):
        roles[HIDDEN_ROLE] = 1.0
    return [sum(known), TAGS.get(path[1], 0), min(known, default=0.0), max(known, default=0.0)], roles


def numbers_of_paths(paths: Sequence[Path], repeats: Sequence[int], scores: Mapping[str, float]) -> Numbers:
    """What the names say of each path, in a row: ``COLUMNS`` and ``ROLES``. ``repeats`` is how many boxes have it, ``scores``
    what is known of words."""
    told: dict[tuple[str | None, ...], Own] = {}
    own, roles = zip(*(told.get(path[1:]) or told.setdefault(path[1:], _own(path, scores)) for path in paths), strict=True)
    parents = np.array([path[0] for path in paths])
    numbers = np.zeros((len(paths), len(COLUMNS) + len(ROLES)), np.float32)
    numbers[:, 1] = repeats
    numbers[:, 8:12] = own
    numbers[:, 12:] = roles
    numbers[:, 4] = numbers[:, 8]
    numbers[:, 5] = np.minimum(numbers[:, 10], 0)
    numbers[:, 6] = np.maximum(numbers[:, 11], 0)
    level = np.flatnonzero(parents < 0)
    order, starts = np.argsort(parents, kind="stable"), np.searchsorted(np.sort(parents), np.arange(len(paths) + 1))
    depth = 0
    while len(level):
        numbers[level, 0] = depth
        inner = order[_ranges(starts[level], starts[level + 1])]
        around = parents[inner]
        numbers[inner, 2] = np.maximum(numbers[around, 2], numbers[around, 1])
        numbers[inner, 3] = numbers[around, 1]
        numbers[inner, 4] += numbers[around, 4]
        numbers[inner, 5] = np.minimum(numbers[inner, 5], numbers[around, 5])
        numbers[inner, 6] = np.maximum(numbers[inner, 6], numbers[around, 6])
        numbers[inner, 7] = numbers[around, 8]
        numbers[inner, 12:] = np.maximum(numbers[inner, 12:], FADING * numbers[around, 12:])
        level, depth = inner, depth + 1
    return numbers


def _ranges(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of all ranges, one after the other."""
    lengths = ends - starts
    shift = np.repeat(starts - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
    return shift + np.arange(lengths.sum())
