"""Reads the posts from the tree of a page of any forum: who wrote what, and when."""

from collections.abc import Collection
from datetime import datetime, tzinfo

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.dates import CHINA
from crawler.content.html import MAX_DEPTH
from crawler.items import Post
from crawler.platforms.forum import note
from crawler.platforms.threads import ReadPost
from crawler.platforms.web.posts.bodies import Asides, read_body
from crawler.platforms.web.posts.contents import contents_of
from crawler.platforms.web.posts.events import events_in
from crawler.platforms.web.posts.floors import floors_of
from crawler.platforms.web.posts.linked import linked_posts
from crawler.platforms.web.posts.marks import marks_of
from crawler.platforms.web.posts.opener import may_be_head
from crawler.platforms.web.posts.repeated import controls_of
from crawler.platforms.web.posts.rules import name_notices, name_signatures
from crawler.platforms.web.posts.search import find_posts
from crawler.platforms.web.posts.signs import Signs
from crawler.platforms.web.posts.times import time_of
from crawler.platforms.web.posts.units import Unit, head_places, names_of, outside, places_in
from crawler.platforms.web.posts.unnamed import authors_by_place
from crawler.platforms.web.posts.vocabulary import ANSWER, COMMENT, PROMOTED, words_in

_MOST_AROUND, _MOST_IN_AUTHOR = 20, 8  # elements


def read_posts(
    root: _Element,
    captured: str | None = None,
    base: str | None = None,
    local: tzinfo | None = CHINA,
    max_depth: int = MAX_DEPTH,
    polls: Collection[_Element] = (),
    named: frozenset[str] = frozenset(),
) -> list[ReadPost]:
    """Return the posts of the page with the tree ``root`` in page order, or else those in its JSON-LD; empty if it has none.

    ``captured`` is when the page was saved (ISO 8601), ``local`` is the zone of times without one, and ``base`` is what relative
    links are relative to. ``polls`` are elements that are set aside as such, and elements with a tag in ``named`` may be names.
    The tree is not changed. The elements that :data:`~crawler.platforms.web.posts.POSTS` declares are among the blocks. Comments
    on the answers to a question are among the blocks of these answers; replies of every depth are posts. Raises
    :class:`~crawler.content.html.TooDeepError`.
    """
    signs, units = find_posts(root, named)
    if not units:
        return linked_posts(root, captured, local, max_depth)
    contents = contents_of(signs, units, marks_of(signs, units))
    if _is_head(signs, units, contents, captured, local):
        units, contents = units[1:], contents[1:]
    controls = controls_of(signs, units, contents)
    unmarked = authors_by_place(signs, units, contents)
    posts: list[ReadPost] = []
    waiting: list[Block] = []  # what stands before the first post
    beside = {
        **dict.fromkeys(events_in(signs, units, contents), "event"),
        **dict.fromkeys(_comments_on_answers(signs, units), "comments"),
        **dict.fromkeys(_promoted(signs, units, contents), "promoted"),
    }
    own = [(unit, places) for unit, places in zip(units, contents, strict=True) if unit not in beside]
    floors = dict(zip((unit for unit, _ in own), floors_of(signs, *zip(*own, strict=True)), strict=True))
    for unit, places in zip(units, contents, strict=True):
        body = read_body(Asides(signs, unit, places, controls, polls), base, max_depth)
        if unit in beside:
            of_none = [note(beside[unit], block.text) for block in body.blocks if block.text]
            (posts[-1].blocks if posts else waiting).extend(of_none)
            continue
        raw, at = time_of(signs, unit, places, captured, local)
        author = _author(signs, unit, places) or unmarked.get(unit)
        post = Post(floor=floors[unit], author=author, date_published=at, date_published_raw=raw, quote=body.quote)
        posts.append(ReadPost(post, body.blocks, body.comments))
    posts[0].blocks.extend(waiting)
    name_signatures([post.blocks for post in posts])
    name_notices([post.blocks for post in posts])
    return posts


def _is_head(signs: Signs, units: list[Unit], contents: list[list[int]], captured: str | None, local: tzinfo | None) -> bool:
    """Whether the first unit is the head of the thread, with only the author and the time of the first post."""
    if len(units) < 2 or not may_be_head(signs, units[0]):
        return False
    one, two = (_author(signs, *each) for each in zip(units[:2], contents, strict=False))
    first, second = (time_of(signs, *each, captured, local)[1] for each in zip(units[:2], contents, strict=False))
    if one is None or one != two or first is None or second is None:
        return False
    return datetime.fromisoformat(first) == datetime.fromisoformat(second)


def _author(signs: Signs, unit: Unit, contents: list[int]) -> str | None:
    """Return the first name outside the words, or the first one that the page marks as the author's."""
    places = head_places(signs, signs.names, unit, contents)
    said = [place for place in places if _is_said_to_be_author(signs, place)] or places
    names = [signs.printed_names[place] for place in said]
    return next((name for name in names if len(name) > 1), names[0] if names else None)  # a letter alone is an avatar


def _is_said_to_be_author(signs: Signs, place: int) -> bool:
    for _ in range(_MOST_IN_AUTHOR):
        if signs.survey.elements[place].get("itemprop") == "author":
            return True
        place = signs.survey.parents[place]
        if place < 0:
            break
    return False


def _comments_on_answers(signs: Signs, units: list[Unit]) -> set[Unit]:
    """The units that are comments if the page has answers to a question; the first unit is never one, whatever its name."""
    words = {unit: words_in(names_of(signs, unit.place)) for unit in units}
    if not any(its & ANSWER for its in words.values()):
        return set()
    return {unit for unit in units[1:] if words[unit] & COMMENT and not words[unit] & ANSWER}


def _promoted(signs: Signs, units: list[Unit], contents: list[list[int]]) -> list[Unit]:
    """Units that are named or labelled as advertisements, or whose words are; empty unless they are fewer than half of all."""
    found = [
        unit
        for unit, places in zip(units, contents, strict=True)
        if _is_promoted(signs, unit, places[0]) or _is_labelled(signs, unit, places)
    ]
    return found if 2 * len(found) < len(units) else []


def _is_promoted(signs: Signs, unit: Unit, place: int) -> bool:
    for _ in range(_MOST_AROUND):
        if words_in(signs.survey.elements[place].get("class") or "") & PROMOTED:
            return True
        if place <= unit.place:
            break
        place = signs.survey.parents[place]
    return False


def _is_labelled(signs: Signs, unit: Unit, contents: list[int]) -> bool:
    """Whether a label of an advertisement is in a unit, and not what was posted at some time."""
    own = list(places_in(signs.labels, unit))
    return bool(own) and (any(outside(signs, own, contents)) or not any(places_in(signs.times, unit)))
