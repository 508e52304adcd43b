"""The text and pictures of a page that shows them by script alone, from its source: JSON-LD, or the state of a script."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, NamedTuple

from lxml.etree import _Element

from crawler.content.html import escaped, parse_page
from crawler.content.javascript import string_of
from crawler.content.patterns import regex
from crawler.platforms.web.states import states_of

_TEXTS = regex(
    r"article_?[Bb]ody|(?:origin|article|news|detail)?_?[Cc]ontents?(?:_?(?:[Hh]tml|[Tt]ext|[Ll]ist|noencode))?|[Bb]ody|text|html"
)
"""Keys of a text, which is a string, or a list of parts."""
_PARTS = ("data", "content", "text", "value")
_NOTES = ("intro", "note", "description", "desc", "caption", "summary")
"""Keys of the caption of a picture, or of the text that goes with pictures."""
_PICTURES = regex(r"cdn_?[Uu]rl|(?:image|img|pic|big|orig(?:in(?:al)?)?)?_?(?:[Uu]rl|[Ss]rc)|image|img|pic")
_PICTURE = regex(r"(?:https?:)?//[^\s\"'<>]{4,1000}?(?:\.(?:jpe?g|png|gif|webp|avif)(?![\w/])|wx_fmt=|/mmbiz)", re.IGNORECASE)
_ADDRESSES = ("http:", "https:", "//")
_TIMES = regex(
    r"date_?[Pp]ublished|(?:[Pp]ub(?:lish(?:ed)?)?|news)_?(?:[Tt]ime|[Dd]ate|[Aa]t)|c(?:reate)?_?[Tt]ime|created_?[Aa]t|lmodify"
)
_TITLES = ("headline", "title", "name", "setname")
_PARAGRAPH = regex(r"<(?:p|br|div|section)\b", re.IGNORECASE)
_PROSE = regex(r"[。！？.!?]")
_FEWEST, _SHORTEST = 2, 80
"""Full stops and characters of a text at least; fewer are a description."""
_SHORTEST_NOTE = 8
_MOST = 20_000  # values to look at
Thing = dict[str, Any]
Picture = tuple[str, str]
"""Its URL and its caption, which may be empty."""
Things = tuple[Thing, ...]
"""Objects around a value, the nearest first."""
_WHOLE = "content_noencode"
"""WeChat's key of a whole text, however short."""


class Stated(NamedTuple):
    """``element`` holds text and pictures as the page's script would show them; ``date`` is as the same object gives it."""

    element: _Element
    date: str | None
    titles: tuple[str, ...]
    """What the objects around the text are called; one of them may be something else's name."""


def stated_in(root: _Element, description: str = "") -> Stated | None:
    """Return the longest text in the scripts of a page, with the pictures beside it; without one, the most pictures with
    captions, or with a text that goes with them, which may be the page's ``description``. None if there is only a description."""
    values = [told for state in states_of(root) for told in _walk(state)]
    text, things = max(_texts(values), key=lambda told: len(told[0]), default=("", ()))
    beside = [told for told in _galleries(values) if not text or _share(told[1], things)]
    pictures, around = max(beside, key=lambda told: len(told[0]), default=([], ()))
    if pictures and not text:
        text, things = _note(around) or string_of(description), around
    if len(text) + sum(len(caption) for _, caption in pictures) < _SHORTEST_NOTE or not (pictures or things):
        return None
    dates = (value for thing in things for key, value in thing.items() if _TIMES.fullmatch(key))
    date = next((str(value) for value in dates if isinstance(value, str | int) and value), None)
    titles = tuple(value for thing in things for key in _TITLES if isinstance(value := thing.get(key), str) and value)
    return Stated(parse_page(f"<div>{_html_of(text)}{''.join(map(_figure, pictures))}</div>"), date, titles)


def _html_of(text: str) -> str:
    return text if _PARAGRAPH.search(text) else "".join(f"<p>{escaped(line)}</p>" for line in text.splitlines())


def _figure(picture: Picture) -> str:
    url, caption = map(escaped, picture)
    return f'<figure><img src="{url}"><figcaption>{caption}</figcaption></figure>'


def _walk(state: Any) -> Iterator[tuple[Any, Things]]:
    """Yield the objects and lists in a state, each with the objects around it; the nearest of an object is itself."""
    waiting: list[tuple[Any, Things]] = [(state, ())]
    for _ in range(_MOST):
        if not waiting:
            return
        value, things = waiting.pop()
        if isinstance(value, dict):
            things = (value, *things[:2])
        yield value, things
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting += ((each, things) for each in inner if isinstance(each, dict | list))


def _texts(values: Iterable[tuple[Any, Things]]) -> Iterator[tuple[str, Things]]:
    for value, things in values:
        if isinstance(value, dict):
            for key, inner in value.items():
                if _TEXTS.fullmatch(key) and (_is_text(text := _joined(inner)) or (key == _WHOLE and text)):
                    yield text, things


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


def _joined(value: Any) -> str:
    """Return a text, whose parts are joined if it is a list of them."""
    if isinstance(value, str):
        return value
    parts = value if isinstance(value, list) else []
    texts = (
        next((part[key] for key in _PARTS if isinstance(part.get(key), str)), "") for part in parts if isinstance(part, dict)
    )
    return "\n".join(text for text in texts if text)


def _is_text(text: str) -> bool:
    return len(text) >= _SHORTEST and len(_PROSE.findall(text)) >= _FEWEST
