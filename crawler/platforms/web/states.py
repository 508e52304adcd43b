"""The values that scripts in a page are written with: JSON, or literals of JavaScript."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any
from urllib.parse import unquote

from lxml.etree import XPath, _Element

from crawler.content.html import text_of
from crawler.content.javascript import NotALiteralError, read_literal
from crawler.content.patterns import regex
from crawler.content.web_url import PICTURE_FILES
from crawler.platforms.web.serialized import is_pool, streamed_in, values_of_pool

_STATE = regex(r"(?:=|\bJSON\.parse\()\s{0,9}(?=[{\[\"])")
"""What stands before a value in a script."""
_CALLED = regex(r"\(function\(([\w$,]{0,9999})\)\s?\{\s?return\s?(?=\{)")
_GIVEN = regex(r"\s?;?\s?\}\s?\)?(?=\()")
"""The beginning of a function that is called where it is written, and what stands between its value and what it is given."""
_PRELOADED = XPath("//@data-preloaded")
"""The attribute in which Discourse keeps strings of JSON."""
_MOST_CALLED, _MOST_BOXES = 3, 100
_ADDRESS = regex(rf"(?:https?:)?//\S{{1,999}}\.(?:{PICTURE_FILES})\S{{0,99}}", re.IGNORECASE)
_LONGEST = 1 << 22  # characters of a script
_MOST = 100_000  # values to look at
_MOST_FAILURES = 100
"""Values per script that are none, each of which costs the length of the script."""
Thing = dict[str, Any]
Things = tuple[Thing, ...]
"""Objects around a value, the nearest first."""


def values_in(root: _Element) -> Iterator[tuple[Any, Things]]:
    """Yield the objects and lists that the scripts of a page are written with, in order, each with the objects around it; the
    nearest of an object is itself. At most :data:`_MOST`, since one that holds itself has no end."""
    waiting: list[tuple[Any, Things]] = [(state, ()) for state in _states(root)]
    waiting.reverse()
    for _ in range(_MOST):
        if not waiting:
            return
        value, things = waiting.pop()
        if isinstance(value, dict):
            things = (value, *things[:2])
        yield value, things
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
        waiting += [(each, things) for each in reversed(inner) if isinstance(each, dict | list)]


def _states(root: _Element) -> Iterator[Any]:
    """Yield the values in the scripts of a page, those in JSON that it hides in a ``textarea`` or an attribute, and pictures in
    lists of definitions, which old galleries are made of."""
    for script in root.iter("script", "textarea"):
        source = script.text or ""
        if len(source) <= _LONGEST:
            is_whole = script.tag == "textarea" or "json" in (script.get("type") or "")
            whole = unquote(source) if source[:1] == "%" else source
            values = _values(f"={whole}" if is_whole else source)
            yield from (values_of_pool(each) if is_pool(each) else each for each in values)
            yield from _returned(source)
    yield from _boxed(root)
    yield from streamed_in(script.text or "" for script in root.iter("script"))
    for preloaded in islice(_PRELOADED(root), 1):
        for state in _values(f"={preloaded}"):
            yield from (each for part in state.values() if isinstance(part, str) for each in _values(f"={part}"))
    boxes = dict.fromkeys(parent for each in root.iter("dl") if (parent := each.getparent()) is not None)
    for box in islice(boxes, _MOST_BOXES):
        if pictures := [picture for each in box.iterchildren("dl") if (picture := _picture(each))]:
            yield pictures


def _boxed(root: _Element) -> Iterator[dict[str, str]]:
    """Yield the texts that stand beside each other in a ``textarea`` each, by the names of these (``article-content``)."""
    boxes: dict[_Element, dict[str, str]] = {}
    for box in root.iter("textarea"):
        if (around := box.getparent()) is not None and (name := box.get("class")) and box.text:
            boxes.setdefault(around, {})[name.replace("-", "_")] = box.text
    yield from boxes.values()


def _returned(source: str) -> Iterator[Any]:
    """Yield what functions return that are called where they are written, with the values that they are called with (Nuxt)."""
    for called in islice(_CALLED.finditer(source), _MOST_CALLED):
        with suppress(NotALiteralError):
            _, end = read_literal(source, called.end())
            if given := _GIVEN.match(source, end):
                _, last = read_literal(source, given.end())
                values, _ = read_literal(f"[{source[given.end() + 1 : last - 1]}]", 0)
                yield read_literal(source, called.end(), dict(zip(called[1].split(","), values, strict=False)))[0]


def _picture(definitions: _Element) -> dict[str, str] | None:
    """Return the first picture whose address is printed in a list of definitions, with its title and the longest other text."""
    texts = [text_of(each) for each in definitions.iterchildren("dd")]
    urls = [text for text in texts if _ADDRESS.fullmatch(text)]
    if not urls:
        return None
    title = next((text_of(each) for each in definitions.iterchildren("dt")), "")
    return {"title": title, "url": urls[0], "note": max((text for text in texts if text not in urls), key=len, default="")}


def _values(source: str) -> Iterator[Any]:
    """Yield the values in a script. What was read, or failed, is not read again."""
    decoder, at, failures, spent = json.JSONDecoder(strict=False), 0, 0, 0
    while failures < _MOST_FAILURES and (found := _STATE.search(source, at)):
        at = found.end()
        try:
            value, at = decoder.raw_decode(source, at)
            yield json.loads(value, strict=False) if isinstance(value, str) and value[:1] == "{" else value
        except json.JSONDecodeError as error:
            goes_on, failures = max(at, error.pos if error.doc is source else 0), failures + 1
            if source[at] != '"' and spent <= len(source):
                try:
                    value, goes_on = read_literal(source, at)
                    yield value
                except NotALiteralError as no:
                    spent += no.at - at
            at = goes_on
        except RecursionError:
            return
