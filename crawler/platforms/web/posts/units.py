"""Posts as ranges of a :class:`Survey`, and what is in one of them but not in any nested in it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from crawler.platforms.web.posts.signs import Signs
from crawler.platforms.web.posts.vocabulary import SIDE

Span = tuple[int, int]
LEAST_PROSE = 2
"""Minimum length in characters of a post with both."""
BOTH = 2
"""Signs of a post that has a name and a time."""
LEAST_UNSIGNED = 10
"""Minimum length in characters of a post with one of them."""
_AT_BEGINNING = 12
"""Number of elements at the beginning of the contents that may hold the name and the time, if nothing outside does."""


@dataclass(slots=True, eq=False)
class Unit:
    """One post: the places from ``place`` up to ``end``, which may cover several adjacent elements."""

    place: int
    end: int
    group: int = 0
    """The number of the group that it belongs to."""
    inner: list["Unit"] = field(default_factory=list)
    """The units directly inside it, in order."""


def nested(spans: Iterable[Span]) -> list[Unit]:
    """Return the units of these spans in document order, each with the units inside it."""
    units: list[Unit] = []
    around: list[Unit] = []
    for place, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        unit = Unit(place, end)
        while around and around[-1].end <= place:
            around.pop()
        if around:
            around[-1].inner.append(unit)
        around.append(unit)
        units.append(unit)
    return units


def places_in(places: Sequence[int], unit: Unit) -> Iterator[int]:
    """Yield those of ``places``, in ascending order, that are in the unit but not in any of its inner units."""
    start = unit.place
    for first, end in [*((each.place, each.end) for each in unit.inner), (unit.end, unit.end)]:
        yield from places[bisect_left(places, start) : bisect_left(places, first)]
        start = end


def count_in(places: Sequence[int], unit: Unit) -> int:
    """Count those of ``places``, in ascending order, that are in the unit but not in any of its inner units."""
    return count_between(places, unit.place, unit.end) - sum(count_between(places, each.place, each.end) for each in unit.inner)


def outside(signs: Signs, places: Iterable[int], contents: Sequence[int]) -> Iterator[int]:
    """Yield those of ``places`` that are in none of the elements at ``contents``, which are in ascending order and not nested."""
    ends = signs.survey.ends
    for place in places:
        at = bisect_right(contents, place) - 1
        if at < 0 or place >= ends[contents[at]]:
            yield place


def inside(signs: Signs, unit: Unit, contents: Sequence[int]) -> Iterator[int]:
    """Yield the places inside the elements at ``contents`` of the unit, except for these elements and its inner units."""
    skipped = {each.place: each.end for each in unit.inner}
    for root in contents:
        place = root + 1
        while place < signs.survey.ends[root]:
            if place in skipped:
                place = skipped[place]
                continue
            yield place
            place += 1


def head_places(signs: Signs, places: Sequence[int], unit: Unit, contents: Sequence[int]) -> list[int]:
    """Those of ``places`` in the unit that are outside its ``contents``, or if there are none, those at their beginning."""
    own = list(places_in(places, unit))
    beside = list(outside(signs, own, contents))
    return beside or [place for place in own if contents[0] < place <= contents[0] + _AT_BEGINNING]


def prose_of(signs: Signs, unit: Unit) -> int:
    """Count the characters of the unit outside links, controls, names and times, without its inner units."""
    prose = signs.prose
    return prose[unit.end] - prose[unit.place] - sum(prose[each.end] - prose[each.place] for each in unit.inner)


def plain_of(signs: Signs, unit: Unit) -> int:
    """Like :func:`prose_of`, but without headings, labels, numbers and hidden text."""
    plain = signs.plain
    return plain[unit.end] - plain[unit.place] - sum(plain[each.end] - plain[each.place] for each in unit.inner)


def longest_in(signs: Signs, unit: Unit) -> int:
    """Return the length of the longest piece of text that :func:`plain_of` counts."""
    return max(after - before for before, after in pairwise(signs.plain[unit.place : unit.end + 1]))


def names_of(signs: Signs, place: int) -> str:
    """Return the class, id and schema.org type of an element."""
    element = signs.survey.elements[place]
    return f"{element.get('class') or ''} {element.get('id') or ''} {(element.get('itemtype') or '').rpartition('/')[2]}"


def count_between(places: Sequence[int], first: int, end: int) -> int:
    """Count those of ``places``, in ascending order, from ``first`` up to ``end``."""
    return bisect_left(places, end) - bisect_left(places, first)


def names_in(signs: Signs, span: Span) -> set[str]:
    """Return the names that are printed in a range, whatever posts are in it."""
    return {signs.printed_names[place] for place in places_in(signs.names, Unit(*span))}


def is_post(signs: Signs, unit: Unit, is_named: bool, least: int = LEAST_UNSIGNED) -> bool:
    """Whether the unit has words other than labels, a time and a name. If it is named as a post, labels count as words, and a
    time or a name is enough besides at ``least`` so many characters. An element at the side of the page is never a post."""
    element = signs.survey.elements[unit.place]
    if element.tag == "aside" or SIDE.search(element.get("class") or ""):
        return False
    signed, prose = signed_by(signs, unit), prose_of(signs, unit)
    if signed == BOTH:
        return prose > 0 or count_in(signs.shown, unit) > 0 if is_named else plain_of(signs, unit) >= LEAST_PROSE
    return is_named and signed > 0 and prose >= least


def signed_by(signs: Signs, unit: Unit) -> int:
    """Return how many of a name and a time are in the unit: 0, 1 or 2 (:data:`BOTH`)."""
    return (count_in(signs.times, unit) > 0) + (count_in(signs.names, unit) > 0)
