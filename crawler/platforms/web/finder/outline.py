"""A fast single walk over the tree of a page: its boxes in order and the pieces of text in them, as columns."""

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
"""Kinds of elements: those printed on lines of their own, those of them that group paragraphs, those whose text is not the page's
own, links and pictures. All others are inline."""

LONG = 256  # characters of style sheets that are not read
DIGITS = regex(r"\d+")
Path = tuple[Any, ...]
"""A place in the template of a page, shared by boxes with the same tag and names inside boxes that share one: the number of the
enclosing path, tag, class and id without numbers; for elements that group paragraphs also ``itemprop``, ``role`` and a style that
may hide them."""


@dataclass(slots=True)
class Outline:
    """The boxes of a page (elements printed on lines of their own) in document order, identified by their places in it, and the
    pieces of text in them.

    A box's descendants are at the places after its own up to (not including) its ``ends``. ``ways`` holds the index of its path
    in ``paths``, and ``parents`` the place of the enclosing box, or -1. ``texts`` are never blank; ``blocks`` holds twice the
    number of the block of each, plus 1 in a link. A block is text in which no box begins or ends. ``homes`` holds the place of
    the box around each block, and ``pictures`` the places of the boxes around ``img`` elements.
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
    """Build the outline of everything in ``root``, in one pass without recursion and without changing the tree. With
    ``scripts_off``, what the page shows to browsers without scripts is read too."""
    seen = Outline([root], [-1], [0], [0], [(-1, str(root.tag), None, None)])
    boxes, parents, ends, ways, paths = seen.boxes, seen.parents, seen.ends, seen.ways, seen.paths
    texts, blocks, homes = seen.texts, seen.blocks, seen.homes
    found: dict[Path, int] = {}
    kind_of = (KINDS | {"noscript": BOX} if scripts_off else KINDS).get
    outer: list[tuple[_Element, int, Iterator[_Element], int, int]] = []
    here = way = linked = 0
    block, begins, inside = -2, True, iter(root)
    if (text := root.text) and not text.isspace():
        homes.append(here)
        block, begins = 0, False
        texts.append(text)
        blocks.append(block)
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
                    if (known := found.get(key)) is None:
                        known = _path(key, paths, found)
                    way = known
                    ways.append(way)
                elif kind == LINK:
                    if element.get("href") is None and element.get("name"):  # a place to link to
                        kind = INLINE
                    else:
                        linked += 1
                elif kind == PICTURE:
                    seen.pictures.append(here)
                if (text := element.text) and not text.isspace():
                    if begins:
                        homes.append(here)
                        block += 2
                        begins = False
                    texts.append(text)
                    blocks.append(block + 1 if linked else block)
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
                    block += 2
                    begins = False
                texts.append(text)
                blocks.append(block + 1 if linked else block)
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
                    block += 2
                    begins = False
                texts.append(text)
                blocks.append(block + 1 if linked else block)
    ends[0] = len(boxes)
    return seen


def _path(key: Path, paths: list[Path], found: dict[Path, int]) -> int:
    """Return the number of a path that was not met before in this form, ignoring digits in its id."""
    bare = key
    if (identity := key[3]) and not identity.isalpha():
        bare = (*key[:3], DIGITS.sub("", identity), *key[4:])
    way = found.setdefault(bare, len(paths))
    if way == len(paths):
        paths.append(bare)
    found[key] = way
    return way
