"""Finds the posts of a page, whatever their form: the first, and those that repeat."""

from copy import deepcopy

from lxml.etree import _Element

from crawler.platforms.web.posts.groups import units_in
from crawler.platforms.web.posts.opener import below_its_head, may_be_head, opener_before
from crawler.platforms.web.posts.signs import Signs, has_profiles, signs_of
from crawler.platforms.web.posts.survey import Survey, survey
from crawler.platforms.web.posts.units import Unit
from crawler.platforms.web.posts.unnamed import names_before_times

_LITTLE = 300  # characters of a page that shows its posts to browsers without scripts alone


def find_posts(root: _Element, named: frozenset[str] = frozenset()) -> tuple[Signs, list[Unit]]:
    """Return the signs in a page and its posts in document order, the first one included; there may be none. Elements with a tag
    in ``named`` may be names. The tree is not changed."""
    signs = signs_of(_survey(root), named)
    units = units_in(signs)
    if not signs.times and has_profiles(signs) and _have_clocks(again := signs_of(signs.survey, named, in_profiles=True)):
        signs, units = again, units_in(again)
    if not units and (before := names_before_times(signs)):
        signs = signs_of(signs.survey, named, before)
        units = units_in(signs)
    units = [*opener_before(signs, units), *units] if units else []
    if len(units) > 1 and may_be_head(signs, units[0]):
        below = [unit for unit in below_its_head(signs, units[1]) if unit.end > units[0].end]
        units[:1] = below or units[:1]
    return signs, units


def _have_clocks(signs: Signs) -> bool:
    """Whether ``signs`` have times, each with a time of day, which no date of a registration has."""
    return bool(signs.times) and all(":" in signs.printed_times.get(place, "") for place in signs.times)


def _survey(root: _Element) -> Survey:
    """Return the survey of a page or, if it displays almost nothing, of what it shows to browsers without scripts."""
    seen = survey(root)
    if sum(map(len, seen.texts)) >= _LITTLE:
        return seen
    largest = max(root.iter("noscript"), key=lambda element: sum(1 for _ in element.iter()), default=None)
    return seen if largest is None else survey(_shown(largest))


def _shown(noscript: _Element) -> _Element:
    """Return a copy of the element's contents as browsers without scripts show them."""
    shown = deepcopy(noscript)
    shown.tag = "div"
    return shown
