"""Finds the posts of a page on which nothing repeats: the only one, or the first and its only reply."""

from collections.abc import Iterable
from itertools import islice

from crawler.platforms.web.posts.opener import OPENER
from crawler.platforms.web.posts.signs import Signs, is_named_as_post
from crawler.platforms.web.posts.units import BOTH, LEAST_UNSIGNED, Unit, is_post, names_in, plain_of, prose_of, signed_by
from crawler.platforms.web.posts.vocabulary import REPLY, words_in

_NEARLY = 0.9
_MOST = 100
"""Number of elements named as posts to look at."""


def lone_posts(signs: Signs, shortest: int) -> list[Unit]:
    """Return the only post of a page and the only reply after it, or else the only post: elements named so. What contains two of
    them is the thread; the names and times of two may be around the elements with their words."""
    alone = ((members[0], key) for key, members in signs.kinds.items() if len(members) == 1 and is_named_as_post(key))
    named = list(islice(alone, _MOST))
    posts = {place: unit for place, _ in named if is_post(signs, unit := _signed_around(signs, place), is_named=False)}
    replies = [posts[place] for place, key in named if place in posts and words_in(key[-1]) & REPLY]
    first = _saying_most(signs, posts.values(), shortest)
    if first and first[0] in replies:
        others = (unit for unit in posts.values() if unit.end <= first[0].place and _are_of_two(signs, unit, first[0]))
        first = _saying_most(signs, others, LEAST_UNSIGNED)
    after = sorted((unit for unit in replies for post in first if unit.place >= post.end), key=lambda unit: unit.place - unit.end)
    if after:
        first[0].group = OPENER
        return [*first, after[0]]
    return _saying_most(signs, (unit for place, unit in posts.items() if unit.place == place), shortest)


def _saying_most(signs: Signs, units: Iterable[Unit], shortest: int) -> list[Unit]:
    """Return the smallest of ``units`` that says about as much as any, except for those that contain two others."""
    found = list(units)
    found = [unit for unit in found if not _holds_several(unit, found)]
    least = max(shortest, _NEARLY * max((prose_of(signs, unit) for unit in found), default=0))
    return sorted((unit for unit in found if prose_of(signs, unit) >= least), key=lambda unit: unit.end - unit.place)[:1]


def _signed_around(signs: Signs, place: int) -> Unit:
    """Return the smallest element around a place that has a name and a time, and few other words, or else its own."""
    ends, parents = signs.survey.ends, signs.survey.parents
    own = around = Unit(place, ends[place])
    most = plain_of(signs, own) + LEAST_UNSIGNED
    while signed_by(signs, around) < BOTH:
        place = parents[place]
        if place < 0 or plain_of(signs, around := Unit(place, ends[place])) > most:
            return own
    return around


def _holds_several(unit: Unit, others: Iterable[Unit]) -> bool:
    """Whether two of ``others``, one after the other, are in a unit."""
    inside = [other for other in others if unit.place < other.place and other.end <= unit.end]
    return bool(inside) and min(other.end for other in inside) <= max(other.place for other in inside)


def _are_of_two(signs: Signs, one: Unit, other: Unit) -> bool:
    """Whether two units share no name. If they do, the shorter may be the head of the other."""
    return names_in(signs, (one.place, one.end)).isdisjoint(names_in(signs, (other.place, other.end)))
