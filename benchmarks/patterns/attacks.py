"""Texts that are built from a pattern to make it crawl."""

import re
from collections.abc import Iterator
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MOST_CHARACTERS = 12
"""Of each pattern, spread over all that occur in it."""


def literals(parsed: Any) -> Iterator[str]:
    """The characters that stand in a parsed pattern, one of each class and category, in their order."""
    for operation, argument in parsed:
        match str(operation):
            case "LITERAL" | "NOT_LITERAL":
                yield chr(argument)
            case "RANGE":
                yield chr(argument[0])
            case "CATEGORY":
                yield {"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " "}.get(str(argument), "字")
            case "IN":
                yield from literals(argument)
            case "ANY":
                yield "字"
            case _:
                for part in argument if isinstance(argument, tuple | list) else [argument]:
                    yield from nested(part)


def nested(part: Any) -> Iterator[str]:
    if isinstance(part, _parser.SubPattern):
        yield from literals(part)
    elif isinstance(part, tuple | list):
        for inner in part:
            yield from nested(inner)


def attacks(pattern: re.Pattern[str]) -> Iterator[str]:
    """Pieces to repeat: each character of the pattern, its beginnings, and characters in pairs with those beside them."""
    characters = "".join(dict.fromkeys(literals(_parser.parse(pattern.pattern, pattern.flags))))
    step = max(1, len(characters) // MOST_CHARACTERS)
    yield from characters[::step]
    yield from (characters[:length] for length in (2, 4, 8, 16) if length < len(characters))
    yield from (characters[at : at + 2] for at in range(0, len(characters) - 1, 2 * step))
