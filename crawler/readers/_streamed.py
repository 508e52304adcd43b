"""Out-of-order streaming, as in React: parts that a server sends after the end of a page, for a script to put in their places."""

from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from crawler.content.plain_text import visible
from crawler.content.words import Words

SEGMENT, PLACES = "S:", ("B:", "P:")
"""Prefixes of the ids of hidden elements that hold a part of the page, and of the templates that mark their places."""
SIGN = Words('hidden id="S:')
END = "/$"
"""The comment after the fallback that is shown until the part arrives."""
BEGINS = frozenset({"$", "$?", "$!", "$~"})
MOST = 2000
"""Parts of a page that are moved."""
MOST_WAITING = 500
"""Elements of a fallback."""


def put_in_place(root: _Element, source: str) -> None:
    """Move the parts of the page to where its script would put them, replacing the fallbacks; ``source`` is checked first for any
    parts. A part without a place stays where it is and becomes visible."""
    if not SIGN.any_in(source):
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
    """Remove the fallback, which ends at a comment."""
    waiting = list(_until_end(place)) if _id(place).startswith(PLACES[0]) else []
    holder = place.getparent()
    if waiting and holder is not None:
        place.tail = None
        for element in waiting:
            holder.remove(element)


def _until_end(place: _Element) -> Iterator[_Element]:
    """The siblings from a place to its end; none if it has no end."""
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
    """Move a part next to its place, and make it visible."""
    part.attrib.pop("hidden", None)
    tail, part.tail = part.tail, None
    if tail and tail.strip():
        _keep_tail(part, tail)
    place.addnext(part)


def _keep_tail(part: _Element, tail: str) -> None:
    before, holder = part.getprevious(), part.getparent()
    if before is not None:
        before.tail = visible((before.tail or "") + tail)
    elif holder is not None:
        holder.text = visible((holder.text or "") + tail)
