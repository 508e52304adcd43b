"""Properties of single elements: nesting depth, links, and embedded objects."""

import re

from lxml.etree import _Element, iterwalk

from crawler.content.html.paragraph import escaped
from crawler.content.html.text import text_of
from crawler.content.patterns import regex
from crawler.content.redirects import destination
from crawler.content.web_url import WEB_HOST, resolved

MAX_DEPTH = 150
"""Nesting depth of a body, at most; the deepest of the real pages has 9. libxml2 drops anything below 2,048, and Python's stack
allows some 300."""

NUMBER = regex(r"-?\d{1,9}", re.ASCII)
SOURCES = ("src", "data", "href")
BLANK = "about:blank"
"""The page in a frame until a script loads the one that another attribute names."""
_PLACE = regex(r"(?:^|[\s_-])embed(?:ded)?(?:$|[\s_-])|instagram-media|twitter-(?:tweet|video)|fb-xfbml")
"""Names that X, Instagram, Facebook, WordPress and others give to quotations that their scripts replace."""


class TooDeepError(ValueError):
    """The HTML nests deeper than the setting ``MAX_PAGE_DEPTH`` allows, or than Python's stack."""

    def __init__(self, max_depth: int) -> None:
        super().__init__(f"elements nest deeper than MAX_PAGE_DEPTH = {max_depth} or than Python's stack")


def refuse_deep(element: _Element, max_depth: int) -> None:
    """Raise :class:`TooDeepError` if the descendants of ``element`` nest deeper than ``max_depth``."""
    depth = 0
    if not len(element):
        return
    for event, _ in iterwalk(element, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > max_depth:
            raise TooDeepError(max_depth)


def whole_number(element: _Element, name: str) -> int | None:
    """The integer with which an attribute begins; None if there is none."""
    found = NUMBER.match((element.get(name) or "").lstrip())
    return int(found[0]) if found else None


def link(element: _Element, base: str | None = None) -> str | None:
    """The content of an ``a`` tag for a link that is safe to keep, resolved against ``base``; None for any other."""
    url = element.get("href", "").strip()
    if not WEB_HOST.match(url) or "\n" in url or " " in url:
        url = resolved(url, base) if url else ""
        if not WEB_HOST.match(url):
            return None
    return f'a href="{escaped(destination(url))}"'


def embedded(element: _Element, words: str) -> str:
    """A description of an element that is not content: its URL and the ``words`` in it."""
    url = next(filter(None, map(element.get, SOURCES)), None)
    if (url or BLANK) == BLANK:
        url = next((said for name, said in element.items() if "src" in name and said not in ("", BLANK)), url)
    if not url and (source := next(element.iterchildren("source"), None)) is not None:
        url = source.get("src")
    return f"{url} {words}" if url and words else (url or words).strip()


def place_of_embed(element: _Element) -> str:
    """The URL and the words of a quotation in whose place a script puts something of another site, such as a post, if it has no
    words but links; otherwise empty."""
    links = list(element.iter("a")) if _PLACE.search(element.get("class") or "") else []
    if not links or next(element.iter("img"), None) is not None:
        return ""
    words = text_of(element)
    is_linked = "".join(words.split()) == "".join("".join(map(text_of, links)).split())
    return f"{links[0].get('href') or ''} {words}".strip() if is_linked else ""
