"""Ids that a page makes from its headings (``<section id="more-on-forms"><h2>More on forms``), which name no part of it."""

from itertools import islice

from lxml.etree import _Element

from crawler.content.html import text_of
from crawler.platforms.web.finder.names import ROLES, WORDS
from crawler.platforms.web.finder.outline import Outline

FEWEST = 5
"""The fewest ids made from headings that show a habit. A single ``related-articles`` above "Related articles" is a name."""
NEXT = 4
"""Number of boxes, from the one with the id, of which one is its heading."""
LONGEST = 200  # characters of a heading
PREFIX = 1  # letters before the words of the heading, as in ``s-more-on-forms``
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ROLES = frozenset(word for role in ROLES for word in role)


def forget_heading_ids(seen: Outline) -> None:
    """Take those ids out of the paths of an outline that were made from headings and read like names (``related``, ``form``), if
    the page makes at least half of the ids around its headings like that."""
    given = [way for way, path in enumerate(seen.paths) if len(path) > 3 and path[3]]
    misleading = {way for way in given if _misleads(seen.paths[way][3])}
    if not misleading or len(given) < FEWEST:
        return
    places = dict(zip(reversed(seen.ways), range(len(seen.ways) - 1, -1, -1), strict=True))
    headings = {way: heading for way in given if (heading := _heading(seen, places[way])) is not None}
    made = {way for way, heading in headings.items() if _is_made_from(seen.paths[way][3], text_of(heading, LONGEST))}
    if len(made) >= max(FEWEST, len(headings) / 2):
        for way in made & misleading:
            path = seen.paths[way]
            seen.paths[way] = (*path[:3], None, *path[4:])


def _misleads(identity: str) -> bool:
    """Whether some of the words of an id, but not all as in ``related-content``, read like names."""
    return len({word.lower() in _ROLES for word in WORDS.findall(identity)}) > 1


def _heading(seen: Outline, place: int) -> _Element | None:
    inside = islice(seen.boxes, place, min(place + NEXT, seen.ends[place]))
    return next((box for box in inside if box.tag in _HEADINGS), None)


def _is_made_from(identity: str, heading: str) -> bool:
    made, said = _letters(identity), _letters(heading)
    return len(said) > 1 and made.endswith(said) and len(made) <= len(said) + PREFIX


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.lower()))
