"""The body of an article or post, represented as a list of blocks for the stages to work on.

A body is parsed into blocks once (by :mod:`crawler.content.html` for HTML, by the Discuz! platform for text) and rendered once at
the end. In between, stages drop, move or read blocks. Every block knows the class names and ids of the elements that enclosed it,
so that a rule about an element is a rule about its blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from crawler.items import Article, Image, Post

BlockKind = Literal[
    "paragraph",
    "h2",
    "h3",
    "h4",
    "item",  # of a list
    "preformatted",
    "table",
    "image",
    "background",  # a picture behind text: never kept
    "embed",  # iframe, video, audio, object: never kept, text is its URL
    "style",  # a style sheet in the body, text is its source
    "script",
    "struck",  # words that are struck out in the paragraph above, whose html keeps them
    "formula",  # a picture of a formula that the text says in TeX, text is its URL
    "gutter",  # line numbers beside code
    "unseen",  # words within a line that are not displayed
]


class Container(NamedTuple):
    """An element that encloses blocks; for an item of an ``ol``, with the number printed before it."""

    tag: Literal["blockquote", "ul", "ol", "li"]
    id: int
    number: int | None = None


Containers = tuple[Container, ...]


class Block(Struct):
    """One paragraph, heading, list item, table or picture, or something that is not content.

    ``text`` is plain text on one line (several for ``preformatted`` and ``table``), as it is printed: 10², 汉(hàn), without text
    that is struck out. ``html`` is the same content as inner HTML; it is built only from escaped text and allow-listed tags, and
    therefore safe in any combination.
    """

    kind: BlockKind
    text: str = ""
    html: str = ""
    names: frozenset[str] = frozenset()
    containers: Containers = ()  # outermost first; items stand in lists
    centred: bool = False
    grey: bool = False  # all of the text is printed in grey, as captions are
    bold: bool = False  # all of the text is bold
    loose: bool = False  # text that stands outside any paragraph element
    hidden: bool = False
    attributes: dict[str, str] = {}  # of what shows a picture: as on the page
    figure: int = 0  # the figure, or table of a picture and a line, that it stands in
    alternatives: tuple[dict[str, str], ...] = ()  # of an image: those of other elements that show the same picture
    image: Image | None = None  # of an image: set by the stage resolve_images
    number: int = 0  # its place among all blocks of the draft, which blocks made of it share


@dataclass(slots=True)
class Body:
    """The blocks of one article or post. Stages modify ``blocks`` in place and write what they find to ``owner``."""

    owner: Article | Post
    blocks: list[Block]
    comments: list[str] = field(default_factory=list)  # texts of HTML comments in the body
    start: int = 0  # the number of its first block
    beside: list[str] = field(default_factory=list)  # lines around the body that may credit somebody with it
    authors: list[str] = field(default_factory=list)  # whom the page's metadata call its authors
