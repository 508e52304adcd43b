"""One tight walk over the tree of a page: its elements in order, and the pieces of text in them, as columns of equal length."""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml.etree import XPath, _Element, iterwalk

from crawler.content.html.vocabulary import BREAKING, CODE

UNREAD = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "select", "textarea", "iframe", "object", "embed", "canvas"}
    | {"video", "audio", "datalist", "map", "link", "meta", "title", "option"}
)
"""What prints no text of the page's own."""

BREAKS = frozenset(BREAKING | CODE | {"body", "html", "main", "button", "label", "frameset", "noframes"})
"""Where a block of text ends: elements that are printed on lines of their own."""

DIGITS = re.compile(r"\d+")
MARKED = XPath("//*[@itemprop or @role or @hidden or @aria-hidden or contains(@style, 'none')]")


class Path(NamedTuple):
    """A place in the template of a page: boxes of the same tag and names in boxes of the same. ``names`` are class, id and, of
    what groups paragraphs, ``itemprop``, ``role`` and style sheet, without numbers."""

    parent: int
    tag: str
    names: str


@dataclass(slots=True)
class Survey:
    """The boxes of a page (elements that are printed on lines of their own) in document order, by their places there, and the
    pieces of text in them.

    A box's descendants are the places from its own on up to and with its ``ends``; ``ways`` holds the number of its path in
    ``paths``. ``texts`` are never blank; ``blocks`` the number of the block of each, twice, plus 1 in a link; a block is the
    text between which no box begins or ends, ``homes`` the place of the box that each stands in. ``pictures`` are boxes of
    ``img`` elements, in order.
    """

    boxes: list[_Element] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    ways: list[int] = field(default_factory=list)
    paths: list[tuple[Any, ...]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)


def survey(root: _Element) -> Survey:  # noqa: C901 - one loop, for it costs as much as the parser
    """The survey of everything in ``root``, in one pass without recursion; the tree is not changed."""
    seen = Survey()
    boxes, parents, ends, ways, paths = seen.boxes, seen.parents, seen.ends, seen.ways, seen.paths
    texts, blocks, homes = seen.texts, seen.blocks, seen.homes
    found: dict[tuple[Any, ...], int] = {}
    kinds = KINDS
    outer: list[tuple[int, int]] = []
    here = way = -1
    linked, block, begins = 0, -2, True
    walk = iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            tag = element.tag
            if tag not in kinds:
                text = element.text
            elif kind := kinds[tag]:
                text = element.text
                if kind == LINK:
                    linked += 1
                elif kind == PICTURE:
                    seen.pictures.append(here)
                else:
                    outer.append((here, way))
                    parents.append(here)
                    here, begins = len(boxes), True
                    boxes.append(element)
                    ends.append(here)
                    key = (way, tag, element.get("class"), element.get("id"))
                    if kind == CONTAINER:
                        key += (element.get("itemprop"), element.get("role"), element.get("style"))
                    way = found[key] if key in found else _path(key, paths, found)
                    ways.append(way)
            else:
                walk.skip_subtree()
                continue
        else:
            if event == "end" and (tag := element.tag) in kinds:
                kind = kinds[tag]
                if kind >= BOX:
                    ends[here] = len(boxes) - 1
                    here, way = outer.pop()
                    begins = True
                elif kind == LINK:
                    linked -= 1
            text = element.tail
        if text and not text.isspace():
            if begins:
                block += 2
                homes.append(here)
                begins = False
            texts.append(text)
            blocks.append(block + 1 if linked else block)
    return seen


def _path(key: tuple[Any, ...], paths: list[tuple[Any, ...]], found: dict[tuple[Any, ...], int]) -> int:
    """The number of the path of boxes like one that was not met before: without the numbers in its id."""
    bare = key
    if (number := key[3]) and not number.isalpha():
        bare = (*key[:3], DIGITS.sub("", number), *key[4:])
    way = found.setdefault(bare, len(paths))
    if way == len(paths):
        paths.append(bare)
    found[key] = way
    return way


UNREAD_, LINK, PICTURE, BOX, CONTAINER = range(5)
KINDS = (
    dict.fromkeys(BREAKS, BOX)
    | dict.fromkeys(("div", "section", "article", "main", "aside"), CONTAINER)
    | dict.fromkeys(UNREAD, UNREAD_)
    | {"a": LINK, "img": PICTURE}
)
