"""Tables, lists, code, quotations and headings among the paragraphs of an article, which belong to its text as a whole.

Their cells and lines are short and are not sentences, so each of them alone looks like navigation.
"""

import numpy as np
from numpy.typing import NDArray

from crawler.content.html.vocabulary import CODE
from crawler.content.patterns import regex
from crawler.platforms.web.finder.blocks import Blocks, Places
from crawler.platforms.web.finder.columns import Column
from crawler.platforms.web.finder.names import COLUMNS, FADING, ROLES
from crawler.platforms.web.finder.outline import Outline

Boxes = NDArray[np.bool_]
HEADINGS = frozenset({"h2", "h3", "h4"})
PARTS = frozenset({"table", "dl", "ol", "ul", "menu", "dir", *CODE, "blockquote", "details", "figure", "fieldset", *HEADINGS})
CELLS = frozenset({"td", "th"})
"""What stands in the next one is in another column of a page that is laid out by tables."""
BULLETED = frozenset({"ul", "menu", "dir"})
"""Also used for buttons below an article, so that one of them being taken says little about the others."""
WITHOUT_PICTURES = frozenset({"ul", "figure"})
"""With pictures, these are galleries, and their text is captions."""
LINKED, MOST_LINKED = 0.2, 0.5
"""The largest share of letters in links, in any part and in tables. Parts with more are lists of links."""
UNWANTED = 0.6
LONG = 200  # letters; a paragraph of more is not in a cell of a data table
ANNOUNCING = regex(
    r"(?:如下|以下|下列|包括|附件|分别[是为])[^。：:]{0,12}[：:]\s{0,3}$|\b(?:following|below)\b[^.:]{0,40}:\s{0,3}$"
)
MOST_LED = 50  # parts that are links
AROUND = 5
"""Elements around a part that contain little else, such as a caption or a button."""
ALONE, LABEL = 1.3, 20
_ROLES = ("comment", "share", "related", "ad", "nav", "footer", "form", "aside", "tag", "cookie")
_UNWANTED = [len(COLUMNS) + at for at, role in enumerate(ROLES) if role[0] in _ROLES]


def with_whole_parts(seen: Outline, blocks: Blocks, taken: Boxes) -> Boxes:
    """The ``taken`` blocks, and the others in every part that is between taken text or ends it, or of which half is taken, and
    the headings right above. Links are left out, except of definitions of which half is taken, and so are elements whose names
    say that they are not text."""
    chars, kept = blocks.sizes, blocks.inside(blocks.chars * taken)
    unwanted = _unwanted(blocks, kept)
    is_table, is_heading = _are(seen, blocks, frozenset({"table"})), _are(seen, blocks, HEADINGS)
    is_linked = blocks.links > np.where(is_table | is_heading, MOST_LINKED, LINKED) * chars
    is_part = _are(seen, blocks, PARTS) & ~unwanted & ~_around(blocks, blocks.headline)
    if not is_part.any():
        return taken
    place, around = _wrapped(blocks, _are(seen, blocks, CELLS))
    between, ending = _between(blocks, taken, place, around)
    between, ending = between & ~unwanted[around], ending & ~unwanted[around] & _in_text(blocks, kept, place, around, is_heading)
    is_led = _led(seen, blocks, taken, is_part & is_linked & between)
    is_part &= ~is_linked | is_led
    lays_out = is_table & (blocks.inside(blocks.prose > LONG) > 0)
    is_bulleted = _are(seen, blocks, BULLETED)
    begun = (2 * kept >= chars) & (kept > 0) & ~lays_out & ~is_bulleted
    is_gallery = _are(seen, blocks, WITHOUT_PICTURES) & (blocks.pictures > 0)
    between &= ~is_gallery & (~lays_out | (kept == 0))
    ending &= ~is_heading & ~lays_out & ((blocks.links == 0) | ~is_bulleted) & (blocks.pictures == 0)
    is_defining = begun & ~unwanted & _are(seen, blocks, frozenset({"dl"})) & (blocks.links <= MOST_LINKED * chars)
    whole = is_part & (begun | between | ending) | is_defining
    is_signed = blocks.within(whole & _are(seen, blocks, frozenset({"blockquote"})))
    unlinked = 2 * blocks.linked <= blocks.chars
    wanted = (unlinked | blocks.within(is_led | is_defining)) & (is_signed | ~unwanted[blocks.homes])
    more: Boxes = taken | blocks.within(whole) & wanted
    above = (
        is_part & is_heading & ~unwanted[around] & _above(blocks, blocks.inside(blocks.chars * more), place, around, is_heading)
    )
    return more | blocks.within(above) & unlinked


def _wrapped(blocks: Blocks, is_cell: Boxes) -> tuple[Places, Places]:
    """For each box, the outermost wrapper that has little else inside, which no cell is, and the box around that."""
    place, chars = np.arange(len(blocks.parents)), blocks.sizes
    wrapper, around = place, np.maximum(blocks.parents, 0)
    for _ in range(AROUND):
        is_wrapper = (chars[around] <= ALONE * chars[place] + LABEL) & ~is_cell[around]
        wrapper = np.where(is_wrapper, around, wrapper)
        around = np.where(is_wrapper, np.maximum(blocks.parents[around], 0), around)
    return wrapper, around


def _between(blocks: Blocks, taken: Boxes, place: Places, around: Places) -> tuple[Boxes, Boxes]:
    """Whether the box ``around`` each has taken text both before and after ``place``, and prose in it; whether only before."""
    run, told = (
        np.concatenate([[0], np.cumsum(np.bincount(blocks.homes, each, len(blocks.parents)))])
        for each in (taken, taken & (blocks.prose > 0))
    )
    before, behind = run[place] - run[around], run[blocks.ends[around]] - run[blocks.ends[place]]
    begun: Boxes = (before > 0) & (told[blocks.ends[around]] > told[around])
    return begun & (behind > 0), begun & (behind == 0)


def _unwanted(blocks: Blocks, kept: Column) -> Boxes:
    """Whether the names of each box, or of the two around it, say that it is not text. They do not of a box that is text."""
    value = blocks.named[:, _UNWANTED].max(1)[blocks.kinds]
    named = np.arange(len(value))
    for least in (1.0, FADING):
        named = np.where(value < least, np.maximum(blocks.parents[named], 0), named)
    found: Boxes = (value >= UNWANTED) & ~_is_text(blocks, kept)[named]
    return found


def _is_text(blocks: Blocks, kept: Column) -> Boxes:
    """Whether half of each box is text, of which ``kept`` is in it."""
    found: Boxes = (kept > 0) & (2 * kept >= blocks.sizes)
    return found


def _in_text(blocks: Blocks, kept: Column, place: Places, around: Places, is_heading: Boxes) -> Boxes:
    """Whether each ``place`` below the headline is in a box ``around`` that is text, and right behind text or a heading if the
    headline is too."""
    is_text = _is_text(blocks, kept)
    is_followed = blocks.ends < blocks.ends[np.maximum(blocks.parents, 0)]
    is_behind = np.zeros(len(is_text), bool)
    is_behind[blocks.ends[is_followed]] = (is_text | is_heading)[is_followed]
    found: Boxes = is_text[around] & (place > blocks.headline) & ((around > blocks.headline) | is_behind[place])
    return found


def _above(blocks: Blocks, kept: Column, place: Places, around: Places, is_heading: Boxes) -> Boxes:
    """Whether each ``place`` is in a text, and the next box in it is text."""
    following = np.minimum(blocks.ends[place], len(place) - 1)
    found: Boxes = _is_text(blocks, kept)[following] & (blocks.ends[place] < blocks.ends[around])
    return found & _in_text(blocks, kept, place, around, is_heading)


def _led(seen: Outline, blocks: Blocks, taken: Boxes, parts: Boxes) -> Boxes:
    """Whether the taken text right before each of ``parts`` announces it (有关文件如下：)."""
    found = np.zeros(len(parts), bool)
    before: dict[int, str] = {}
    for place in np.flatnonzero(parts)[:MOST_LED].tolist():
        before = before or {number >> 1: text for text, number in zip(seen.texts, seen.blocks, strict=True)}
        inside = (blocks.homes >= place) & (blocks.homes < blocks.ends[place])
        last = int(inside.argmax()) - 1
        found[place] = last >= 0 and taken[last] and ANNOUNCING.search(before.get(last, "")) is not None
    return found


def _are(seen: Outline, blocks: Blocks, tags: frozenset[str]) -> Boxes:
    """Whether each box is one of these elements."""
    return np.array([path[1] in tags for path in seen.paths])[blocks.kinds]


def _around(blocks: Blocks, place: int) -> Boxes:
    places = np.arange(len(blocks.parents))
    return (places <= place) & (place < blocks.ends)
