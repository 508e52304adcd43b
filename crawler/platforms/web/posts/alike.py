"""Posts that are all of one kind, the first included, make their page a thread, whatever its address."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from lxml.etree import _Element

from crawler.content.html import text_of
from crawler.items import Post
from crawler.platforms.web.finder.outline import Outline, Path
from crawler.platforms.web.posts.commented import is_in_article
from crawler.platforms.web.posts.contents import contents_of
from crawler.platforms.web.posts.marks import marks_of
from crawler.platforms.web.posts.opener import is_named, is_named_post, shares_name
from crawler.platforms.web.posts.printed_times import LONGEST, date_in
from crawler.platforms.web.posts.search import find_posts
from crawler.platforms.web.posts.signs import LONGEST_NAME, Signs
from crawler.platforms.web.posts.units import Span, Unit
from crawler.platforms.web.posts.vocabulary import ANSWER, ONE_COMMENT, is_profile

_FEWEST = 2
_HIGHEST = 60
"""Number of levels to climb from a date to the post that it belongs to."""
_TITLED = 0.5
"""The share of posts that may have headlines of their own."""
_AROUND = 3
"""Number of elements around a name, a time or words, the innermost included, whose class names tell of what kind it is."""


def dates_repeat(seen: Outline, elements: Collection[_Element]) -> bool:
    """Whether a page with the outline ``seen`` prints dates in boxes of one kind: several in its body, which consists of
    ``elements``, or one in the same box as the body and others beside that box. Takes time in proportion to the texts."""
    own = frozenset(elements)
    body = [place for place, box in enumerate(seen.boxes) if box in own]
    span = (body[0], seen.ends[body[-1]]) if body else (0, 0)
    return any(_are_of_posts(seen, places, span) for places in _dated(seen) if len(places) >= _FEWEST)


def _dated(seen: Outline) -> list[list[int]]:
    """Return the places of the boxes with a date, in ascending order, those of one kind together."""
    dated: dict[Path, list[int]] = {}
    for text, number in zip(seen.texts, seen.blocks, strict=True):
        if len(text) <= LONGEST and date_in(text.strip()):
            place = seen.homes[number >> 1]
            dated.setdefault(seen.paths[seen.ways[place]][1:3], []).append(place)
    return [sorted(set(places)) for places in dated.values()]


def _are_of_posts(seen: Outline, places: list[int], body: Span) -> bool:
    """Whether several of the boxes at ``places`` are in the body, or one is in a box that has the body and none of the others."""
    start, end = (bisect_left(places, place) for place in body)
    return end - start >= _FEWEST or any(
        _is_around(seen, places, at, body) for at in {max(start - 1, 0), min(start, len(places) - 1)}
    )


def _is_around(seen: Outline, places: list[int], at: int, body: Span) -> bool:
    """Whether the largest box with only one of the ``places`` has the body, or its beginning while the rest has another place."""
    around = places[at]
    before, after = (places[at - 1] if at else -1), (places[at + 1] if at + 1 < len(places) else len(seen.boxes))
    for _ in range(_HIGHEST):
        outer = seen.parents[around]
        if outer <= before or seen.ends[outer] > after:
            break
        around = outer
    return around <= body[0] < seen.ends[around] and (body[1] <= seen.ends[around] or after < body[1])


def are_alike(root: _Element, posts: Sequence[Post], is_article: bool) -> bool:
    """Whether the ``posts`` of a page are of one kind, by several authors, or answers after the question: all signed, and without
    headlines of their own, as stories have them. The first may be in a box of its own, unless the page declares that it
    ``is_article``."""
    signs, units = find_posts(root)
    if len(units) != len(posts) or len(posts) < _FEWEST:
        return False
    if all(is_named(signs, unit, ANSWER) for unit in units[1:]):
        posts, units = posts[1:], units[1:]
    elif len({post.author for post in posts}) < _FEWEST:
        return False
    are_signed = all(post.author and post.date_published_raw for post in posts)
    titles = {title for unit in units for title in _titles(signs, unit)}
    if not are_signed or len(titles) > _TITLED * len(units):
        return False
    return _are_one_kind(signs, units) or (not is_article and _are_of_one_template(signs, units))


def _are_one_kind(signs: Signs, units: list[Unit]) -> bool:
    return all(_is_like(signs, one, two) for one, two in pairwise(units))


def _is_like(signs: Signs, unit: Unit, other: Unit) -> bool:
    """Whether two units share a name, or have the same tag and no names."""
    one, two = signs.survey.elements[unit.place], signs.survey.elements[other.place]
    are_nameless = one.tag == two.tag and not (one.get("class") or two.get("class") or "").strip()
    return are_nameless or shares_name(signs, unit, other)


def _are_of_one_template(signs: Signs, units: list[Unit]) -> bool:
    """Whether the replies are of one kind, and the name, the time and the words of the first post are in elements with the class
    names of those in a reply: a post that its page shows in another box. An article may be in such elements, too: in an
    ``article`` alone, or where what is not called a post has comments."""
    opener, replies = units[0], units[1:]
    are_comments = is_named(signs, replies[0], ONE_COMMENT) and not is_named_post(signs, opener)
    if are_comments or is_in_article(signs, opener, replies[0]) or not _are_one_kind(signs, replies):
        return False
    marks = marks_of(signs, units)
    parts = zip(marks, contents_of(signs, units, marks), strict=True)
    own, *others = ([_names_at(signs, place) for place in (*mark, words[0])] for mark, words in parts)
    return any(all(not one.isdisjoint(two) for one, two in zip(own, other, strict=True)) for other in others)


def _names_at(signs: Signs, place: int) -> set[tuple[str, str]]:
    """Return the class names of an element and of those right around it, each with its tag, and whether a profile is linked."""
    names: set[tuple[str, str]] = set()
    for _ in range(_AROUND):
        if place < 0:
            break
        element = signs.survey.elements[place]
        names |= {(str(element.tag), name) for name in (element.get("class") or "").split()}
        names |= {("href", "")} if is_profile(element.get("href") or "") else set()
        place = signs.survey.parents[place]
    return names


def _titles(signs: Signs, unit: Unit) -> Iterator[str]:
    at = slice(bisect_left(signs.headings, unit.place), bisect_left(signs.headings, unit.end))
    return filter(None, (text_of(signs.survey.elements[place], LONGEST_NAME) for place in signs.headings[at]))
