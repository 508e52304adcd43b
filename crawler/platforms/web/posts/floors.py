"""The numbers of posts: as printed, or else counted in the order of the page."""

from collections.abc import Sequence
from itertools import pairwise

from crawler.content.patterns import regex
from crawler.platforms.web.posts.signs import Signs
from crawler.platforms.web.posts.units import Unit

FLOOR = regex(r"#\s?(\d{1,6})\s?[楼樓]?|第?\s?(\d{1,6})\s?(?:[楼樓#])")
"""A text that is the number of a post."""
_LONGEST = 40  # characters, with white space
_PLACES = 120  # elements of a unit in which a label is looked for


def floors_of(signs: Signs, units: Sequence[Unit], contents: Sequence[Sequence[int]]) -> list[int]:
    """Return the number of each unit: the printed ones if every unit has one and they ascend, else counted from 1. Some are left
    out where posts were deleted, or those of one author are shown."""
    labels = [label_of(signs, unit, places) for unit, places in zip(units, contents, strict=True)]
    if all(labels) and all(second > first for first, second in pairwise(labels)):
        return labels
    return list(range(1, len(units) + 1))


def label_of(signs: Signs, unit: Unit, contents: Sequence[int] = ()) -> int:
    """Return the number printed in a unit, but outside of its ``contents``; 0 if there is none."""
    survey = signs.survey
    place = unit.place
    limit = min(unit.end, unit.place + _PLACES)
    while place < limit:
        if place in contents:
            place = survey.ends[place]
            continue
        text = survey.elements[place].text
        if text and len(text) <= _LONGEST and (found := FLOOR.fullmatch(text.strip())):
            return int(found[1] or found[2])
        place += 1
    return 0
