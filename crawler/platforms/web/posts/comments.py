"""The comments of a page that is no thread: they are known by their structure, and are none of its body."""

from bisect import bisect_left

from lxml.etree import _Element

from crawler.platforms.web.finder.survey import Survey
from crawler.platforms.web.posts.groups import units_in
from crawler.platforms.web.posts.signs import Signs, signs_of
from crawler.platforms.web.posts.units import Unit, count_in, nested


def comments_in(seen: Survey) -> list[_Element]:
    """The comments of the page of which ``seen`` is the survey, in document order, none in another; replies stand in theirs.

    A comment repeats beside others, has a name and a time, and is named as one, or stands in what is. Lists of articles, and what
    only looks like a comment, are none. Takes time in proportion to the page.
    """
    signs = signs_of(seen)
    if not signs.comments:
        return []
    units = [unit for unit in units_in(signs) if _is_comment(signs, unit)]
    outermost = nested((unit.place, unit.end) for unit in units)
    found: list[_Element] = []
    end = 0
    for unit in outermost:
        if unit.place >= end:
            end = unit.end
            found += _elements(signs, unit)
    return found


def _is_comment(signs: Signs, unit: Unit) -> bool:
    signed = count_in(signs.times, unit) and count_in(signs.names, unit)
    return bool(signed) and (_holds_comment(signs, unit) or _stands_in_comments(signs, unit))


def _holds_comment(signs: Signs, unit: Unit) -> bool:
    at = bisect_left(signs.comments, unit.place)
    return at < len(signs.comments) and signs.comments[at] < unit.end


def _stands_in_comments(signs: Signs, unit: Unit) -> bool:
    place = unit.place
    for _ in range(4):
        place = signs.survey.parents[place]
        if place < 0:
            return False
        at = bisect_left(signs.comments, place)
        if at < len(signs.comments) and signs.comments[at] == place:
            return True
    return False


def _elements(signs: Signs, unit: Unit) -> list[_Element]:
    found: list[_Element] = []
    place = unit.place
    while place < unit.end:
        found.append(signs.survey.elements[place])
        place = signs.survey.ends[place]
    return found
