"""The comments of a page that is not a thread, found by their structure; they are not part of its body."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from crawler.content.html import lines_of
from crawler.platforms.web.finder.outline import Outline, outline
from crawler.platforms.web.posts.groups import units_in
from crawler.platforms.web.posts.signs import signs_of
from crawler.platforms.web.posts.survey import survey
from crawler.platforms.web.posts.units import LEAST_PROSE
from crawler.platforms.web.posts.vocabulary import COMMENTS_COUNT, COMMENTS_HEADING, COMMENTS_LABEL, is_comment, stems_in

_REGIONS = frozenset({"div", "ul", "ol", "li", "section", "article", "aside", "table", "tbody", "tr", "td", "dl", "dd", "main"})
_ARTICLE = ("h1", "main")
"""Elements that no comment contains."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_SEVERAL = 2
_TRIED = 4
"""How many times the boxes of a page are looked through at most."""
_TOP, _LONGEST_HEADING = 200, 20  # characters


def comments_in(root: _Element, seen: Outline | None = None) -> list[_Element]:
    """Return the comments of the page with the tree ``root``, in document order, none nested in another; replies are inside the
    comment that they answer.

    A comment has a name, a time and words, and it or an element around it and others is named after comments. Other elements
    there (forms, counters, labels) do not count, unless no comment can be told apart below a heading such as 网友评论. Takes
    time in proportion to the page, and hardly any if its outline has been ``seen`` and none of its names is that of comments.
    """
    seen = seen or outline(root)
    named = [element for region in _regions(seen) for element in _comments(region)]
    return named or list(_below_headings(seen))


def _regions(seen: Outline) -> Iterator[_Element]:
    """Yield the outermost boxes that are named after comments and contain no article."""
    names = [f"{path[2]} {path[3]}".lower() for path in seen.paths]
    stems = stems_in(" ".join(names))
    named = {way for way, name in enumerate(names) if any(map(name.__contains__, stems))} if stems else ()
    end = 0
    for place, way in enumerate(seen.ways) if named else ():
        if way in named and place >= end and _is_region(element := seen.boxes[place]):
            yield element
            end = seen.ends[place]


def _is_region(element: _Element) -> bool:
    names = (element.get("class") or "", element.get("id") or "")
    return element.tag in _REGIONS and any(map(is_comment, names)) and next(element.iter(*_ARTICLE), None) is None


def _below_headings(seen: Outline) -> Iterator[_Element]:
    """Yield the comments in the largest boxes that begin with a heading above comments and contain no article, none nested in
    another. The word 评论 or a number of comments is such a heading if that many comments, or several, follow; this is tried
    in so many boxes that the time is in proportion to the page, however they nest."""
    end, left = 0, _TRIED * len(seen.boxes)
    for text, number in zip(seen.texts, seen.blocks, strict=True):
        said = text.strip() if len(text) <= _LONGEST_HEADING else ""
        counted = None if (is_certain := COMMENTS_HEADING.fullmatch(said)) else COMMENTS_COUNT.fullmatch(said)
        place = _headed(seen, number >> 1) if is_certain or counted else -1
        size = seen.ends[place] - place
        if place < end or (counted and size > left) or next(seen.boxes[place].iter(*_ARTICLE), None) is not None:
            continue
        told = list(_told_apart(seen.boxes[place]))
        left -= size
        if counted is None or _are_announced(counted, seen.boxes[seen.homes[number >> 1]].tag in _HEADINGS, len(told)):
            yield from told
            end = seen.ends[place]


def _are_announced(found: re.Match[str], is_heading: bool, comments: int) -> bool:
    """Whether a heading, or what is none, announces so many comments: as many as it says, in a heading perhaps more, as some may
    be on another page, or several if it says no number."""
    count = int(found[1] or found[2] or 0)
    if not is_heading:
        return 0 < comments == count
    return 0 < comments <= count if count else comments >= _SEVERAL


def _headed(seen: Outline, block: int) -> int:
    """Return the place of the largest box that begins with a block."""
    place, before = seen.homes[block], seen.homes[block - 1] if block else -1
    while seen.parents[place] > before:
        place = seen.parents[place]
    return place


def _comments(region: _Element) -> Iterator[_Element]:
    """Yield the outermost comments in an element, or itself if none can be told apart below a heading."""
    told = list(_told_apart(region))
    first, *more = lines_of(region, longest=_TOP) or [""]
    yield from told or ([region] if more and COMMENTS_LABEL.fullmatch(first) else [])


def _told_apart(region: _Element) -> Iterator[_Element]:
    """Yield the outermost comments in an element, which may itself be one."""
    signs = signs_of(survey(region))
    seen, end = signs.survey, 0
    for unit in units_in(signs, LEAST_PROSE):
        place = max(unit.place, end)
        while place < unit.end:
            yield seen.elements[place]
            place = end = seen.ends[place]
