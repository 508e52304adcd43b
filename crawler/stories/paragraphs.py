"""Two revisions of a text, by paragraph."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple


class Change(NamedTuple):
    """What became of a paragraph; ``before`` is empty where it was added, ``after`` where it was removed."""

    kind: Literal["kept", "removed", "added", "changed"]
    before: str
    after: str


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of an item's text, which a blank line separates."""
    return [paragraph for paragraph in text.split("\n\n") if paragraph]


def paragraph_diff(before: str, after: str) -> list[Change]:
    """What became of every paragraph of two revisions, in their order."""
    old, new = paragraphs_of(before), paragraphs_of(after)
    return [change for opcode in SequenceMatcher(None, old, new).get_opcodes() for change in _changes(old, new, *opcode)]


def _changes(old: list[str], new: list[str], tag: str, start: int, end: int, new_start: int, new_end: int) -> Iterator[Change]:
    if tag == "equal":
        yield from (Change("kept", paragraph, paragraph) for paragraph in old[start:end])
        return
    paired = min(end - start, new_end - new_start)
    for at in range(paired):
        yield Change("changed", old[start + at], new[new_start + at])
    yield from (Change("removed", paragraph, "") for paragraph in old[start + paired : end])
    yield from (Change("added", "", paragraph) for paragraph in new[new_start + paired : new_end])
