"""Reads the JSON-LD of a page."""

import json
from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element

from crawler.content.javascript import NotALiteralError, read_literal
from crawler.content.patterns import regex

Thing = dict[str, Any]
"""A JSON-LD object; its values are as they are on the page, of any type."""

_OPENS, _CLOSES = frozenset("{["), frozenset("}]")
_COMMENT = regex(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$")
_OTHERS = frozenset({"itemListElement", "mentions", "citation", "isRelatedTo", "isSimilarTo"})
"""Keys under which a page describes other pages."""
_REVIEWS = frozenset({"review", "reviews"})
"""Keys of what customers write about a thing that many have rated; one that nobody has is what a page itself reviews."""
_HOLDERS = ("@value", "@list", "@set")
"""Keys of objects that only hold a value, or the values of a list."""
_DEEPEST = 12
"""Levels of JSON-LD to descend into at most."""
_LONGEST = 1 << 22  # characters


def linked_things(script: _Element) -> Iterator[Thing]:
    """Yield the objects of one script, outer before inner, without those that describe other pages; nothing if it is not
    JSON-LD, nor what people write for it: with comments and a comma too many. Their values are plain, and of several dates only
    the first is there."""
    source = script.text or ""
    if "ld+json" not in script.get("type", "").lower() or len(source) > _LONGEST:
        return
    try:
        given = json.loads(_bare(source.strip()), strict=False)
    except RecursionError:
        return
    except ValueError:
        try:
            given, _ = read_literal(source, max(source.find("{"), 0))
        except NotALiteralError:
            return
    _make_plain(given)
    level = [given]
    for _ in range(_DEEPEST):
        values = [value for each in level for value in (each if isinstance(each, list) else [each])]
        found = [each for each in values if isinstance(each, dict)]
        yield from found
        level = [value for each in found for value in _inside(each)]
        level += [value for value in values if isinstance(value, list)]


def _inside(thing: Thing) -> Iterator[Any]:
    others = _OTHERS | _REVIEWS if "aggregateRating" in thing else _OTHERS
    yield from (value for key, value in thing.items() if key not in others and isinstance(value, dict | list))


def _make_plain(given: Any) -> None:
    """Replace, in place, every object in ``given`` that only holds a value by that value, lists in lists by their values, and
    several dates by the first."""
    holders = [given]
    while holders:
        holder = holders.pop()
        if isinstance(holder, list):
            holder[:] = _values(holder)
            holders += holder
        elif isinstance(holder, dict):
            for key, value in holder.items():
                values = _values([value])
                is_single = not isinstance(_held(value), list) or (values and key.startswith("date"))
                holder[key] = values[0] if is_single else values
                holders.append(holder[key])


def _values(given: list[Any]) -> list[Any]:
    """What is in a list, in its lists, and in the objects that only hold a value."""
    values, left = [], given[::-1]
    while left:
        held = _held(left.pop())
        if isinstance(held, list):
            left += held[::-1]
        else:
            values.append(held)
    return values


def _held(value: Any) -> Any:
    """The value that is held by an object, or by one in that one; any other as it is."""
    while isinstance(value, dict) and (key := next((key for key in _HOLDERS if key in value), None)):
        value = value[key]
    return value


def _bare(json: str) -> str:
    """JSON without a comment around it, or a semicolon after it."""
    return json if json[:1] in _OPENS and json[-1:] in _CLOSES else _COMMENT.sub("", json).strip().rstrip(";")


def type_of(thing: Thing) -> str:
    """The type of an object, the first of several, without its vocabulary; empty if it has none."""
    kind = thing.get("@type")
    kind = kind[0] if isinstance(kind, list) and kind else kind
    return kind.rpartition("/")[2] if isinstance(kind, str) else ""
