"""The values that scripts in a page are written with: JSON, or literals of JavaScript."""

import json
from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element

from crawler.content.javascript import NotALiteralError, read_literal
from crawler.content.patterns import regex

_STATE = regex(r"(?:=|\bJSON\.parse\()\s{0,9}(?=[{\[\"])")
"""What stands before a value in a script."""
_LONGEST = 1 << 22  # characters of a script
_MOST_FAILURES = 100
"""Values per script that are none, each of which costs the length of the script."""


def states_of(root: _Element) -> Iterator[Any]:
    """Yield the values in the scripts of a page, and those in JSON that it hides in a ``textarea``."""
    for script in root.iter("script", "textarea"):
        source = script.text or ""
        if len(source) <= _LONGEST:
            is_whole = script.tag == "textarea" or "json" in (script.get("type") or "")
            yield from _values(f"={source}" if is_whole else source)


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
