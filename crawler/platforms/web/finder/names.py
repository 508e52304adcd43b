"""What the names of elements indicate: menus, comments, bodies, and the score learned for each word."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from crawler.content.html import hides_all
from crawler.content.patterns import regex
from crawler.platforms.web.finder.outline import Path

Numbers = NDArray[np.float32]
END = "\0"  # which no page contains
WORDS = regex(rf"[A-Z]?[a-z]{{2,}}|[A-Z]{{2,}}|{END}")

_TAGS = (
    "p|div|li|td th|h1|h2|h3|h4 h5 h6|pre|blockquote|dd|dt|figcaption caption|button label|section|article|body|center|header"
    "|footer|nav|aside|main|form|ul ol dl|tr|table tbody|figure|address|summary details"
)
TAGS = {tag: number for number, tags in enumerate(_TAGS.split("|"), 1) for tag in tags.split()}
"""Numbers of tags; those without a bar between them share theirs."""
_ROLES = (
    "article articlebody",
    "main",
    "nav navigation menu navbar breadcrumb breadcrumbs crumb crumbs daohang pagination pager toc tab tabs",
    "aside sidebar side complementary widget right rail",
    "footer foot copyright bottom contentinfo colophon",
    "header head top banner masthead topbar",
    "form login signup search subscribe newsletter subscription register",
    "table tbody",
    "ul ol dl list lists",
    "blockquote quote bbcodequote",
    "figure caption figcaption credit image img photo",
    "content body text entry richtext detail zhengwen prose markdown story",
    "post message topic thread floor answer question",
    "comment comments pinglun reply replies disqus respond review reviews discussion",
    "share social fenxiang sns like follow twitter facebook weibo wechat weixin qrcode",
    "related recommend recommended relate tuijian xiangguan more hot trending popular latest similar next prev",
    "ad ads adv advert advertisement sponsor sponsored promo gg guanggao cta",
    "meta info author byline date time source laiyuan editor avatar bio user profile signature username datetime",
    "title headline biaoti heading subtitle",
    "tag tags category categories keyword keywords label labels badge",
    "hidden modal popup dialog tooltip overlay sr dropdown none toolbar player",
    "cookie consent gdpr notice alert disclaimer warning error",
)
ROLES = tuple(tuple(words.split()) for words in _ROLES)
"""Tags, and words in the names of elements, grouped by the role that they indicate."""
HIDDEN_ROLE = 20
OWN = 4  # of the columns, the last, depend on the names of a path alone
Key = tuple[str | None, ...]
"""A path without the one around it."""
UNTOLD: Key = ("", None, None)
MOST_REMEMBERED = 4096  # keys
LONG = 512  # characters of a name that is not remembered
FADING = 0.8
"""Factor by which a role fades with each level of nesting."""
_COLUMNS = "depth repeats most_repeats around_repeats sum least most around own tag own_least own_most"
COLUMNS = tuple(_COLUMNS.split())
"""Columns for a path: its depth; the number of boxes of the page that have it, the largest such number among the paths around it,
and that of its parent; word scores: their sum, lowest and highest on the way to it, the parent's, then its own, with its tag. One
column for each of ``ROLES`` follows: 1 if the path has the role itself, and less the further out the box that has it."""


def words_of(key: Key) -> set[str]:
    """Return the tag of a path and the words in its names, in lower case."""
    return {str(key[0]), *map(str.lower, WORDS.findall(_names_of(key)))}


def _names_of(key: Key) -> str:
    return " ".join(filter(None, key[1:5]))


class Names:
    """Reads names using the ``scores`` of words. Sites repeat names, so readings are remembered, in one attribute: a page may be
    interrupted, and others be read by other threads."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        words = ["", END, *dict.fromkeys([*scores, *chain.from_iterable(ROLES)])]
        self._numbers = {word: number for number, word in enumerate(words)}
        self._scores = np.array([scores.get(word, np.nan) for word in words])
        self._roles = np.array([[word in role for role in ROLES] for word in words])
        self._remembered: tuple[dict[Key, int], Numbers] = {}, self._numbers_of([])

    def numbers(self, paths: Sequence[Path], repeats: NDArray[np.int64], shown: Iterable[int]) -> Numbers:
        """Return a row for each path with its ``COLUMNS`` and ``ROLES``. ``repeats`` is the number of boxes with that path. The
        names of paths that are not among those ``shown`` nor around one are not read."""
        outer = np.maximum(np.array([path[0] for path in paths]), 0)
        told = set(shown)
        for way in range(len(paths) - 1, 0, -1):
            if way in told:
                told.add(paths[way][0])
        read = self._own_numbers([path[1:] if way in told else UNTOLD for way, path in enumerate(paths)])
        own, roles = read[:, :OWN].T, read[:, OWN:]
        sums = np.stack([np.ones(len(paths)), own[0]])
        sums[:, 0] = 0  # that of the outermost is added in the end, because it is its own parent here
        most = np.stack([-np.minimum(own[2], 0), np.maximum(own[3], 0), repeats])
        distances = np.where(roles > 0, 0, np.int32(len(paths)))  # of the nearest box that has a role, itself or around
        around, step = outer, 1
        while True:  # each time twice as far out
            sums = sums + sums[:, around]
            most = np.maximum(most, most[:, around])
            distances = np.minimum(distances, distances[around] + step)
            if not around.any():
                break
            around, step = around[around], 2 * step
        depths, sums = sums[0], sums[1] + own[0, 0]
        columns = [depths, repeats, most[2, outer], repeats[outer], sums, -most[0], most[1], own[0, outer], *own]
        deepest = int(depths.max())
        return np.concatenate([np.array(columns, np.float32).T, _faded(deepest)[np.minimum(distances, deepest + 1)]], 1)

    def _own_numbers(self, keys: Sequence[Key]) -> Numbers:
        """Return the last four ``COLUMNS`` and the ``ROLES`` of tags and names, ignoring those around them."""
        rows, read = remembered = self._remembered
        if new := [key for key in dict.fromkeys(keys) if key not in rows]:
            rows = rows | dict(zip(new, range(len(read), len(read) + len(new)), strict=True))
            read = np.concatenate([read, self._numbers_of(new)])
        own: Numbers = read[[rows[key] for key in keys]]
        if len(rows) > MOST_REMEMBERED or max(map(len, filter(None, chain.from_iterable(new))), default=0) > LONG:
            rows, read = {}, read[:0]
        if rows is not remembered[0]:
            self._remembered = rows, read
        return own

    def _numbers_of(self, keys: Sequence[Key]) -> Numbers:
        rows, words = self._words_of(keys)
        numbers = np.zeros((len(keys), OWN + len(ROLES)), np.float32)
        ats, roles = self._roles[words].nonzero()
        numbers[rows[ats], OWN + roles] = 1
        numbers[[at for at, key in enumerate(keys) if key[5:] and key[5] and hides_all(key[5])], OWN + HIDDEN_ROLE] = 1
        is_scored = ~np.isnan(self._scores[words])
        rows, scores = rows[is_scored], self._scores[words[is_scored]]
        numbers[:, 0] = np.bincount(rows, scores, len(keys))
        numbers[:, 1] = [TAGS.get(str(key[0]), 0) for key in keys]
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        numbers[rows[starts], 2] = np.minimum.reduceat(scores, starts)
        numbers[rows[starts], 3] = np.maximum.reduceat(scores, starts)
        return numbers

    def _words_of(self, keys: Sequence[Key]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The known words in tags and names, each once for a key: the numbers of the keys in ascending order, of the words."""
        number_of = self._numbers.get
        found = map(str.lower, WORDS.findall(END.join(map(_names_of, keys))))
        words = np.array([*map(number_of, found, repeat(0)), *[number_of(str(key[0]), 0) for key in keys]], np.int64)
        rows = (words == self._numbers[END]).cumsum()
        rows[len(rows) - len(keys) :] = np.arange(len(keys))
        pairs = (rows * len(self._scores) + words)[words > self._numbers[END]]
        pairs.sort()
        return np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], len(self._scores))


def _faded(deepest: int) -> NDArray[np.float64]:
    """Return the remaining strength of a role at each distance up to ``deepest``, and zero beyond."""
    return np.concatenate([[1.0], np.cumprod(np.full(deepest, FADING, np.float32), dtype=np.float64), [0.0]])
