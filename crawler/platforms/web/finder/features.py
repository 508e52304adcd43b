"""What is known of each block of a page, as numbers."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crawler.platforms.web.finder.survey import Survey

Numbers = NDArray[np.float32]

WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")
SPACE, LETTER, HAN, CLAUSE, STOP, DIGIT, UPPER, SIGN = range(8)


def _classes() -> NDArray[np.uint8]:
    """What every character of the first plane is."""
    of = np.full(65536, LETTER, np.uint8)
    of[0x3400:0xA000] = HAN
    of[0xF900:0xFB00] = HAN
    for kind, characters in (
        (SPACE, "".join(map(chr, range(33))) + "\x85\xa0\u3000\u200b\u2028\u2029\ufeff"),
        (CLAUSE, ",;，、；：“”（）"),
        (STOP, ".!?。！？…"),
        (DIGIT, "0123456789"),
        (UPPER, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        (SIGN, "|/\\<>«»›‹©®#@*+=_[]{}()-–—·•→←↑↓:\"'"),
    ):
        of[[ord(each) for each in characters]] = kind
    return of


CLASSES = _classes()

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
KINDS: tuple[tuple[str, ...], ...] = (
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
BITS: dict[str, tuple[int, ...]] = {}
for _bit, _words in enumerate(KINDS):
    for _word in _words:
        BITS[_word] = (*BITS.get(_word, ()), _bit)
HIDDEN = re.compile(r"display:\s*none")


def path_numbers(paths: list[tuple[Any, ...]], scores: Mapping[str, float]) -> Numbers:
    """What the names say of each path: see the columns in the code."""
    rows: list[list[float]] = []
    above: list[list[float]] = []  # for each kind how far up the last element of it is: 0 where there is none, else 1 / distance
    width = len(KINDS)
    none = [0.0] * width
    top = [0.0, 0.0, 0.0, 0.0, 0.0]
    for parent, tag, *names in paths:
        words = {tag}
        if names[0] or names[1]:
            words.update(each.lower() for each in WORD.findall(f"{names[0]} {names[1]}"))
        hidden = False
        if len(names) > 2:
            if names[2] or names[3]:
                words.update(each.lower() for each in WORD.findall(f"{names[2]} {names[3]}"))
            hidden = bool(names[4]) and HIDDEN.search(names[4]) is not None
        known = [scores[word] for word in words if word in scores]
        own = sum(known)
        depth, total, least, most, last = rows[parent][:5] if parent >= 0 else top
        if known:
            least, most = min(least, *known), max(most, *known)
        bits = [each * 0.8 for each in above[parent]] if parent >= 0 else none[:]
        for word in words:
            for bit in BITS.get(word, ()):
                bits[bit] = 1.0
        if hidden:
            bits[20] = 1.0
        above.append(bits)
        rows.append(
            [depth + 1, total + own, least, most, own, last, TAGS.get(tag, 0), min(known, default=0.0), max(known, default=0.0)]
        )
    return np.hstack([np.array(rows, np.float32), np.array(above, np.float32)])


PATH_COLUMNS = [
    "depth",
    "sum",
    "least",
    "most",
    "own",
    "parent_own",
    "tag",
    "own_min",
    "own_max",
    *("in_" + each[0] for each in KINDS),
]


def counts_of(seen: Survey, count: int) -> Numbers:
    """How many characters of each class each block has, first those outside of links: count x 16."""
    text = "".join(seen.texts)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    classes = CLASSES[np.minimum(codes, 65535)]
    blocks = np.array(seen.blocks, np.int64)
    places = np.repeat(blocks * 8, np.fromiter(map(len, seen.texts), np.int64, len(seen.texts)))
    places += classes
    return np.bincount(places, minlength=count * 16).reshape(count, 16).astype(np.float32)


BLOCK_COLUMNS = ["chars", "linked", "clauses", "stops", "digits", "upper", "signs", "han", "pieces", "ends", "starts", "titled"]


def numbers_of(seen: Survey, scores: Mapping[str, float], title: str = "") -> tuple[Numbers, dict[str, Any]]:
    """What is known of each block, a row for each, and what the second look needs."""
    count = len(seen.homes)
    homes = np.array(seen.homes, np.int64)
    parents = np.array(seen.parents, np.int64)
    ends = np.array(seen.ends, np.int64) + 1
    ways = np.array(seen.ways, np.int64)
    counts = counts_of(seen, count)
    both = counts[:, :8] + counts[:, 8:]
    chars = both[:, 1:].sum(1)
    linked = counts[:, 9:].sum(1)
    one = np.maximum(chars, 1)
    share = linked / one
    marks = both[:, CLAUSE] + both[:, STOP]
    weight = both[:, HAN] * 2 + both[:, LETTER] * 0.5 + both[:, UPPER] * 0.5  # about what a Latin text of the same length has
    lasts = np.zeros(count, np.float32)
    firsts = np.zeros(count, np.float32)
    titled = np.zeros(count, np.float32)
    pieces = np.bincount(np.array(seen.blocks, np.int64) >> 1, minlength=count).astype(np.float32)
    previous = -1
    for text, number in zip(seen.texts, seen.blocks, strict=True):
        number >>= 1
        text = text.strip()
        end = text[-1:]
        lasts[number] = 2 if end in '.。!！?？”"…' else 1 if end in ",，:：;；" else 0
        if number != previous:
            firsts[number] = text[:1].isalnum()
            previous = number
        if 4 <= len(text) <= 200 and text in title:
            titled[number] = max(titled[number], len(text) / len(title))
    own = np.stack(
        [
            chars,
            share,
            marks / one,
            both[:, STOP],
            both[:, DIGIT] / one,
            both[:, UPPER] / one,
            both[:, SIGN] / one,
            both[:, HAN] / one,
            pieces,
            lasts,
            firsts,
            titled,
        ],
        1,
    )
    of_paths = path_numbers(seen.paths, scores)
    named = of_paths[ways[homes]]

    prose = np.where((share < 0.5) & (marks > 0) & (weight >= 20), chars - linked, 0)
    total = max(float(chars.sum()), 1.0)
    # sums of what is in each box
    size = len(parents)

    def sums(values: Numbers) -> Numbers:
        run = np.concatenate([[0.0], np.cumsum(np.bincount(homes, values, size))])
        return run[ends] - run[np.arange(size)]

    s_chars, s_linked, s_prose, s_blocks, s_marks = sums(chars), sums(linked), sums(prose), sums(np.ones(count)), sums(marks)
    s_value = sums(np.where(prose > 0, prose, -0.5 * chars - 0.5 * linked))
    best = len(s_value) - 1 - int(np.argmax(s_value[::-1]))
    direct = np.bincount(np.maximum(parents[homes], 0), prose, size)
    densest = int(np.argmax(direct))
    levels = []
    up = homes
    for _ in range(4):
        levels += [
            s_chars[up] / total,
            s_linked[up] / np.maximum(s_chars[up], 1),
            s_prose[up] / np.maximum(s_chars[up], 1),
            s_blocks[up],
            chars / np.maximum(s_chars[up], 1),
            s_marks[up] / np.maximum(s_chars[up], 1),
        ]
        up = np.maximum(parents[up], 0)
    kin = []
    for around in (best, densest):
        distance = np.zeros(count)
        place, level = around, 0
        outside = np.ones(count, bool)
        while place >= 0 and level < 30:
            outside &= ~((homes >= place) & (homes < ends[place]))
            distance += outside
            place, level = int(parents[place]), level + 1
        kin += [
            distance,
            named[:, 0] - of_paths[ways[around], 0],
            (homes - around) / size,
            np.where(homes < around, -1.0, np.where(homes < ends[around], 0.0, 1.0)),
        ]
    order = np.arange(count)
    before = np.cumsum(chars) - chars
    prose_before = (np.cumsum(prose) - prose) / max(float(prose.sum()), 1.0)
    headline = int(np.argmax(titled * np.where(named[:, 6] == 5, 2, 1))) if titled.any() else -1
    place_of = [
        order / count,
        order,
        count - order,
        before / total,
        prose_before,
        order - headline if headline >= 0 else np.full(count, -999),
        np.log1p(np.abs(before - (before[headline] if headline >= 0 else 0))) * np.sign(order - headline),
    ]
    near = []
    for columns in (np.stack([chars, share, marks / one, prose > 0, named[:, 4], named[:, 6]], 1),):
        padded = np.pad(columns, ((3, 3), (0, 0)))
        for step in (-2, -1, 1, 2):
            near.append(padded[3 + step : 3 + step + count])
        window = np.cumsum(np.pad(columns[:, :4], ((6, 5), (0, 0))), 0)
        near.append((window[10:] - window[:-10])[:count] / 10)
    # blocks of the same path
    same = ways[homes]
    n_same = np.bincount(same, minlength=len(seen.paths))
    c_same = np.bincount(same, chars, len(seen.paths)) / np.maximum(n_same, 1)
    p_same = np.bincount(same, prose > 0, len(seen.paths)) / np.maximum(n_same, 1)
    l_same = np.bincount(same, share, len(seen.paths)) / np.maximum(n_same, 1)
    alike = [n_same[same], c_same[same], p_same[same], l_same[same]]
    page = [
        count,
        total,
        float(linked.sum()) / total,
        float(prose.sum()) / total,
        float(prose.max(initial=0)),
        s_prose[best] / max(float(prose.sum()), 1),
        both[:, HAN].sum() / total,
    ]
    everything = np.concatenate(
        [own, named, np.stack(levels + kin + place_of + alike, 1), *near, np.tile(page, (count, 1))], 1
    ).astype(np.float32)
    context = {
        "homes": homes,
        "parents": parents,
        "ends": ends,
        "same": same,
        "chars": chars,
        "size": size,
        "paths": len(seen.paths),
    }
    return everything, context


def second_numbers(chance: Numbers, context: dict[str, Any]) -> Numbers:
    """What the first look at the other blocks says of each."""
    chars, homes, parents, ends, same, size = (context[each] for each in ("chars", "homes", "parents", "ends", "same", "size"))
    count = len(chars)
    mass = chance * chars

    def sums(values: Numbers) -> Numbers:
        run = np.concatenate([[0.0], np.cumsum(np.bincount(homes, values, size))])
        return run[ends] - run[np.arange(size)]

    s_mass, s_chars = sums(mass), sums(chars)
    total = max(float(mass.sum()), 1.0)
    columns = [chance]
    up = homes
    for _ in range(5):
        columns += [s_mass[up] / np.maximum(s_chars[up], 1), s_mass[up] / total]
        up = np.maximum(parents[up], 0)
    n = context["paths"]
    weight = np.bincount(same, chars, n)
    columns += [
        (np.bincount(same, mass, n) / np.maximum(weight, 1))[same],
        (np.bincount(same, chance, n) / np.maximum(np.bincount(same, minlength=n), 1))[same],
    ]
    padded = np.pad(np.stack([chance, chars], 1), ((4, 4), (0, 0)))
    for step in (-3, -2, -1, 1, 2, 3):
        columns.append(padded[4 + step : 4 + step + count, 0])
    before = (np.cumsum(mass) - mass) / total
    columns += [before, 1 - before - mass / total]
    for reach in (5, 15):
        w = np.cumsum(np.pad(np.stack([mass, chars], 1), ((reach + 1, reach), (0, 0))), 0)
        w = w[2 * reach + 1 :] - w[: -2 * reach - 1]
        columns.append(w[:count, 0] / np.maximum(w[:count, 1], 1))
    # distance to the smallest boxes that hold .5, .8 and .95 of the mass
    for part in (0.5, 0.8, 0.95):
        fits = np.flatnonzero(s_mass >= part * total)
        place = int(fits[np.argmin(s_chars[fits])]) if len(fits) else 0
        inside = (homes >= place) & (homes < ends[place])
        columns += [inside, (homes < place).astype(float)]
    high = np.flatnonzero(chance > 0.5)
    first, last = (int(high[0]), int(high[-1])) if len(high) else (0, count - 1)
    order = np.arange(count)
    columns += [order - first, last - order]
    columns += [
        np.full(count, total / max(float(chars.sum()), 1)),
        np.full(count, np.sum(np.minimum(chance, 1 - chance) * chars) / max(float(chars.sum()), 1)),
    ]
    return np.stack(columns, 1).astype(np.float32)
