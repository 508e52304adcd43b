"""The text of a page that shows it by script alone, from the JSON in its source: JSON-LD, or the state of a script."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml.etree import _Element

from crawler.content.html import escaped, parse_page
from crawler.content.patterns import regex

_STATE = regex(r"(?:=|\bJSON\.parse\()\s{0,9}(?=[{\[\"])")
"""What stands before a value in JSON in a script."""
_TEXTS = regex(
    r"article_?[Bb]ody|(?:origin|article|news|detail)?_?[Cc]ontents?(?:_?(?:[Hh]tml|[Tt]ext|[Ll]ist))?|[Bb]ody|text|html"
)
"""Keys of a text, which is a string, or a list of parts."""
_PARTS = ("data", "content", "text", "value")
_TIMES = regex(r"date_?[Pp]ublished|(?:[Pp]ub(?:lish(?:ed)?)?|news)_?(?:[Tt]ime|[Dd]ate|[Aa]t)|c(?:reate)?_?[Tt]ime")
_TITLES = ("headline", "title", "name")
_PARAGRAPH = regex(r"<(?:p|br|div|section)\b", re.IGNORECASE)
_PROSE = regex(r"[。！？.!?]")
_FEWEST, _SHORTEST = 2, 80
"""Full stops and characters of a text at least; fewer are a description."""
_LONGEST = 1 << 22  # characters of a script
_MOST = 20_000  # values to look at
_MOST_FAILURES = 100
"""Values per script that are not JSON, each of which costs the length of the script."""
Thing = dict[str, Any]


class Stated(NamedTuple):
    """``element`` holds the text as the page's script would show it; ``date`` is as the same object gives it."""

    element: _Element
    date: str | None
    titles: tuple[str, ...]
    """What the objects around the text are called; one of them may be something else's name."""


def stated_in(root: _Element) -> Stated | None:
    """Return the longest text in the JSON of a page, or None if there is none that is more than a description."""
    found = [told for state in _states(root) for told in _texts(state)]
    text, things = max(found, key=lambda told: len(told[0]), default=("", ()))
    if not text:
        return None
    html = text if _PARAGRAPH.search(text) else "".join(f"<p>{escaped(line)}</p>" for line in text.splitlines())
    dates = (value for thing in things for key, value in thing.items() if _TIMES.fullmatch(key))
    date = next((str(value) for value in dates if isinstance(value, str | int) and value), None)
    titles = tuple(value for thing in things for key in _TITLES if isinstance(value := thing.get(key), str) and value)
    return Stated(parse_page(f"<div>{html}</div>"), date, titles)


def _states(root: _Element) -> Iterator[Any]:
    """Yield the values in JSON in the scripts of a page."""
    for script in root.iter("script"):
        source = script.text or ""
        if len(source) <= _LONGEST:
            yield from _values(source if "json" not in (script.get("type") or "") else f"={source}")


def _values(source: str) -> Iterator[Any]:
    """Yield the values in JSON in a script. What was read, or failed, is not read again."""
    decoder, at, failures = json.JSONDecoder(strict=False), 0, 0
    while failures < _MOST_FAILURES and (found := _STATE.search(source, at)):
        at = found.end()
        try:
            value, at = decoder.raw_decode(source, at)
            yield json.loads(value, strict=False) if isinstance(value, str) and value[:1] == "{" else value
        except json.JSONDecodeError as error:
            at, failures = max(at, error.pos if error.doc is source else 0), failures + 1
        except RecursionError:
            return


def _texts(state: Any) -> Iterator[tuple[str, tuple[Thing, ...]]]:
    """Yield the texts in a state, each with the objects around it, the nearest first."""
    waiting: list[tuple[Any, tuple[Thing, ...]]] = [(state, ())]
    for _ in range(_MOST):
        if not waiting:
            return
        value, around = waiting.pop()
        if isinstance(value, dict):
            things = (value, *around[:2])
            for key, inner in value.items():
                if _TEXTS.fullmatch(key) and _is_text(text := _joined(inner)):
                    yield text, things
            waiting += ((inner, things) for inner in value.values() if isinstance(inner, dict | list))
        elif isinstance(value, list):
            waiting += ((inner, around) for inner in value if isinstance(inner, dict | list))


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
