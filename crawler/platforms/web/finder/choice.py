"""Turns the blocks taken for the body into the elements that hold them, and the elements in these that are set aside."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from lxml.etree import _Element
from numpy.typing import NDArray

from crawler.content.caption_names import is_caption_name
from crawler.content.html.alternatives import markup_in
from crawler.content.patterns import regex
from crawler.platforms.web.aside import NAMES, OTHER
from crawler.platforms.web.finder.blocks import Blocks
from crawler.platforms.web.finder.figures import CAPTION, figure_elements, figures_in
from crawler.platforms.web.finder.loose_links import loose_links
from crawler.platforms.web.finder.names import COLUMNS, ROLES
from crawler.platforms.web.finder.outline import Outline

MOST_BESIDE = 2.0
"""A box is read whole as long as the text set aside in it is at most this many times the text taken from it."""
LONGEST_CREDIT = 160  # letters
CREDIT = regex(r"(?:编辑|責編|责编|编审|记者|記者|作者|来源|來源|撰文|校对|审核|监制|摄影|供稿|[文图])\s*[:：丨|/]")
PLAIN = frozenset({"comments", "share", "related", "advertisement", "navigation"})
"""What is not part of the text even where a site's file specifies the body."""
NEAR = 0.6
"""The smallest value of a role that counts: that of boxes which have it, or are at most two levels inside one that has."""
OWN = 1.0
"""The value of a role that a box has itself. In a box of the body, it says nothing of what is in that box."""
OF_A_PICTURE = regex(r"(?i:\b|_|(?<=[a-z]))(?:[Pp]ic|[Ii]mg|[Ii]mage|[Pp]hoto)(?![a-z])")
_COLUMN = {role[0]: len(COLUMNS) + at for at, role in enumerate(ROLES)}
_UNWANTED = [_COLUMN[role] for role in ("comment", "share", "related", "ad", "nav", "footer")]
_NO_DECK = [_COLUMN[role] for role in ("comment", "share", "ad", "footer", "form", "hidden", "cookie")]
"""The roles of boxes that are no slide show; in one, a slide may well be the ``next``."""
_NAMES = list(NAMES.values())
_NAMED = [_COLUMN[role] for role in NAMES]


def places_of(seen: Outline, blocks: Blocks, taken: NDArray[np.bool_]) -> list[int]:
    """Return the places of the body's boxes in document order, none nested in another."""
    kept = blocks.inside(blocks.chars * taken)
    cut = blocks.sizes - kept
    own = np.bincount(blocks.homes, taken, len(blocks.parents))
    whole = (kept > 0) & ((cut <= MOST_BESIDE * kept) | (own > 0))
    barred = np.zeros(len(whole), bool)  # what is read here is not read in what holds it
    noscripts = [way for way, path in enumerate(seen.paths) if path[1] == "noscript"]
    shown = np.flatnonzero(np.isin(blocks.kinds, noscripts) & (kept > 0)).tolist()
    wholly = [place for place in shown if markup_in(seen.boxes[place]) is None]
    for place in [0, *wholly] if seen.boxes[0].tag == "html" else wholly:
        while place >= 0 and not barred[place]:
            barred[place] = True
            place = int(blocks.parents[place])
    whole &= ~barred
    return list(_outermost(whole, blocks.ends, 0, len(whole)))


def aside_of(
    seen: Outline, blocks: Blocks, taken: NDArray[np.bool_], places: Sequence[int], captions: bool = True
) -> dict[_Element, str]:
    """Return the elements in the boxes at ``places`` that are not part of the text, with their names. Credit lines and, with
    ``captions``, pictures with a line of text are left in place for later steps; those who took a picture are of its caption."""
    read = np.zeros(len(blocks.parents), bool)
    read[places] = True
    wanted = blocks.within(read) & ~taken & ~blocks.within(figure_elements(seen, blocks))
    kept = taken | _credits(seen, blocks, wanted)
    beside, controls = _beside(seen, blocks, kept, captions)
    aside = dict.fromkeys([*controls, *loose_links(seen, blocks, wanted & ~kept & ~blocks.within(beside))], OTHER)
    for place in places:
        for at in _outermost(beside, blocks.ends, place + 1, int(blocks.ends[place])):
            if markup_in(seen.boxes[at]) is None:  # in a noscript it is a picture
                aside[seen.boxes[at]] = name_of(seen, blocks, at)
    return aside


def _credits(seen: Outline, blocks: Blocks, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return, for each block, whether it is one of the ``wanted`` and a credit line."""
    found = np.zeros(len(blocks.homes), bool)
    is_short = (wanted & (blocks.chars <= LONGEST_CREDIT)).tolist()
    for text, number in zip(seen.texts, seen.blocks, strict=True):
        if is_short[number >> 1] and not text.isascii() and len(text) <= LONGEST_CREDIT and CREDIT.search(text):
            found[number >> 1] = True
    return found


def _outermost(wanted: NDArray[np.bool_], ends: NDArray[np.int64], start: int, end: int) -> Iterator[int]:
    """Yield the places of ``wanted`` boxes from ``start`` to ``end`` that are not inside another wanted one."""
    for place in (np.flatnonzero(wanted[start:end]) + start).tolist():
        if place >= start:
            yield place
            start = int(ends[place])


def _beside(seen: Outline, blocks: Blocks, taken: NDArray[np.bool_], captions: bool) -> tuple[NDArray[np.bool_], list[_Element]]:
    """Return, for each box, whether nothing is taken from it, and the controls of figures. With ``captions``, figures are kept in
    boxes that are mostly text."""
    kept = blocks.inside(blocks.chars * taken)
    cut, pictures, ways = blocks.sizes - kept, blocks.pictures, blocks.kinds
    role, barred = (blocks.named[:, each].max(1)[ways] for each in (_UNWANTED, _NO_DECK))
    shown = _named(seen, blocks, (role >= OWN) & (pictures > 0), OF_A_PICTURE.search)  # no button (``sharePic``)
    unwanted, never = (role >= NEAR) & ~shown, (barred >= NEAR) & ~shown
    is_of_text = (kept > cut)[np.maximum(blocks.parents, 0)]
    figures = figures_in(seen, blocks, kept, unwanted, never) if captions else {}
    in_figure = np.zeros(len(ways), bool)
    for place in figures:
        in_figure[place : blocks.ends[place]] = True
    is_something = (cut > 0) | (unwanted & ~(is_of_text & (role < OWN)) & (pictures > 0))
    beside: NDArray[np.bool_] = (kept == 0) & is_something & ~in_figure
    may_caption = beside & captions & is_of_text & (cut <= CAPTION) & (blocks.links == 0) & _beside_a_picture(blocks)
    beside &= ~_named(seen, blocks, may_caption, is_caption_name)
    return beside, [control for controls in figures.values() for control in controls]


def _beside_a_picture(blocks: Blocks) -> NDArray[np.bool_]:
    """Return, for each box, whether it is right before or behind one with a picture."""
    following = np.minimum(blocks.ends, len(blocks.ends) - 1)
    first = np.flatnonzero((blocks.ends == following) & (blocks.parents[following] == blocks.parents))
    shows, beside = blocks.pictures > 0, np.zeros(len(blocks.parents), bool)
    beside[following[first]] = shows[first]
    beside[first] |= shows[following[first]]
    return beside


def _named(seen: Outline, blocks: Blocks, wanted: NDArray[np.bool_], tells: Callable[[str], object]) -> NDArray[np.bool_]:
    """Return, for each box, whether it is a ``wanted`` one with a name that ``tells``."""
    found = np.zeros(len(seen.paths), bool)
    for way in set(blocks.kinds[wanted].tolist()):
        found[way] = any(map(tells, " ".join(filter(None, seen.paths[way][2:4])).split()))
    return found[blocks.kinds] & wanted


def name_of(seen: Outline, blocks: Blocks, place: int) -> str:
    """Name a box after its role, or after the nearest role around it."""
    named = blocks.named[seen.ways[place], _NAMED]
    nearest = int(named.argmax())
    return _NAMES[nearest] if named[nearest] >= NEAR else OTHER
