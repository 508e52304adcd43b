"""Which fields of an item a feed gets: the feed option ``fields``."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

Fields = Mapping[str, str] | Iterable[str] | None


def columns_of(fields: Fields) -> tuple[tuple[str, str], ...]:
    """``(field of the item, name in the feed)`` of every field asked for; none where the option is not set."""
    if isinstance(fields, Mapping):
        return tuple(fields.items())
    return tuple((name, name) for name in fields or ())


def chooser(fields: Fields) -> Callable[[Any], Any]:
    """A function from an item to what the feed gets of it: the item as it is, or a mapping of the fields asked for.

    A field that the item does not have is left out. The item is not changed.
    """
    columns = columns_of(fields)
    if not columns:
        return lambda item: item
    return lambda item: {name: getattr(item, field) for field, name in columns if hasattr(item, field)}


def plain_fields(chosen: Any) -> dict[str, Any]:
    """What :func:`chooser` chose as plain dicts, lists, strings and numbers, to the bottom."""
    plain: dict[str, Any] = msgspec.to_builtins(chosen)
    return plain
