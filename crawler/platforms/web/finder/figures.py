"""Finds the figures of an article: boxes without text of the body that show pictures with little more than captions."""

from collections.abc import Iterator

import numpy as np
from lxml.etree import _Element
from numpy.typing import NDArray

from crawler.content.html import text_of
from crawler.content.patterns import regex
from crawler.platforms.web.finder.blocks import Blocks
from crawler.platforms.web.finder.columns import Column
from crawler.platforms.web.finder.gallery import is_nowhere, leads_away
from crawler.platforms.web.finder.outline import Outline

CAPTION = 250  # letters for each picture
DECK = 3
"""Pictures that make a row, album or slide show, whose captions may have a heading each."""
MOST_LINES = 6
"""Lines for each picture, controls included."""
BESIDE_DECK = 2
"""Lines of a deck that belong to none of its pictures: its name, and how many pictures it has."""
LABEL = 12  # characters
COUNTER = regex(r"[(（\[]?\s?\d{1,4}\s{0,3}(?:/|／|of)\s{0,3}\d{1,4}\s?[)）\]]?")
"""Which of how many pictures one is."""


def figures_in(
    seen: Outline, blocks: Blocks, kept: Column, unwanted: NDArray[np.bool_], never: NDArray[np.bool_]
) -> dict[int, list[_Element]]:
    """Return the places of figures in boxes that are mostly text, of which ``kept`` is taken, or in a box with some in such one;
    each with the controls in it: buttons, links to nowhere and counters.

    Nothing in a figure leads to another page, but words in the caption of a ``figure``. One of one or two pictures has at most a
    line for each, unless it is a ``figure``, and is not an ``unwanted`` box; a deck has two lines for each, and its names only
    count if it must ``never`` be one.
    """
    cut, pictures = blocks.sizes - kept, blocks.pictures
    around, is_deck = np.maximum(blocks.parents, 0), pictures >= DECK
    is_figure = figure_elements(seen, blocks)
    is_of_text = kept > cut
    in_text = is_of_text[around] | (is_figure & is_of_text[around[around]]) | (is_deck & (kept[around] > cut[around] - cut))
    may_be = (kept == 0) & (kept[around] > 0) & in_text & (pictures > 0)
    may_be &= (cut <= CAPTION * np.where(is_deck, pictures, 1)) & ~np.where(is_deck, never & unwanted, unwanted)
    may_be &= is_figure | (blocks.numbers <= MOST_LINES * pictures)
    found: dict[int, list[_Element]] = {}
    for place in np.flatnonzero(may_be).tolist():
        box = seen.boxes[place]
        controls = list(_controls_in(box))
        lines, shown = blocks.numbers[place], pictures[place]
        is_small = is_figure[place] or (lines <= shown and not unwanted[place] and cut[place] <= CAPTION)
        may_be_deck = is_deck[place] and not never[place] and _has_photographs(box)
        is_whole = is_small or (may_be_deck and lines - len(controls) <= 2 * shown + BESIDE_DECK)
        has_words = is_figure[place] and 2 * blocks.links[place] <= cut[place]
        if is_whole and (not blocks.links[place] or not leads_away(box, words=not has_words)):
            found[place] = controls
    return found


def figure_elements(seen: Outline, blocks: Blocks) -> NDArray[np.bool_]:
    """Return, for each box, whether it is a ``figure``."""
    found: NDArray[np.bool_] = np.array([path[1] == "figure" for path in seen.paths])[blocks.kinds]
    return found


def _has_photographs(box: _Element) -> bool:
    """Whether the pictures of a deck are no drawings, as icons beside short lines are."""
    return not any(".svg" in (each.get("src") or "")[:1000] for each in box.iter("img"))


def _controls_in(box: _Element) -> Iterator[_Element]:
    for each in box.iter("button", "a", "span", "div", "em", "i", "b", "p"):
        if each.tag in ("button", "a"):
            is_control = each.tag == "button" or is_nowhere(each.get("href") or "")
            if is_control and next(each.iter("img"), None) is None and 0 < len(text_of(each, 2 * LABEL)) <= LABEL:
                yield each
        elif not len(each) and each.text and COUNTER.fullmatch(each.text.strip()):
            yield each
