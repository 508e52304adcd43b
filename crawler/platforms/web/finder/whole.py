"""Tables, lists, code and quotations between the paragraphs of an article, which belong to its text as a whole.

Their cells and lines are short and are not sentences, so each of them alone looks like navigation.
"""

import numpy as np
from numpy.typing import NDArray

from crawler.content.patterns import regex
from crawler.platforms.web.finder.blocks import Blocks, Column
from crawler.platforms.web.finder.names import COLUMNS, ROLES
from crawler.platforms.web.finder.outline import Outline

Boxes = NDArray[np.bool_]
PARTS = frozenset(
    {"table", "dl", "ol", "ul", "menu", "dir", "pre", "blockquote", "details", "figure", "fieldset", "h2", "h3", "h4"}
)
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
AROUND = 3
"""Elements around a part that contain little else, such as a caption or a button."""
ALONE, LABEL = 1.3, 20
_ROLES = ("comment", "share", "related", "ad", "nav", "footer", "form", "aside", "tag", "cookie")
_UNWANTED = [len(COLUMNS) + at for at, role in enumerate(ROLES) if role[0] in _ROLES]


def with_whole_parts(seen: Outline, blocks: Blocks, taken: Boxes) -> Boxes:
    """The ``taken`` blocks, and the others in every part that is between taken paragraphs, or of which half is taken. Links, and
    elements whose names say that they are not text, are left out."""
    chars, kept = blocks.sizes, blocks.inside(blocks.chars * taken)
    unwanted = blocks.named[:, _UNWANTED].max(1)[blocks.kinds] >= UNWANTED
    is_table = _are(seen, blocks, frozenset({"table"}))
    is_linked = blocks.links > np.where(is_table, MOST_LINKED, LINKED) * chars
    is_part = _are(seen, blocks, PARTS) & ~unwanted & ~_around(blocks, blocks.headline)
    if not is_part.any():
        return taken
    between = _between(blocks, taken, chars, unwanted)
    is_led = _led(seen, blocks, taken, is_part & is_linked & between)
    is_part &= ~is_linked | is_led
    lays_out = is_table & (blocks.inside(blocks.prose > LONG) > 0)
    begun = (2 * kept >= chars) & (kept > 0) & ~lays_out & ~_are(seen, blocks, BULLETED)
    is_gallery = _are(seen, blocks, WITHOUT_PICTURES) & (blocks.pictures > 0)
    between &= ~is_gallery & (~lays_out | (kept == 0))
    whole = is_part & (begun | between)
    is_signed = blocks.within(whole & _are(seen, blocks, frozenset({"blockquote"})))
    unlinked = 2 * blocks.linked <= blocks.chars
    more: Boxes = blocks.within(whole) & (unlinked | blocks.within(is_led)) & (is_signed | ~unwanted[blocks.homes])
    return taken | more


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


def _between(blocks: Blocks, taken: Boxes, chars: Column, unwanted: Boxes) -> Boxes:
    """Whether the element around each box, or around its wrappers, has taken paragraphs both before and after it."""
    place = np.arange(len(blocks.parents))
    around = np.maximum(blocks.parents, 0)
    for _ in range(AROUND):
        around = np.where(chars[around] <= ALONE * chars[place] + LABEL, np.maximum(blocks.parents[around], 0), around)
    run = np.concatenate([[0], np.cumsum(np.bincount(blocks.homes, taken & (blocks.prose > 0), len(blocks.parents)))])
    before, behind = run[place] - run[around], run[blocks.ends[around]] - run[blocks.ends]
    found: Boxes = (before > 0) & (behind > 0) & ~unwanted[around]
    return found
