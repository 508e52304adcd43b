"""What a server sends behind the end of a page for a script to put in its place, as React does."""

from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

SEGMENT, PLACES = "S:", ("B:", "P:")
"""What the ids of hidden elements begin with that hold a part of the page, and those of the templates that keep their places."""
SIGN = 'id="S:'
END = "/$"
"""The comment behind what is shown until the part is there."""
BEGINS = frozenset({"$", "$?", "$!", "$~"})
MOST = 2000
"""Parts of a page that are put in their places."""
MOST_WAITING = 500
"""Elements that are shown until one is there."""


def put_in_place(root: _Element, source: str) -> None:
    """Move the parts of the page to where its script would put them, in place of what is shown until then; ``source`` is asked
    first whether there are any. A part without a place stays where it is, and is shown."""
    if SIGN not in source:
        return
    parts = {id_.removeprefix(SEGMENT): element for element in root.iter() if (id_ := _id(element)).startswith(SEGMENT)}
    places = [element for element in root.iter("template") if _id(element).startswith(PLACES)]
    for place in places[:MOST]:
        part = parts.get(_id(place)[len(SEGMENT) :])
        if part is not None and "hidden" in part.attrib and part not in place.iterancestors():
            _clear_behind(place)
            _put(part, place)
    for part in parts.values():
        part.attrib.pop("hidden", None)


def _id(element: _Element) -> str:
    return (element.get("id") or "") if isinstance(element.tag, str) else ""


def _clear_behind(place: _Element) -> None:
    """Take away what is shown until the part is there: it ends at a comment."""
    waiting = list(_until_end(place)) if _id(place).startswith(PLACES[0]) else []
    holder = place.getparent()
    if waiting and holder is not None:
        place.tail = None
        for element in waiting:
            holder.remove(element)


def _until_end(place: _Element) -> Iterator[_Element]:
    """The siblings behind a place up to its end; nothing where it has none."""
    found: list[_Element] = []
    depth = 1
    for sibling in islice(place.itersiblings(), MOST_WAITING):
        if not isinstance(sibling.tag, str):
            said = (sibling.text or "").strip()
            depth += (said in BEGINS) - (said == END)
            if not depth:
                yield from found
                return
        found.append(sibling)


def _put(part: _Element, place: _Element) -> None:
    """Make a part the neighbour of its place, and show it."""
    part.attrib.pop("hidden", None)
    tail, part.tail = part.tail, None
    if tail and tail.strip():
        _keep_tail(part, tail)
    place.addnext(part)


def _keep_tail(part: _Element, tail: str) -> None:
    before, holder = part.getprevious(), part.getparent()
    if before is not None:
        before.tail = (before.tail or "") + tail
    elif holder is not None:
        holder.text = (holder.text or "") + tail
