"""One tight walk over the tree of a page: its boxes in order, and the pieces of text in them, as columns."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.etree import Comment, Entity, ProcessingInstruction, _Element

from crawler.content.html.vocabulary import BREAKING, CODE, UNREAD
from crawler.content.patterns import regex

SKIPPED, INLINE, LINK, PICTURE, BOX, CONTAINER = range(6)
KINDS: dict[Any, int] = {
    **dict.fromkeys(BREAKING | CODE | {"body", "html", "button", "label", "frameset", "noframes"}, BOX),
    **dict.fromkeys(("div", "section", "article", "main", "aside"), CONTAINER),
    **dict.fromkeys((*UNREAD, Comment, ProcessingInstruction, Entity), SKIPPED),
    "a": LINK,
    "img": PICTURE,
}
"""Elements that are printed on lines of their own, those of them that group paragraphs, what prints no text of the page's own,
links and pictures; others stand in a line."""

LONG = 256  # characters of style sheets that are not read
DIGITS = regex(r"\d+")
Path = tuple[Any, ...]
"""A place in the template of a page, which boxes of the same tag and names in boxes of the same share: the number of the path
around it, tag, class, id without numbers, and of what groups paragraphs ``itemprop``, ``role`` and a style
sheet that may hide it."""


@dataclass(slots=True)
class Outline:
    """The boxes of a page (elements that are printed on lines of their own) in document order, by their places there, and the
    pieces of text in them.

    A box's descendants are the places behind its own up to (not including) its ``ends``; ``ways`` holds the number of its path
    in ``paths``, ``parents`` the place of the box around it, -1 for none. ``texts`` are never blank; ``blocks`` holds the number
    of the block of each, twice, plus 1 in a link: a block is text in which no box begins or ends. ``homes`` holds the place of
    the box around each block, ``pictures`` those of the boxes around ``img`` elements.
    """

    boxes: list[_Element] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    ways: list[int] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)


def outline(root: _Element, scripts_off: bool = False) -> Outline:  # noqa: C901 - one loop, for it costs as much as the parser
    """The outline of everything in ``root``, in one pass without recursion; the tree is not changed. With ``scripts_off`` what
    the page shows to browsers without scripts is read too."""
    seen = Outline([root], [-1], [0], [0], [(-1, str(root.tag), None, None)])
    boxes, parents, ends, ways, paths = seen.boxes, seen.parents, seen.ends, seen.ways, seen.paths
    texts, blocks, homes = seen.texts, seen.blocks, seen.homes
    found: dict[Path, int] = {}
    kind_of = (KINDS | {"noscript": BOX} if scripts_off else KINDS).get
    outer: list[tuple[_Element, int, Iterator[_Element], int, int]] = []
    here = way = linked = 0
    begins, inside = True, iter(root)
    if (text := root.text) and not text.isspace():
        homes.append(0)
        texts.append(text)
        blocks.append(0)
        begins = False
    while True:
        for element in inside:
            kind = kind_of(tag := element.tag, INLINE)
            if kind:
                out, out_way = here, way
                if kind >= BOX:
                    parents.append(here)
                    here, begins = len(boxes), True
                    boxes.append(element)
                    ends.append(here + 1)
                    key: Path = (way, tag, element.get("class"), element.get("id"))
                    if kind == CONTAINER:
                        style = element.get("style")
                        hidden = style if style and len(style) < LONG and "none" in style else None
                        key = (*key, element.get("itemprop"), element.get("role"), hidden)
                    way = found[key] if key in found else _path(key, paths, found)
                    ways.append(way)
                elif kind == LINK:
                    linked += 1
                elif kind == PICTURE:
                    seen.pictures.append(here)
                if (text := element.text) and not text.isspace():
                    if begins:
                        homes.append(here)
                        begins = False
                    texts.append(text)
                    blocks.append(2 * len(homes) - 2 + (linked > 0))
                if len(element):
                    outer.append((element, kind, inside, out, out_way))
                    inside = iter(element)
                    break
                if kind >= BOX:
                    here, way, begins = out, out_way, True
                elif kind == LINK:
                    linked -= 1
            if (text := element.tail) and not text.isspace():
                if begins:
                    homes.append(here)
                    begins = False
                texts.append(text)
                blocks.append(2 * len(homes) - 2 + (linked > 0))
        else:
            if not outer:
                break
            element, kind, inside, out, out_way = outer.pop()
            if kind >= BOX:
                ends[here] = len(boxes)
                here, way, begins = out, out_way, True
            elif kind == LINK:
                linked -= 1
            if (text := element.tail) and not text.isspace():
                if begins:
                    homes.append(here)
                    begins = False
                texts.append(text)
                blocks.append(2 * len(homes) - 2 + (linked > 0))
    ends[0] = len(boxes)
    return seen


def _path(key: Path, paths: list[Path], found: dict[Path, int]) -> int:
    """The number of the path of boxes like one that was not met before: without the numbers in its id."""
    bare = key
    if (identity := key[3]) and not identity.isalpha():
        bare = (*key[:3], DIGITS.sub("", identity), *key[4:])
    way = found.setdefault(bare, len(paths))
    if way == len(paths):
        paths.append(bare)
    found[key] = way
    return way
