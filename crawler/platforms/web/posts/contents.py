"""Finds the element that holds the poster's words in each post: of the same kind in most posts, and saying the most."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, chain, pairwise

from lxml.etree import _Element

from crawler.content.patterns import regex
from crawler.platforms.web.posts.marks import SAID_TO_BE_TEXT, Kind, Marks, kind_of
from crawler.platforms.web.posts.signs import Signs
from crawler.platforms.web.posts.units import Unit, count_between, plain_of
from crawler.platforms.web.posts.vocabulary import is_beside

_NEARLY_ALL = 0.97
_LARGE = 0.6
_MOST_PLACES = 6000
_LEAST_LOOSE = 15  # characters
_COLONS = ("：", ":")
_SHORT, _FEW = 24, 2
"""Characters of a text, and units that may have it though it is their authors' own."""
_MOST, _HALF = 0.75, 0.5
"""The share of all words, and of those that are not told of the authors, that should be in the contents."""
_LETTERS = regex(r"[^\W\d_]+")
_CHROME = frozenset(("nav", "footer", "form", "button"))
_FIELDS = ("input", "textarea", "select")
Sizes = dict[int, int]
"""Elements of a unit by their places, with the number of characters of prose in each."""


def contents_of(signs: Signs, units: list[Unit], marks: list[Marks]) -> list[list[int]]:
    """Return the places of the elements that hold the words of each unit, or of the unit's own elements if no such element is
    found. Where these hold mostly what is told of the authors, that does not count."""
    found = _found(signs, signs.plain, units, marks)
    if _share_of(signs, signs.plain, units, found) >= _MOST:
        return found
    own = _own_words(signs, units)
    return found if _share_of(signs, own, units, found) >= _HALF else _found(signs, own, units, marks)


def _share_of(signs: Signs, plain: list[int], units: list[Unit], found: list[list[int]]) -> float:
    """Return the share of the characters in ``units`` that is in the elements ``found``; 1 if there are none."""
    ends = signs.survey.ends
    said = sum(plain[unit.end] - plain[unit.place] for unit in units)
    return sum(plain[ends[place]] - plain[place] for places in found for place in places) / said if said else 1.0


def _found(signs: Signs, plain: list[int], units: list[Unit], marks: list[Marks]) -> list[list[int]]:
    sizes = [dict(_sizes(signs, plain, unit, mark)) for unit, mark in zip(units, marks, strict=True)]
    of_groups: dict[int, list[Sizes]] = {}
    for unit, each in zip(units, sizes, strict=True):
        of_groups.setdefault(unit.group, []).append(each)
    kinds = _like_the_longest(signs, of_groups, {group: _most_said(signs, each) for group, each in of_groups.items()})
    found = [_contents(signs, unit, each, kinds[unit.group]) for unit, each in zip(units, sizes, strict=True)]
    whole = Counter(unit.group for unit, places in zip(units, found, strict=True) if places == [unit.place])
    return [
        [unit.place] if signs.own[unit.place] and 2 * whole[unit.group] > len(of_groups[unit.group]) else places
        for unit, places in zip(units, found, strict=True)
    ]


def _like_the_longest(signs: Signs, of_groups: dict[int, list[Sizes]], kinds: dict[int, Kind | None]) -> dict[int, Kind | None]:
    """Return ``kinds`` with that of the group which says the most, or one that has all its class names or some of them, for each
    other group in which all units have it: short words may be less than the buttons below them."""
    longest = max(kinds, key=lambda group: max((size for each in of_groups[group] for size in each.values()), default=0))
    kind = kinds[longest]
    if len(kinds) < 2 or kind is None or not kind[1]:
        return kinds
    for group in kinds.keys() - {longest}:
        common = set[Kind].intersection(*({kind_of(signs, place) for place in each} for each in of_groups[group]))
        alike = [each for each in common if _is_alike(each, kind)]
        kinds[group] = kinds[group] if kinds[group] in alike else next(iter(sorted(alike)), kinds[group])
    return kinds


def _is_alike(kind: Kind, other: Kind) -> bool:
    """Whether two kinds have the same tags, and one all class names of the other."""
    one, two = set(kind[1].split()), set(other[1].split())
    return kind[0] == other[0] and bool(one) and (one <= two or two <= one)


def _own_words(signs: Signs, units: list[Unit]) -> list[int]:
    """Return :attr:`Signs.plain` without short texts that most units have, apart from numbers: what is told of their authors."""
    survey, plain = signs.survey, signs.plain.copy()
    starts = [unit.place for unit in units]
    holders: dict[str, set[int]] = {}
    short = [(at, "".join(_LETTERS.findall(text))) for at, text in enumerate(survey.texts) if len(text) <= _SHORT]
    for at, letters in short:
        holders.setdefault(letters, set()).add(bisect_right(starts, survey.owners[at]))
    common = {letters for letters, found in holders.items() if len(found) > max(_FEW, len(units) / 2)}
    if not common:
        return plain
    own = [after - before for before, after in pairwise(plain)]
    for at, letters in short:
        if letters in common:
            own[survey.owners[at]] = 0
    return [0, *accumulate(own)]


def _sizes(signs: Signs, plain: list[int], unit: Unit, marks: Marks) -> Iterator[tuple[int, int]]:
    """Elements of a unit that contain neither its name nor its time, leaving out those beside its words, with their sizes; and
    those with words beside the time, or behind the name and a colon (林溪：…)."""
    ends, prose = signs.survey.ends, plain if plain_of(signs, unit) >= _LEAST_LOOSE else signs.prose
    skipped = {each.place: each.end for each in unit.inner}
    starts = [each.place for each in unit.inner]
    inside = [0, *accumulate(prose[each.end] - prose[each.place] for each in unit.inner)]
    place = unit.place if unit.end > ends[unit.place] else unit.place + 1
    limit = min(unit.end, place + _MOST_PLACES)
    while place < limit:
        end = ends[place]
        if end > unit.end:  # around the unit's last element
            place += 1
            continue
        if place in skipped or _is_beside(signs, place):
            place = skipped.get(place, end)
            continue
        if not (place <= marks.name < end or place <= marks.time < end):
            yield place, prose[end] - prose[place] - inside[bisect_left(starts, end)] + inside[bisect_left(starts, place)]
        elif signs.own[place] and _is_beside_one(signs, place, marks):
            yield place, signs.own[place]
        place += 1


def _is_beside_one(signs: Signs, place: int, marks: Marks) -> bool:
    """Whether words straight in an element stand beside the time alone, or behind the name and a colon alone."""
    has_name, has_time = (place <= mark < signs.survey.ends[place] for mark in marks)
    if has_name and not has_time:
        tail = signs.survey.elements[marks.name].tail or ""
        return place == signs.survey.parents[marks.name] and tail.lstrip().startswith(_COLONS)
    return has_time and not has_name


def _is_beside(signs: Signs, place: int) -> bool:
    """Whether an element is beside the words of a post."""
    element = signs.survey.elements[place]
    return is_control(element, _CHROME) or is_beside(element.get("class") or "")


def is_control(element: _Element, tags: frozenset[str]) -> bool:
    """Whether an element with one of the ``tags`` holds controls; a form without fields may be around the words of a post."""
    return element.tag in tags and (element.tag != "form" or any(map(_is_field, element.iter(*_FIELDS))))


def _is_field(element: _Element) -> bool:
    return element.tag != "input" or element.get("type") != "hidden"


def _most_said(signs: Signs, sizes: list[Sizes]) -> Kind | None:
    """The kind whose largest elements say the most; of those that say about as much, the one with the fewest elements inside."""
    said: Counter[Kind] = Counter()
    held: Counter[Kind] = Counter()
    for each in sizes:
        for kind, place in _largest(signs, each).items():
            said[kind] += each[place]
            held[kind] += signs.survey.ends[place] - place
    most = max(said.values(), default=0)
    if said[SAID_TO_BE_TEXT] >= _LARGE * most > 0:
        return SAID_TO_BE_TEXT
    return min((kind for kind in said if said[kind] >= _NEARLY_ALL * most), key=held.__getitem__, default=None) if most else None


def _largest(signs: Signs, sizes: Sizes) -> dict[Kind, int]:
    """Return, for each kind, the place of the element that says the most."""
    largest: dict[Kind, int] = {}
    for place, size in sizes.items():
        kind = kind_of(signs, place)
        if kind not in largest or size > sizes[largest[kind]]:
            largest[kind] = place
    return largest


def _contents(signs: Signs, unit: Unit, sizes: Sizes, kind: Kind | None) -> list[int]:
    ends = signs.survey.ends
    found: list[int] = []
    for place in sizes:
        if kind_of(signs, place) == kind and not (found and place < ends[found[-1]]):
            found.append(place)
    if found:
        return _with_loose(signs, unit, found, sizes)
    most = max(sizes.values(), default=0)
    if most > 1:
        return [next(place for place in reversed(sizes) if sizes[place] >= _NEARLY_ALL * most)]
    found = [unit.place]
    while ends[found[-1]] < unit.end:
        found.append(ends[found[-1]])
    return found


def _with_loose(signs: Signs, unit: Unit, found: list[int], sizes: Sizes) -> list[int]:
    """The element around ``found``, or else that of the unit, if it has words of its own besides them, or pictures, and neither
    the name nor the time; otherwise ``found``."""
    parents, ends = signs.survey.parents, signs.survey.ends
    said = sum(signs.prose[ends[place]] - signs.prose[place] for place in found)
    around = parents[found[0]] if all(parents[place] == parents[found[0]] for place in found) else -1
    holders = [around] * (around >= unit.place) + [unit.place] * (ends[unit.place] == unit.end)
    loose = (place for place in holders if signs.own[place] >= max(_LEAST_LOOSE, said))
    shown = sum(count_between(signs.shown, place, ends[place]) for place in found)
    pictured = (place for place in holders[:1] if place in sizes and count_between(signs.shown, place, ends[place]) > shown)
    return next(([place] for place in chain(loose, pictured)), found)
