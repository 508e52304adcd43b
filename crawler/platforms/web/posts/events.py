"""Lines among posts that say what somebody did to the thread: renamed, labelled or closed it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from crawler.platforms.web.posts.marks import kind_of
from crawler.platforms.web.posts.signs import Signs
from crawler.platforms.web.posts.units import Unit, places_in


def events_in(signs: Signs, units: Sequence[Unit], contents: Sequence[Sequence[int]]) -> list[Unit]:
    """Return the units that have name, time and words on a single line, and no element of the kind that holds the words of
    others; empty unless they are fewer than half. The first unit is never one."""
    kinds = [kind_of(signs, places[0]) for places in contents]
    usual, count = Counter(kinds).most_common(1)[0]
    if 2 * count <= len(units) or count == len(units):
        return []
    lines = _Lines(signs)
    return [unit for unit, kind in zip(units[1:], kinds[1:], strict=True) if kind != usual and lines.is_single(unit)]


class _Lines:
    """The printed lines of a page, by the elements that their texts stand in."""

    def __init__(self, signs: Signs) -> None:
        self.signs = signs
        self.of: dict[int, set[int]] = {}
        for owner, block in zip(signs.survey.owners, signs.survey.blocks, strict=True):
            self.of.setdefault(owner, set()).add(block)

    def is_single(self, unit: Unit) -> bool:
        """Whether everything in a unit, apart from its inner units, is on the line that has its name and its time."""
        printed = self._printed(places_in(range(unit.end), unit))
        marks = self._printed(chain(places_in(self.signs.names, unit), places_in(self.signs.times, unit)))
        return len(printed) == 1 and printed == marks

    def _printed(self, places: Iterable[int]) -> set[int]:
        return {line for place in places for line in self.of.get(place, ())}
