"""States that frameworks write in a form of their own: the pool of values of Nuxt 3, and the rows that React streams."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from crawler.content.patterns import regex

_PUSHED = regex(r"__next_f\.push\(")
_ROW = regex(r"([0-9a-f]{0,9}):(?:T([0-9a-f]{1,7}),)?")
"""The number of a row and, if it is a text, its length in bytes of UTF-8."""
_UNSHOWN = (["$", "script"], ["$", "style"])
"""How elements begin, among the values of a row, whose text is not shown."""
_MOST, _MOST_HOPS = 20_000, 9


def values_of_pool(pool: list[Any]) -> Any:
    """Return the first value of a ``pool`` in which objects and lists hold the places of their values (devalue), with what they
    stand for; a list that begins with a name is a wrapper of one value, or a date."""
    made: list[Any] = [each.__class__() if isinstance(each, dict | list) else each for each in pool]
    for value, empty in zip(pool, made, strict=True):
        if isinstance(value, dict):
            empty |= {key: _at(place, pool, made) for key, place in value.items()}
        elif isinstance(value, list):
            empty += [_at(place, pool, made) for place in value]
    return _at(0, pool, made)


def is_pool(value: Any) -> bool:
    """Whether a value is such a pool: a list whose first value holds nothing but places in it."""
    first = value[0] if isinstance(value, list) and len(value) > 2 else None
    places = first.values() if isinstance(first, dict) else first[1:] if isinstance(first, list) and _is_wrapper(first) else ()
    return bool(places) and all(isinstance(place, int) and place < len(value) for place in places)


def _at(place: Any, pool: list[Any], made: list[Any]) -> Any:
    for _ in range(_MOST_HOPS):
        if not isinstance(place, int) or not 0 <= place < len(pool):
            break
        if not _is_wrapper(pool[place]):
            return made[place]
        place = pool[place][1]
    return place if isinstance(place, str) else None


def _is_wrapper(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str)


def streamed_in(scripts: Iterable[str]) -> Iterator[Any]:
    """Yield the values in the rows that React streams in scripts, with the texts that they refer to in their places."""
    stream = "".join(text for script in scripts for text in _pushed(script)).encode("utf-8", "replace")
    texts: dict[str, str] = {}
    values = []
    for number, row, is_text in islice(_rows(stream), _MOST):
        if is_text:
            texts[f"${number}"] = row
        else:
            with suppress(ValueError, RecursionError):
                values.append(json.loads(row))
    for value in values:
        if isinstance(value, dict | list):
            _fill(value, texts)
            yield value


def _pushed(script: str) -> Iterator[str]:
    decoder, at = json.JSONDecoder(strict=False), 0
    while found := _PUSHED.search(script, at):
        at = found.end()
        with suppress(ValueError, RecursionError):
            pushed, at = decoder.raw_decode(script, at)
            yield from (each for each in pushed[1:2] if isinstance(each, str))


def _rows(stream: bytes) -> Iterator[tuple[str, str, bool]]:
    """Yield the number of each row, what it says, and whether that is a text."""
    at = 0
    while at < len(stream):
        head = _ROW.match(stream[at : at + 20].decode("latin-1"))
        start = at + (head.end() if head else 0)
        if head and head[2]:
            at = start + int(head[2], 16)
        else:
            end = stream.find(b"\n", start)
            at = len(stream) if end < 0 else end + 1
        if head:
            yield head[1], stream[start:at].decode("utf-8", "replace"), bool(head[2])


def _fill(state: Any, texts: dict[str, str]) -> None:
    """Put ``texts`` into the places of a state that refer to them; what scripts and styles in it consist of is left out."""
    waiting = [state]
    for value in islice(iter(lambda: waiting.pop() if waiting else None, None), _MOST):
        if isinstance(value, list) and value[:2] in _UNSHOWN:
            value.clear()
        for place, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
            if isinstance(inner, str):
                value[place] = texts.get(inner, inner.removeprefix("$D"))
            elif isinstance(inner, dict | list):
                waiting.append(inner)
