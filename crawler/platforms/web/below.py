"""What stands below a headline, for pages on which nothing that looks like a text was found: a poem, questions of a few words."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from lxml.etree import _Element

from crawler.content.html import text_of
from crawler.content.html.vocabulary import UNREAD
from crawler.platforms.nothing_to_keep import NothingToKeep
from crawler.platforms.web.byline_dates import LONGEST, names_date
from crawler.platforms.web.finder import FoundBody
from crawler.platforms.web.headline import Headline
from crawler.platforms.web.others import Beside
from crawler.platforms.web.posts.commented import commented_in
from crawler.platforms.web.surroundings import between

_MOST = 60
"""Number of elements to look at."""
_LEAST = 25
"""Characters of a body besides headline and comments, of which fewer are not the text."""
_CERTAIN = 0.7
"""Certainty of a list below which a page may as well have a text of a few words."""
_OF_OTHERS = ("comments", "story")
_PICTURES = frozenset({"img", "picture", "video"})
_FURNITURE = frozenset({"nav", "footer", "aside", "form", "header"})


def with_words(root: _Element, found: FoundBody, comments: Collection[_Element], headline: Headline) -> FoundBody:
    """Return the body or, if it has neither pictures nor words besides headline, by-line and ``comments``, what these are on, or
    what is below the headline."""
    if _says(found, headline.element):
        return found
    elements = (commented_in(root, comments) if comments else ()) or text_below(headline, _LEAST)
    aside = {element: name for element, name in found.aside.items() if name in _OF_OTHERS}
    return replace(found, elements=elements, aside=aside) if elements else found


def of_a_few_words(found: FoundBody, headline: Headline) -> FoundBody:
    """Return what is below the headline of a page that may have been taken for a list because its text has a few words.

    Raises :class:`~crawler.platforms.nothing_to_keep.NothingToKeep` if there is nothing."""
    may_be_text = found.kind == "list" and found.certainty < _CERTAIN
    if may_be_text and (elements := text_below(headline, _LEAST)):
        return FoundBody("article", found.certainty, elements)
    raise NothingToKeep(found.reason or "no article: empty")


def _says(found: FoundBody, headline: _Element | None) -> bool:
    """Whether a body has pictures, or enough characters besides the headline, a by-line and what is set aside."""
    said = 0
    for element in _shown(found.elements, {headline, *found.aside}):
        said += _size(_own(element))
        if element.tag in _PICTURES or said >= _LEAST:
            return True
    return False


def _shown(elements: Iterable[_Element], without: Collection[_Element | None]) -> Iterator[_Element]:
    """Yield ``elements`` and all in them, in document order, that may be printed, ``without`` some and what is in these."""
    waiting = list(elements)[::-1]
    while waiting:
        element = waiting.pop()
        if element not in without and isinstance(element.tag, str) and element.tag not in UNREAD:
            yield element
            waiting.extend(reversed(element))


def text_below(headline: Headline, least: int) -> tuple[_Element, ...]:
    """Return the adjacent elements below a headline, down to a list of links or what is beside a text, if these have ``least``
    characters besides a by-line; else those around them, and none if there are none."""
    beside, found = Beside(headline), list[_Element]()
    for element in islice(between(headline.element, None), _MOST) if headline.element is not None else ():
        if isinstance(element, str) or not isinstance(element.tag, str) or element.tag in UNREAD:
            continue
        if found and found[-1].getparent() is not element.getparent():
            if _size(map(text_of, found)) >= least:
                break
            found.clear()
        said = text_of(element)
        if element.tag in _FURNITURE or _is_linked(element, said) or (said and beside.holds(element)):
            break
        found += [element] if said else []
    return tuple(found) if _size(map(text_of, found)) >= least else ()


def _is_linked(element: _Element, said: str) -> bool:
    """Whether less than half of what an element says is outside links."""
    outside = (text for shown in _shown([element], set(element.iter("a"))) for text in _own(shown))
    return 2 * sum(map(len, outside)) < len(said)


def _own(element: _Element) -> list[str]:
    """Return the texts in an element between those inside it."""
    return [(text or "").strip() for text in (element.text, *(child.tail for child in element))]


def rest_of(elements: Iterable[_Element], kept: Collection[_Element]) -> Iterator[_Element]:
    """Yield the outermost elements in ``elements`` that are in none of those ``kept``, and around none."""
    holders = {holder for each in kept for holder in each.iterancestors()}
    waiting = [each for each in reversed(list(elements)) if not _is_in(each, kept)]
    while waiting:
        element = waiting.pop()
        if element in holders:
            waiting.extend(reversed(element))
        elif element not in kept and isinstance(element.tag, str) and element.tag not in UNREAD:
            yield element


def _is_in(element: _Element, kept: Collection[_Element]) -> bool:
    return any(each in kept for each in (element, *element.iterancestors()))


def _size(texts: Iterable[str]) -> int:
    """Count the characters of texts that are not a by-line."""
    return sum(len(each) for each in texts if len(each) > LONGEST or not names_date(each))
