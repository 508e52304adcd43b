"""Other stories on the page of an article, on sites that append the next one at the end."""

from itertools import islice

from lxml.etree import _Element

from crawler.content.html import lines_of, text_of
from crawler.platforms.web.byline_dates import names_date

_LEVELS = 8
"""Number of elements around a headline that may hold its story."""
_MOST = 40
"""Number of elements next to a story to look at."""
_SHORTEST = 200
"""Minimum length of a story in characters; teasers are shorter."""
_TOP = 12
"""Number of lines of a story in which its date is looked for."""
_LONGEST = 4000


def other_stories(headline: _Element | None) -> list[_Element]:
    """Return the elements that hold stories other than that of ``headline``, in document order, none nested in another.

    Each has the tag and class of the ``article`` around the headline and is next to it. It has a heading of the same kind with
    different words, a date of its own and a text. Empty if there is none.
    """
    story = _story_of(headline)
    if headline is None or story is None or not _is_dated(story):
        return []
    said, kind = text_of(headline, _LONGEST), (headline.tag, headline.get("class"))
    beside = (each for each in islice(story.itersiblings(), _MOST) if _kind(each) == _kind(story))
    return [each for each in beside if _is_another(each, kind, said)]


def _story_of(headline: _Element | None) -> _Element | None:
    around = islice(headline.iterancestors(), _LEVELS) if headline is not None else ()
    return next((each for each in around if each.tag == "article" or "Article" in (each.get("itemtype") or "")), None)


def _kind(element: _Element) -> tuple[object, str | None]:
    return element.tag, element.get("class")


def _is_another(story: _Element, kind: tuple[object, str | None], said: str) -> bool:
    headings = (each for each in story.iter(str(kind[0])) if each.get("class") == kind[1])
    heading = next((text for each in headings if (text := text_of(each, _LONGEST))), said)
    return heading != said and len(text_of(story, _LONGEST)) >= _SHORTEST and _is_dated(story)


def _is_dated(story: _Element) -> bool:
    has_time = next(story.iter("time"), None) is not None
    return has_time or any(map(names_date, islice(lines_of(story, longest=_LONGEST), _TOP)))
