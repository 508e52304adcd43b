"""Which element of a post holds the poster's words: the one that is of the same kind in most posts, and says the most."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from crawler.platforms.web.posts.signs import Signs
from crawler.platforms.web.posts.units import Unit, plain_of
from crawler.platforms.web.posts.vocabulary import is_beside, prefix_of

_NEARLY_ALL = 0.97
_LARGE = 0.6
_MOST_PLACES = 6000
_LEAST_LOOSE = 15  # characters
_NEAR = 3
_CHROME = frozenset(("nav", "footer", "form", "button"))
_TEXT = frozenset(("text", "articleBody", "commentText", "description"))
_SAID_TO_BE_TEXT = ("itemprop", "text")
Kind = tuple[str, str]
Sizes = dict[int, int]
"""Elements of a unit by their places, with the characters of prose in them."""


class Marks(NamedTuple):
    """The places of the name and of the time of a post; −1 where it has none."""

    name: int
    time: int


def contents_of(signs: Signs, units: list[Unit], marks: list[Marks]) -> list[list[int]]:
    """The places of the elements that hold the words of each unit; of one without any, its own elements."""
    sizes = [dict(_sizes(signs, unit, mark)) for unit, mark in zip(units, marks, strict=True)]
    of_groups: dict[int, list[Sizes]] = {}
    for unit, each in zip(units, sizes, strict=True):
        of_groups.setdefault(unit.group, []).append(each)
    kinds = {group: _most_said(signs, each) for group, each in of_groups.items()}
    found = [_contents(signs, unit, each, kinds[unit.group]) for unit, each in zip(units, sizes, strict=True)]
    whole = Counter(unit.group for unit, places in zip(units, found, strict=True) if places == [unit.place])
    return [
        [unit.place] if signs.own[unit.place] and 2 * whole[unit.group] > len(of_groups[unit.group]) else places
        for unit, places in zip(units, found, strict=True)
    ]


def _sizes(signs: Signs, unit: Unit, marks: Marks) -> Iterator[tuple[int, int]]:
    """The elements of a unit in which neither its name nor its time stands, but not what stands beside its words."""
    ends, prose = signs.survey.ends, signs.plain if plain_of(signs, unit) >= _LEAST_LOOSE else signs.prose
    skipped = {each.place: each.end for each in unit.inner}
    starts = [each.place for each in unit.inner]
    inside = [0, *accumulate(prose[each.end] - prose[each.place] for each in unit.inner)]
    place = unit.place if unit.end > ends[unit.place] else unit.place + 1
    limit = min(unit.end, place + _MOST_PLACES)
    while place < limit:
        end = ends[place]
        if place in skipped or _is_beside(signs, place):
            place = skipped.get(place, end)
            continue
        if not (place <= marks.name < end or place <= marks.time < end):
            yield place, prose[end] - prose[place] - inside[bisect_left(starts, end)] + inside[bisect_left(starts, place)]
        place += 1


def _is_beside(signs: Signs, place: int) -> bool:
    element = signs.survey.elements[place]
    return element.tag in _CHROME or is_beside(element.get("class") or "")


def _most_said(signs: Signs, sizes: list[Sizes]) -> Kind | None:
    """The kind whose largest elements say the most; of those that say about as much the one that holds the fewest others."""
    said: Counter[Kind] = Counter()
    held: Counter[Kind] = Counter()
    for each in sizes:
        for kind, place in _largest(signs, each).items():
            said[kind] += each[place]
            held[kind] += signs.survey.ends[place] - place
    most = max(said.values(), default=0)
    if said[_SAID_TO_BE_TEXT] >= _LARGE * most > 0:
        return _SAID_TO_BE_TEXT
    return min((kind for kind in said if said[kind] >= _NEARLY_ALL * most), key=held.__getitem__, default=None) if most else None


def _largest(signs: Signs, sizes: Sizes) -> dict[Kind, int]:
    """The place of the element of each kind that says the most."""
    largest: dict[Kind, int] = {}
    for place, size in sizes.items():
        kind = kind_of(signs, place)
        if kind not in largest or size > sizes[largest[kind]]:
            largest[kind] = place
    return largest


def kind_of(signs: Signs, place: int) -> Kind:
    """What elements of several posts have in common: what they are said to be, a name, or their place in one with a name."""
    element = signs.survey.elements[place]
    if element.get("itemprop") in _TEXT:
        return _SAID_TO_BE_TEXT
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
    return " ".join(name for name in classes.split() if not any(map(str.isdigit, name)))


def _contents(signs: Signs, unit: Unit, sizes: Sizes, kind: Kind | None) -> list[int]:
    ends = signs.survey.ends
    found: list[int] = []
    for place in sizes:
        if kind_of(signs, place) == kind and not (found and place < ends[found[-1]]):
            found.append(place)
    if found:
        return _with_loose(signs, unit, found)
    most = max(sizes.values(), default=0)
    if most > 1:
        return [next(place for place in reversed(sizes) if sizes[place] >= _NEARLY_ALL * most)]
    found = [unit.place]
    while ends[found[-1]] < unit.end:
        found.append(ends[found[-1]])
    return found


def _with_loose(signs: Signs, unit: Unit, found: list[int]) -> list[int]:
    """The element that ``found`` stand in, or else the unit's, where it holds words of its own beside them; else ``found``."""
    parents, ends = signs.survey.parents, signs.survey.ends
    said = sum(signs.prose[ends[place]] - signs.prose[place] for place in found)
    around = parents[found[0]] if all(parents[place] == parents[found[0]] for place in found) else -1
    holders = [around] * (around >= unit.place) + [unit.place] * (ends[unit.place] == unit.end)
    return next(([place] for place in holders if signs.own[place] >= max(_LEAST_LOOSE, said)), found)
