"""The text and pictures of a page that shows them by script alone, from its source: JSON-LD, or the state of a script."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice
from typing import Any, NamedTuple

from lxml.etree import _Element

from crawler.content.html import escaped, parse_page
from crawler.content.javascript import string_of
from crawler.content.patterns import regex
from crawler.content.web_url import PICTURE_FILES
from crawler.platforms.web.states import Thing, Things, values_in

_TEXTS = regex(
    r"article_?[Bb]ody|(?:(?!comment|reply)[a-z]{1,9})?_?[Cc]ontents?(?:_?(?:[Hh]tml|[Tt]ext|[Ll]ist|noencode))?|[Bb]ody|text|(?:__)?html"
)
"""Keys of a text, which is a string, or a list of parts."""
_PARTS = ("data", "content", "text", "value", "blocks")
_NOTES = ("intro", "note", "description", "desc", "caption", "summary")
"""Keys of the caption of a picture, or of the text that goes with pictures."""
_PICTURES = regex(r"cdn_?[Uu]rl|(?:image|img|pic|big|orig(?:in(?:al)?)?)?_?(?:[Uu]rl|[Ss]rc)|image|img|pic")
_PICTURE = regex(rf"(?:https?:)?//[^\s\"'<>]{{4,1000}}?(?:\.(?:{PICTURE_FILES})(?![\w/])|wx_fmt=|/mmbiz)", re.IGNORECASE)
_ADDRESSES = ("http:", "https:", "//")
_TIMES = regex(
    r"date_?[Pp]ublished|dateline|article_time|(?:[Pp]ub(?:lish(?:ed)?)?|news)_?(?:[Tt]ime|[Dd]ate|[Aa]t)|c(?:reate)?_?[Tt]ime|created(?:_?[Aa]t)?|lmodify"
)
_TITLES = regex(r"headline|(?:article|news|public|widget)?_?[Tt]itle|name|setname")
_MAKERS = regex(r"(?:author|creator|editor)s?|user(?:_?[Ii]nfo)?|media(?:_?(?:[Uu]ser|[Ii]nfo))?|account")
"""Keys of objects for those who made a text."""
_NAMES = regex(r"(?:author|user|nick|screen|real|full)_?[Nn]ame|name")
_AUTHORS = regex(r"authors?|(?:author|nick)_?[Nn]ame|creator")
_SOURCES = regex(r"(?:article_)?source(?:_?[Nn]ame)?|copy_?[Ff]rom|media_?[Nn]ame|origin(?:_?[Nn]ame)?")
_PARAGRAPH = regex(r"<(?:p|br|div|section)\b", re.IGNORECASE)
_PROSE = regex(r"[。！？.!?]")
_FEWEST, _SHORTEST = 2, 80
"""Full stops and characters of a text at least; fewer are a description."""
_SHORTEST_NOTE, _OPENING = 8, 12
Picture = tuple[str, str]
"""Its URL and its caption, which may be empty."""
_WHOLE = "content_noencode"
"""WeChat's key of a whole text, however short."""


class Stated(NamedTuple):
    """``element`` holds text and pictures as the page's script would show them; ``date`` is as the same object gives it."""

    element: _Element
    date: str | None
    titles: tuple[str, ...]
    """What the objects around the text are called; one of them may be something else's name."""
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Who made the text, and where it is from, as the nearest object says that does."""


def stated_in(root: _Element, description: str = "", title: str = "") -> Stated | None:
    """Return the longest text in the scripts of a page, with the pictures beside it; without one, the most pictures with
    captions, or with a text that goes with them, which may be the page's ``description``. A short text is one if the
    ``description``, or without one the ``title``, begins with the same words. None if there is only a description."""
    opening = _letters(string_of(description or title))
    values = list(values_in(root))
    text, things = max(_texts(values, opening), key=lambda told: len(told[0]), default=("", ()))
    beside = [told for told in _galleries(values) if not (text and told[1]) or _share(told[1], things)]
    pictures, around = max(beside, key=lambda told: len(told[0]), default=([], ()))
    if pictures and not text:
        text, things = _note(around) or string_of(description), around
    if len(text) + sum(len(caption) for _, caption in pictures) < _SHORTEST_NOTE or not (pictures or things):
        return None
    dates = (value for thing in things for key, value in thing.items() if _TIMES.fullmatch(key))
    date = next((str(value) for value in dates if isinstance(value, str | int) and value), None)
    html = f"<div>{_html_of(text)}{''.join(map(_figure, pictures))}</div>"
    return Stated(parse_page(html), date, tuple(_strings(things, _TITLES)), _makers(things), tuple(_strings(things, _SOURCES)))


def _strings(things: Things, keys: re.Pattern[str]) -> Iterator[str]:
    """Yield what is said under such keys, of the nearest objects first."""
    told = (value for thing in things for key, value in thing.items() if keys.fullmatch(key))
    yield from (value for value in told if isinstance(value, str) and value)


def _makers(things: Things) -> tuple[str, ...]:
    """Return the names of those who made a text, from the nearest object that has any."""
    for thing in things:
        made = (value for key, value in thing.items() if _MAKERS.fullmatch(key))
        people = (each for value in made for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict))
        if names := [*_strings((thing,), _AUTHORS), *(name for each in people for name in islice(_strings((each,), _NAMES), 1))]:
            return tuple(names)
    return ()


def _html_of(text: str) -> str:
    return text if _PARAGRAPH.search(text) else "".join(f"<p>{escaped(line)}</p>" for line in text.splitlines())


def _figure(picture: Picture) -> str:
    url, caption = map(escaped, picture)
    return f'<figure><img src="{url}"><figcaption>{caption}</figcaption></figure>'


def _texts(values: Iterable[tuple[Any, Things]], opening: str) -> Iterator[tuple[str, Things]]:
    for value, things in values:
        if isinstance(value, dict):
            for key, inner in value.items():
                if not _TEXTS.fullmatch(key) or not (text := _joined(inner)):
                    continue
                if _is_text(text) or key == _WHOLE or (len(opening) == _OPENING and _letters(text) == opening):
                    yield text, things


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text[: 4 * _OPENING]))[:_OPENING]


def _galleries(values: Iterable[tuple[Any, Things]]) -> Iterator[tuple[list[Picture], Things]]:
    """Yield lists of nothing but pictures that lead nowhere, with the objects around them and those beside them."""
    for value, things in values:
        if isinstance(value, list) and value:
            pictures = [picture for each in value if isinstance(each, dict) and (picture := _picture_in(each))]
            if len(pictures) == len(value):
                yield pictures, (*things, *(each for thing in things[:1] for each in thing.values() if isinstance(each, dict)))


def _picture_in(thing: Thing) -> Picture | None:
    """Return a picture, unless the object has a link to another page."""
    told = ((key, value.strip()) for key, value in thing.items() if isinstance(value, str))
    urls = {key: value for key, value in told if value.startswith(_ADDRESSES)}
    url = next((url for key, url in urls.items() if _PICTURES.fullmatch(key)), None)
    if url is None or not all(map(_PICTURE.match, urls.values())):
        return None
    return unescape(url), _note((thing,))


def _note(things: Things) -> str:
    """Return the longest text in the nearest object that has any."""
    notes = (
        (value for key, value in thing.items() if (key in _NOTES or key == _WHOLE) and isinstance(value, str)) for thing in things
    )
    return next((longest for each in notes if (longest := max(each, key=len, default="").strip())), "")


def _share(some: Things, others: Things) -> bool:
    return any(each is other for each in some for other in others)


def _joined(value: Any, levels: int = 5) -> str:
    """Return a text, whose parts are joined if it is a list of them, each of which may hold its own."""
    if isinstance(value, list) and levels:
        return "\n".join(filter(None, (_joined(part, levels - 1) for part in value)))
    if isinstance(value, dict) and levels:
        return next(filter(None, (_joined(value.get(key), levels - 1) for key in _PARTS)), "")
    return value if isinstance(value, str) else ""


def _is_text(text: str) -> bool:
    return len(text) >= _SHORTEST and len(_PROSE.findall(text)) >= _FEWEST
