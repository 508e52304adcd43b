"""What the fields of the items are, for formats with a schema: read from the dataclasses, so that there is one declaration."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

import msgspec.inspect as inspect

from crawler import items

Kind = Literal["text", "integer", "number", "instant", "record", "list"]
INSTANT = items.Instant.__metadata__[0].pattern  # type: ignore[attr-defined]  # of an Annotated
RECORDS: tuple[type[items.Item], ...] = (items.Article, items.Thread)
EXACT = "_iso"
"""``date_published_iso`` holds the string of an item's instant, whose offset and precision the instant itself loses."""


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a record: ``members`` are the fields of a record, or the one member of a list."""

    name: str
    kind: Kind
    nullable: bool
    description: str = ""
    members: tuple["Column", ...] = ()


def columns_of(*records: type) -> tuple[Column, ...]:
    """The columns that hold all of ``records``: the first one's fields in their order, then those that only others have.

    What not all of them have is nullable. TypeError for a field that no format with a schema could hold.
    """
    merged: dict[str, Column] = {}
    for record in records:
        for column in _fields(inspect.type_info(record)):
            merged.setdefault(column.name, column)
    everywhere = set.intersection(*({field.name for field in fields(record)} for record in records))
    return tuple(column if name in everywhere else replace(column, nullable=True) for name, column in merged.items())


def _fields(record: Any) -> Iterator[Column]:
    """The columns of a dataclass, in its order; msgspec has fields with a default last."""
    declared = {field.name: field.type for field in record.fields}
    return (_column(field.name, declared[field.name]) for field in fields(record.cls))


def _column(name: str, declared: Any, nullable: bool = False, description: str = "") -> Column:
    match declared:
        case inspect.Metadata(type=inner, extra_json_schema=extra):
            return _column(name, inner, nullable, description or (extra or {}).get("description", ""))
        case inspect.UnionType(types=types):
            (inner,) = (each for each in types if not isinstance(each, inspect.NoneType))
            return _column(name, inner, True, description)
        case inspect.StrType(pattern=pattern):
            return Column(name, "instant" if pattern == INSTANT else "text", nullable, description)
        case inspect.IntType() | inspect.FloatType():
            return Column(name, "integer" if isinstance(declared, inspect.IntType) else "number", nullable, description)
        case inspect.LiteralType(values=values):
            return Column(name, "text" if isinstance(values[0], str) else "integer", nullable, description)
        case inspect.DataclassType():
            return Column(name, "record", nullable, description, tuple(_fields(declared)))
        case inspect.ListType(item_type=member):
            return Column(name, "list", nullable, description, (_column("element", member),))
    raise TypeError(f"{name}: a {declared!r} has no column")
