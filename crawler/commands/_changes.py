"""The difference between two snapshots of a draft, before and after a stage, as lines of text."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Self

import msgspec

from crawler.commands._marks import Marks
from crawler.content.body import Block
from crawler.items import Item, Removal
from crawler.platforms.draft import Draft

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class SeenBlock:
    """A copy of a block's earlier state. The block itself identifies it; the reference keeps its identity from being reused."""

    block: Block
    then: Block

    def __str__(self) -> str:
        address = self.then.image.url if self.then.image else self.then.attributes.get("src", "")
        return f"{'.'.join([self.then.kind, *sorted(self.then.names)])}  {self.then.text or address}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of a draft, or of the item after the last stage."""

    bodies: list[list[SeenBlock]] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    removed: list[Removal] = field(default_factory=list)

    @classmethod
    def of(cls, result: Draft | Item) -> Self:
        item, bodies = (result.item, result.bodies) if isinstance(result, Draft) else (result, [])
        return cls(
            [[SeenBlock(block, deepcopy(block)) for block in body.blocks] for body in bodies],
            dict(_leaves("", msgspec.to_builtins(item))),
            list(item.removed),
        )


def changes(before: Snapshot, after: Snapshot, marks: Marks) -> Iterator[str]:
    """One line for each block that was removed (-), added (+) or changed (~), each changed field and each removal, formatted by
    ``marks``.

    A moved block is removed in one place and added in another. A finished item has no blocks to compare.
    """
    for number, blocks in enumerate(after.bodies):
        prefix = f"body {number + 1}  " if len(after.bodies) > 1 else ""
        then = before.bodies[number] if number < len(before.bodies) else []
        yield from (prefix + line for line in _block_changes(then, blocks, marks))
    for name in before.fields | after.fields:
        was, is_now = before.fields.get(name), after.fields.get(name)
        if was != is_now:
            yield f"{name}: {marks.told(_value(was), _value(is_now))}"
    for removal in after.removed[len(before.removed) :]:
        yield marks.painted(marks.fit(f"removed by {removal.rule} ({removal.reason}): {removal.text}"), "removed")


def _block_changes(before: list[SeenBlock], after: list[SeenBlock], marks: Marks) -> Iterator[str]:
    matcher = SequenceMatcher(None, [id(seen.block) for seen in before], [id(seen.block) for seen in after], autojunk=False)
    for operation, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            for old, new in zip(before[old_start:old_end], after[new_start:new_end], strict=True):
                yield from _differences(old, new, marks)
        else:
            yield from (marks.line("removed", f"{seen}") for seen in before[old_start:old_end])
            yield from (marks.line("added", f"{seen}") for seen in after[new_start:new_end])


def _differences(old: SeenBlock, new: SeenBlock, marks: Marks) -> Iterator[str]:
    for name in Block.__struct_fields__:
        was, is_now = getattr(old.then, name), getattr(new.then, name)
        if was != is_now:
            sign = marks.painted("~", "changed")
            yield f"{sign} {old.then.kind} {name}: {marks.told(_value(was), _value(is_now))}"


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """``(dotted path, value)`` of everything in ``value`` except the ledger, which is shown separately."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if members is None:
        yield path, value
        return
    for name, member in members:
        if name != "removed":
            yield from _leaves(f"{path}.{name}".lstrip("."), member)


def _value(value: Any) -> str:
    return NOTHING if value is None else str(value)
