"""A fast walk over the tree of a page: its elements in order and the pieces of text in them, as columns of equal length."""

from dataclasses import dataclass, field

from lxml.etree import Comment, Entity, ProcessingInstruction, _Element, iterwalk

from crawler.content.html.vocabulary import BREAKING, CODE, UNREAD

SKIPPED = UNREAD | {Comment, Entity, ProcessingInstruction}
"""Elements whose text is not the page's own."""

BREAKS = frozenset(BREAKING | CODE | {"body", "html", "main", "button", "label", "frameset", "noframes"})
"""Elements printed on lines of their own, which end a block of text."""


@dataclass(slots=True)
class Survey:
    """The elements of a page in document order, identified by their places in it, and the pieces of text in them.

    An element's descendants are at the places after its own up to (not including) its ``ends``. ``texts`` are never blank;
    ``owners`` holds the place of the element that contains each, and ``blocks`` the number of its block. Pieces with no element
    on a line of its own and no ``br`` between them form one block. ``pictures`` are the places of ``img`` elements.
    """

    elements: list[_Element] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)

    def enter(self, element: _Element, tag: object, open_places: list[int]) -> bool:
        """Add an element that begins, and return whether it starts a new block."""
        place = len(self.elements)
        self.elements.append(element)
        self.parents.append(open_places[-1])
        self.ends.append(place + 1)
        open_places.append(place)
        if tag == "img":
            self.pictures.append(place)
        return tag in BREAKS or tag == "br"


def survey(root: _Element) -> Survey:
    """Return the survey of everything in ``root``, made in one pass without recursion and without changing the tree."""
    seen = Survey()
    open_places: list[int] = [-1]
    block = 0
    walk = iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in SKIPPED:
                walk.skip_subtree()
                continue
            text = element.text
            block += seen.enter(element, tag, open_places)
        else:
            text = element.tail
            if event == "end" and tag not in SKIPPED:
                seen.ends[open_places.pop()] = len(seen.elements)
                block += tag in BREAKS
        if text and not text.isspace() and open_places[-1] >= 0:
            seen.texts.append(text)
            seen.owners.append(open_places[-1])
            seen.blocks.append(block)
    return seen
