"""The comments of a page that is not a thread, found by their structure; they are not part of its body."""

from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from crawler.platforms.web.posts.groups import LEAST_PROSE, units_in
from crawler.platforms.web.posts.signs import signs_of
from crawler.platforms.web.posts.survey import survey
from crawler.platforms.web.posts.vocabulary import has_stem, is_comment

_REGIONS = ("div", "ul", "ol", "li", "section", "article", "aside", "table", "tbody", "tr", "td", "dl", "dd", "main")
_ARTICLE = ("h1", "main")
"""Elements that no comment contains."""


def comments_in(root: _Element, names: str | None = None) -> list[_Element]:
    """Return the comments of the page with the tree ``root``, in document order, none nested in another; replies are inside the
    comment that they answer.

    A comment has a name, a time and words, and it or an element around it and others is named after comments. Other elements
    there (forms, counters, labels) do not count. Takes time in proportion to the page, and hardly any if the ``names`` of its
    boxes (:class:`.FoundBody`) are given and none of them is that of comments.
    """
    if names is not None and not has_stem(names):
        return []
    return [element for region in _regions(root) for element in _comments(region)]


def _regions(root: _Element) -> Iterator[_Element]:
    """Yield the outermost elements that are named after comments and contain no article."""
    walk = root.iter(*_REGIONS)
    for element in walk:
        classes, identity = element.get("class"), element.get("id")
        is_named = (classes and is_comment(classes)) or (identity and is_comment(identity))
        if is_named and next(element.iter(*_ARTICLE), None) is None:
            inside = sum(1 for _ in element.iter(*_REGIONS)) - 1
            yield element
            next(islice(walk, inside, inside), None)  # goes on behind it


def _comments(region: _Element) -> Iterator[_Element]:
    """Yield the outermost comments in an element, which may itself be one."""
    signs = signs_of(survey(region))
    seen, end = signs.survey, 0
    for unit in units_in(signs, LEAST_PROSE):
        place = max(unit.place, end)
        while place < unit.end:
            yield seen.elements[place]
            place = end = seen.ends[place]
