"""Dates in elements and attributes that are made for them, anywhere on a page."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.etree import _Element

from crawler.content.dates import is_counted, printed_date
from crawler.content.html import text_of
from crawler.content.patterns import regex
from crawler.platforms.web.byline_dates import DATE
from crawler.platforms.web.others import Beside

_OF_A_TIME = regex(r"^title$|time|date|publish")
"""Attributes that give the time that an element prints as how long ago it was."""
_CHANGED, _PUBLISHED = regex(r"updated|modified", re.IGNORECASE), regex(r"publi[cs]h|posted|created", re.IGNORECASE)
"""Names of elements with the time of a change, and of publication."""
_LONGEST = 200
_MOST = 40
"""Number of elements with a time to look at."""


def is_of_a_change(time: _Element) -> bool:
    """Whether the names of an element say that its time is when the page was changed, and not also when it was published."""
    names = f"{time.get('class')} {time.get('itemprop')} {time.get('property')}"
    return _CHANGED.search(names) is not None and _PUBLISHED.search(names) is None


def of_microdata(root: _Element) -> Iterator[_Element]:
    """The elements that microdata mark as the date of publication."""
    return (element for element in root.iter("*") if element.get("itemprop") == "datePublished")


def dates_behind(root: _Element, words: str | None) -> Iterator[str]:
    """Yield the date in an attribute of the elements that print only ``words``, such as 3小时前, if all have the same."""
    named = (each.items() for each in root.iter("*") if words and (each.text or "").strip() == words)
    values = {value for items in named for name, value in items if _OF_A_TIME.search(name) and len(value) <= _LONGEST}
    dates = {printed.at: value for value in sorted(values) if (printed := printed_date(value)) and not is_counted(value)}
    yield from dates.values() if len(dates) == 1 else ()


def dates_in(elements: Iterable[_Element], beside: Beside) -> Iterator[str]:
    """Yield the dates that ``elements`` have in an attribute or print, without those ``beside`` the text."""
    for element in islice((each for each in elements if not beside.holds(each)), _MOST):
        given = element.get("datetime") or element.get("content") or ""
        found = None if printed_date(given) else DATE.search(f"{given[:_LONGEST]} {text_of(element, _LONGEST)}")
        yield found[0].replace("@", " ") if found else given
