"""From the tree of a page to its body."""

import re
from collections.abc import Sequence
from itertools import accumulate

from lxml.etree import _Element

from crawler.platforms.web.finder.found import FoundBody
from crawler.platforms.web.finder.survey import Survey, survey

CLAUSE = re.compile(r"[,.;!?，。；！？、]")
PROSE = 20  # characters to a mark of punctuation that paragraphs have at most; menus have none
LEAST = 25  # characters of prose in an article

NAMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("comments", re.compile(r"comment|reply|pinglun|disqus", re.IGNORECASE)),
    ("share", re.compile(r"share|social", re.IGNORECASE)),
    ("related", re.compile(r"relat|recommend|tuijian|xiangguan", re.IGNORECASE)),
    ("navigation", re.compile(r"\bnav|menu|breadcrumb|crumb|footer|pager|pagination", re.IGNORECASE)),
    ("advertisement", re.compile(r"\bads?\b|advert|qrcode|erweima", re.IGNORECASE)),
)


def find_body(root: _Element, url: str | None = None, selectors: Sequence[str] = ()) -> FoundBody:
    """The body of the page of which ``root`` is the tree, which is not changed.

    ``url`` is the address of the page. ``selectors`` are XPath expressions of a site's file, of which the first that finds
    anything says what the body is.
    """
    seen = survey(root)
    value = _values(seen)
    chosen = next((found for selector in selectors if (found := _elements(root, selector))), ()) or _best(seen, value)
    if not chosen:
        return FoundBody("script shell" if next(root.iter("script"), None) is not None else "empty", 0.5)
    return FoundBody(
        "article", 0.5, chosen, {each: name for body in chosen for each in body.iterdescendants("*") if (name := _name(each))}
    )


def _elements(root: _Element, selector: str) -> tuple[_Element, ...]:
    found = root.xpath(selector)
    return tuple(each for each in found if isinstance(each, _Element)) if isinstance(found, list) else ()


def _values(seen: Survey) -> list[int]:
    """How many characters of prose each element holds by itself, less those that are none."""
    values = [0] * len(seen.elements)
    for place, text in zip(seen.owners, seen.texts, strict=True):
        length = len(text.strip())
        linked = seen.elements[place].tag == "a"
        values[place] += -length if linked else length if len(CLAUSE.findall(text)) * 40 > length >= PROSE else -length // 2
    return values


def _best(seen: Survey, values: Sequence[int]) -> tuple[_Element, ...]:
    """The element with the most prose in it, the innermost of several."""
    sums = [0, *accumulate(values)]
    best, most = -1, LEAST - 1
    for place, end in enumerate(seen.ends):
        if sums[end] - sums[place] >= max(most, LEAST):
            best, most = place, sums[end] - sums[place]
    return (seen.elements[best],) if best >= 0 else ()


def _name(element: _Element) -> str | None:
    """What the names of an element say that it is, where that is none of the text."""
    words = f"{element.get('class', '')} {element.get('id', '')}"
    return next((name for name, pattern in NAMES if pattern.search(words)), None) if len(words) > 1 else None
