"""Links that stand between the elements of a body without one of their own: Skip to content, Book a demo, Back to top."""

from collections.abc import Iterator

import numpy as np
from lxml.etree import _Element
from numpy.typing import NDArray

from crawler.content.html.vocabulary import UNREAD
from crawler.platforms.web.finder.blocks import Blocks
from crawler.platforms.web.finder.outline import CONTAINER, INLINE, KINDS, PICTURE, Outline

_AROUND = frozenset({*(tag for tag, kind in KINDS.items() if kind == CONTAINER), "body", "header", "footer", "center"})
"""Elements that group paragraphs. A link in another one, such as the title of a list in a list, is a part of what it says."""


def loose_links(seen: Outline, blocks: Blocks, unwanted: NDArray[np.bool_]) -> Iterator[_Element]:
    """Yield the elements, which are no boxes, that hold those of the ``unwanted`` blocks that are nothing but links in words."""
    found = np.flatnonzero(unwanted & (blocks.chars > 0) & (blocks.linked >= blocks.chars)).tolist()
    at_home = {block: place for block in found if seen.boxes[place := int(blocks.homes[block])].tag in _AROUND}
    said = dict.fromkeys(at_home, "")
    for text, number in zip(seen.texts, seen.blocks, strict=True) if said else ():
        if number >> 1 in said:
            said[number >> 1] += text
    runs = {place: dict(_runs(seen.boxes[place])) for place in set(at_home.values())}
    for block, place in at_home.items():
        if any(map(str.isalpha, said[block])):  # a number leads from a note to its place
            yield from runs[place].get(_bare(said[block]), ())


def _runs(box: _Element) -> Iterator[tuple[str, list[_Element]]]:
    """Yield what is said between the boxes and pictures in a ``box``, and the elements that say it."""
    text, run = box.text or "", list[_Element]()
    for each in box:
        if each.tag in UNREAD or not isinstance(each.tag, str):
            text += each.tail or ""
        elif any(KINDS.get(inside.tag, INLINE) >= PICTURE for inside in each.iter()):
            yield _bare(text), run
            text, run = each.tail or "", []
        else:
            text += "".join(each.itertext()) + (each.tail or "")
            run.append(each)
    yield _bare(text), run


def _bare(text: str) -> str:
    return "".join(text.split())
