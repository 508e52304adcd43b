"""Numbers that describe each block of a page before any is judged."""

from collections.abc import Iterator, Sequence

import numpy as np

from crawler.platforms.web.finder.anchors import Anchors
from crawler.platforms.web.finder.blocks import Blocks
from crawler.platforms.web.finder.characters import CLAUSE, DIGIT, HAN, SIGN, STOP, UPPER
from crawler.platforms.web.finder.columns import Column, padded_with_zeros, side_by_side
from crawler.platforms.web.finder.names import Numbers
from crawler.platforms.web.finder.outline import Outline

DEPTH, OWN, TAG = 0, 8, 9  # columns of a path
HEADLINE_TAG = 5
ENDS = dict.fromkeys('.。!！?？”"…', 2.0) | dict.fromkeys(",，:：;；", 1.0)
"""How strongly each final character suggests that a text is finished."""
UPWARDS = 4  # boxes around a block that are looked at


def first_look(seen: Outline, blocks: Blocks, anchors: Anchors) -> Numbers:
    """A row of numbers for each block. The places of the headline and of the described beginning are noted in ``blocks``."""
    named = blocks.named.T.take(blocks.ways, 1)
    texts = _texts(seen, blocks, anchors)
    _find_headline(blocks, named[TAG], np.array(texts[2]))
    one = np.maximum(blocks.chars, 1)
    both = blocks.counts[:, :8] + blocks.counts[:, 8:]
    share, marks = blocks.linked / one, (both[:, CLAUSE] + both[:, STOP]) / one
    own: list[Column] = [blocks.chars, share, marks, both[:, STOP], both[:, HAN] / one, *(both[:, [DIGIT, UPPER, SIGN]].T / one)]
    columns: list[Column | Sequence[float] | float] = [
        *named,
        *own,
        *texts,
        *_around(blocks, marks * one),
        *_kin(blocks, named[DEPTH]),
        *_order(blocks),
        *_alike(blocks, share),
        *_near([blocks.chars, share, marks, blocks.prose > 0, named[OWN], named[TAG]], 4),
        *_page(blocks, both[:, HAN].sum(), bool(anchors.body)),
    ]
    return side_by_side(columns, len(blocks.homes))


def _texts(seen: Outline, blocks: Blocks, anchors: Anchors) -> list[Column | Sequence[float]]:
    """How each block begins and ends, its share of the title, whether the head contains it, and its number of pieces."""
    count, texts = len(blocks.homes), [text.strip() for text in seen.texts]
    first = np.flatnonzero(np.diff(np.array(seen.blocks) >> 1, prepend=-1))
    pieces = np.diff(first, append=len(texts))
    starts = [texts[at][:1].isalnum() for at in first.tolist()]
    ends = [ENDS.get(texts[at][-1:], 0.0) for at in (first + pieces - 1).tolist()]
    titled, told = [0.0] * count, [0.0] * count
    title, body, beginning = anchors.title, anchors.body, anchors.description[:24].strip()
    for text, number in zip(texts, seen.blocks, strict=True):
        length = len(text)
        if 4 <= length <= len(title) and text in title:
            titled[number >> 1] = max(titled[number >> 1], length / len(title))
        if length >= 20:
            if body and text[:20] in body:
                told[number >> 1] = 1.0
            if blocks.described < 0 and len(beginning) >= 12 and beginning in text:
                blocks.described = int(blocks.homes[number >> 1])
    return [starts, ends, titled, told, pieces]


def _find_headline(blocks: Blocks, tags: Numbers, titled: Column) -> None:
    """Note the block that matches most of the title, preferring ``h1``; otherwise the first ``h1``."""
    headings = tags == HEADLINE_TAG
    at = (titled * (1 + headings)).argmax() if titled.any() else headings.argmax()
    if titled[at] or headings[at]:
        blocks.headline = int(blocks.homes[at])


def _around(blocks: Blocks, marks: Column) -> list[Column]:
    """Return numbers for the box of each block and for those around it: share of the page, links, prose, blocks, punctuation."""
    one = np.maximum(blocks.sizes, 1)
    part, shares = blocks.sizes / max(float(blocks.chars.sum()), 1.0), [blocks.links / one]
    shares += [blocks.inside(each) / one for each in (blocks.prose, marks)]
    columns: list[Column] = []
    place = blocks.homes
    for _ in range(UPWARDS):
        columns += [each[place] for each in (part, blocks.numbers)] + [blocks.chars / one[place]]
        columns += [share[place] for share in shares]
        place = np.maximum(blocks.parents[place], 0)
    return columns


def _kin(blocks: Blocks, depths: Numbers) -> list[Column]:
    """Return how near each block is to the box with the most prose, the one whose paragraphs have the most, the headline and the
    described beginning."""
    size, total = len(blocks.parents), max(float(blocks.prose.sum()), 1.0)
    value = blocks.inside(np.where(blocks.prose > 0, blocks.prose, -(blocks.chars + blocks.linked) / 2))
    best = size - 1 - int(value[::-1].argmax())
    over = np.maximum(blocks.parents[blocks.homes], 0)
    direct = np.bincount(over, blocks.prose, size)
    columns: list[Column] = [direct[over] / total, np.bincount(over, blocks.prose > 0, size)[over]]
    columns.append(np.bincount(blocks.homes, blocks.prose, size)[blocks.homes] / total)
    for place in (best, int(direct.argmax()), blocks.headline, blocks.described):
        if place < 0:
            columns += [np.full(len(blocks.homes), -1.0)] * 4
            continue
        side = np.subtract(blocks.homes >= blocks.ends[place], blocks.homes < place, dtype=np.int8)
        depth = depths - blocks.named[blocks.kinds[place], DEPTH]
        columns += [blocks.distances(place), depth, (blocks.homes - place) / size, side]
    return columns


def _order(blocks: Blocks) -> list[Column]:
    """Return the position of each block in the page, and its distance from the headline."""
    count = len(blocks.homes)
    order = np.arange(count)
    before = blocks.chars.cumsum() - blocks.chars
    prose = (blocks.prose.cumsum() - blocks.prose) / max(float(blocks.prose.sum()), 1.0)
    columns: list[Column] = [order / count, order, count - order, before / max(float(blocks.chars.sum()), 1.0), prose]
    at = int(blocks.homes.searchsorted(blocks.headline)) if blocks.headline >= 0 else -1
    if not 0 <= at < count:
        return [*columns, np.full(count, -999.0), np.zeros(count)]
    return [*columns, order - at, np.log1p(np.abs(before - before[at])) * np.sign(order - at)]


def _alike(blocks: Blocks, share: Column) -> list[Column]:
    """For the blocks that share each block's path: how many there are, their length, and their share of prose and of links."""
    size = len(blocks.named)
    number = np.bincount(blocks.ways, minlength=size)
    one = np.maximum(number, 1)
    means = [np.bincount(blocks.ways, each, size) / one for each in (blocks.chars, blocks.prose > 0, share)]
    return [number[blocks.ways], *(mean[blocks.ways] for mean in means)]


def _near(columns: Sequence[Column], most: int) -> Iterator[Column]:
    """Yield the numbers of the two blocks before and after each one, and means of the first columns, at ``most`` so many, over
    five blocks on both sides."""
    count = len(columns[0])
    padded = padded_with_zeros(columns, 6, 5)
    for step in (-2, -1, 1, 2):
        yield from padded[:, 6 + step : 6 + step + count]
    run = padded[:most].cumsum(1, dtype=np.float64)
    yield from (run[:, 11:] - run[:, :-11]) / 11


def _page(blocks: Blocks, han: float, has_body: bool) -> list[float]:
    """Return numbers that describe the whole page."""
    total, prose = max(float(blocks.chars.sum()), 1.0), float(blocks.prose.sum())
    known = (blocks.headline >= 0) + 2.0 * (blocks.described >= 0)
    return [
        len(blocks.homes),
        total,
        float(blocks.linked.sum()) / total,
        prose / total,
        float(blocks.prose.max()),
        han / total,
        known,
        has_body,
    ]
