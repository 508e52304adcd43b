"""Finds the first post of a thread if its structure differs from that of the replies: a question, a topic."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from crawler.platforms.web.posts.floors import label_of
from crawler.platforms.web.posts.signs import Signs
from crawler.platforms.web.posts.units import BOTH, Unit, count_in, longest_in, names_of, plain_of, prose_of, signed_by
from crawler.platforms.web.posts.vocabulary import CHROME, REPLY, is_beside, is_comment, is_post, words_in

OPENER = -1
"""The group number of an opener."""
_SHORTEST = 8  # characters
_SHORTEST_UNSIGNED = 40
_SHORTEST_PIECE = 12
"""Minimum length in characters of the longest piece of an opener without a name and a time. Rows of buttons may say as much in
total, but in smaller pieces."""
_FIRST = 4  # elements of a unit whose names are asked
_REPLIES = REPLY | {"replies", "answers"}
_CHROME = frozenset(("nav", "header", "footer", "aside", "form"))


def opener_before(signs: Signs, units: list[Unit]) -> list[Unit]:
    """Return the unit before the first of ``units`` that is a post too, in a list; empty if there is none.

    If these are named as replies, an opener is expected and need not be signed; only if the first of them is numbered 1 does it
    need a name or a time.
    """
    parents = signs.survey.parents
    first = units[0]
    are_replies = is_named(signs, first, _REPLIES)
    is_first = label_of(signs, first) == 1
    least = int(is_first) if are_replies else BOTH
    if not are_replies and (is_first or is_named_post(signs, first)):
        return []
    here = first.place
    while here > 0:
        here = parents[here]
        children = list(children_of(signs, here, first.place))
        before = [unit for unit in children if _may_be_opener(signs, unit, least)] or _headed(signs, children)
        if before:
            return [with_head(signs, max(before, key=lambda unit: plain_of(signs, unit)))]
    if are_replies:
        return []
    return below_its_head(signs, first)


def _headed(signs: Signs, children: list[Unit]) -> list[Unit]:
    """Return the last of ``children`` with words, together with the one before it that has a name and a time and says little."""
    pairs = ((head, words) for head, words in pairwise(children) if signed_by(signs, head) == BOTH and may_be_head(signs, head))
    found = [
        Unit(head.place, words.end, OPENER)
        for head, words in pairs
        if not signed_by(signs, words)
        and _may_be_opener(signs, Unit(head.place, words.end), BOTH)
        and plain_of(signs, words) >= _SHORTEST
    ]
    return found[-1:]


def is_named(signs: Signs, unit: Unit, words: frozenset[str]) -> bool:
    """Whether one of ``words`` is in the names of a unit or of one of the outermost elements in it."""
    outermost = range(unit.place, min(unit.end, unit.place + _FIRST))
    return any(words_in(names_of(signs, place)) & words for place in outermost)


def is_like(signs: Signs, unit: Unit, other: Unit) -> bool:
    """Whether a unit has words and shares a tag and a class name with another: a post whose head is elsewhere."""
    return shares_name(signs, unit, other) and prose_of(signs, unit) >= _SHORTEST


def shares_name(signs: Signs, unit: Unit, other: Unit) -> bool:
    """Whether the first elements of two units have the same tag and a class name in common."""
    one, two = signs.survey.elements[unit.place], signs.survey.elements[other.place]
    return one.tag == two.tag and not set((one.get("class") or "").split()).isdisjoint((two.get("class") or "").split())


def is_named_post(signs: Signs, unit: Unit) -> bool:
    """Whether a unit is named as a post and not as a reply to something else, so that the first unit counts as one too."""
    return is_post(names_of(signs, unit.place))


def _may_be_opener(signs: Signs, unit: Unit, least: int) -> bool:
    """Whether a unit has words and at least ``least`` of a name and a time."""
    element, names, prose = signs.survey.elements[unit.place], names_of(signs, unit.place), prose_of(signs, unit)
    if element.tag in _CHROME or prose < _SHORTEST or is_beside(element.get("class") or "") or CHROME.search(names):
        return False
    signed = signed_by(signs, unit)
    if not signed and (is_comment(names) or longest_in(signs, unit) < _SHORTEST_PIECE):  # the head of their list, or buttons
        return False
    says_enough = prose >= _SHORTEST_UNSIGNED or (count_in(signs.headings, unit) > 0 and plain_of(signs, unit) >= _SHORTEST)
    is_expected = least == 0 and signed > 0 and longest_in(signs, unit) >= _SHORTEST_PIECE
    return signed >= least and (signed == BOTH or is_post(names) or says_enough or is_expected)


def below_its_head(signs: Signs, first: Unit) -> list[Unit]:
    """Return the last element before the ``first`` reply that is like it, in a list: the words of an opener whose head is
    elsewhere. Without a head they are words about the thread."""
    like = [unit for unit in children_of(signs, signs.survey.parents[first.place], first.place) if is_like(signs, unit, first)]
    headed = (with_head(signs, unit) for unit in like[-1:])
    return [unit for unit in headed if signed_by(signs, unit)]


def with_head(signs: Signs, unit: Unit) -> Unit:
    """Return a unit without name and time together with those above it, if hardly anything is between them."""
    name, time = (bisect_left(places, unit.place) - 1 for places in (signs.names, signs.times))
    if min(name, time) < 0 or signed_by(signs, unit):
        return unit
    start = min(signs.names[name], signs.times[time])
    return Unit(start, unit.end, OPENER) if signs.prose[unit.place] - signs.prose[start] < _SHORTEST_UNSIGNED else unit


def may_be_head(signs: Signs, unit: Unit) -> bool:
    """Whether a unit says so little that it may be the head of the one after it, if that has the same name and time."""
    return longest_in(signs, unit) < _SHORTEST_UNSIGNED


def children_of(signs: Signs, parent: int, end: int) -> Iterator[Unit]:
    """Yield the children that end before the place ``end``."""
    ends = signs.survey.ends
    place = parent + 1
    while place < ends[parent] and ends[place] <= end:
        yield Unit(place, ends[place], OPENER)
        place = ends[place]
