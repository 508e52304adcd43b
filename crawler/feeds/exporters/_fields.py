"""Which fields of an item a feed gets: the feed option ``fields``."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any

from crawler.items import Article, Thread

FIELDS = tuple(dict.fromkeys(field.name for item in (Article, Thread) for field in fields(item)))
"""An Article's fields in their order, then those only a Thread has."""
Fields = Mapping[str, str] | Iterable[str] | None


def columns_of(chosen: Fields) -> tuple[tuple[str, str], ...]:
    """``(field of the item, name in the feed)`` of every field asked for; none where the option is not set."""
    if isinstance(chosen, Mapping):
        return tuple(chosen.items())
    return tuple((name, name) for name in chosen or ())


def chooser(chosen: Fields) -> Callable[[Any], Any]:
    """A function from an item to what the feed gets of it: the item as it is, or a mapping of the fields asked for. A field that
    the item does not have is left out. The item is not changed."""
    columns = columns_of(chosen)
    if not columns:
        return lambda item: item
    return lambda item: {name: getattr(item, field) for field, name in columns if hasattr(item, field)}
