"""Where a post has its name and its time, and what identifies such an element across posts."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from crawler.content.patterns import regex
from crawler.platforms.web.posts.signs import Signs
from crawler.platforms.web.posts.units import Unit, places_in
from crawler.platforms.web.posts.vocabulary import prefix_of, without_digits

_NEAR = 3
_LONG = regex(r"[A-Za-z]{6}")
_TEXT = frozenset(("text", "articleBody", "commentText", "description"))
SAID_TO_BE_TEXT = ("itemprop", "text")
Kind = tuple[str, str]


class Marks(NamedTuple):
    """The places of the name and of the time of a post; -1 if it has none."""

    name: int
    time: int


def marks_of(signs: Signs, units: Sequence[Unit]) -> list[Marks]:
    """Return the marks of each unit."""
    usual = Counter(kind for unit in units for kind in {kind_of(signs, place) for place in places_in(signs.times, unit)})
    return [_marks(signs, unit, usual) for unit in units]


def _marks(signs: Signs, unit: Unit, usual: Counter[Kind]) -> Marks:
    """Return the first name of a unit and, of its times of the most ``usual`` kind, the nearest to it; any other may be part of
    the words."""
    name = next(places_in(signs.names, unit), -1)
    times = places_in(signs.times, unit)
    return Marks(name, min(times, key=lambda place: (-usual[kind_of(signs, place)], abs(place - name)), default=-1))


def kind_of(signs: Signs, place: int) -> Kind:
    """What identifies an element across posts: its declared role, its name, or its position in an element that has a name."""
    element = signs.survey.elements[place]
    if element.get("itemprop") in _TEXT:
        return SAID_TO_BE_TEXT
    path = str(element.tag)
    for _ in range(_NEAR):
        if prefix := prefix_of(element.get("id") or ""):
            return path, prefix
        if (classes := element.get("class")) and (names := _without_numbers(classes)):
            return path, names
        place = signs.survey.parents[place]
        if place < 0:
            break
        element = signs.survey.elements[place]
        path = f"{element.tag!s} {path}"
    return path, ""


@lru_cache(4096)
def _without_numbers(classes: str) -> str:
    """Return the names in ``classes``; and long ones with digits without these, which part neither rows nor margins."""
    names = classes.split()
    return " ".join(without_digits(name) for name in names if not any(map(str.isdigit, name)) or _LONG.search(name))
