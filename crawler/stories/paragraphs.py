"""Compares two revisions of a text by paragraph."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

from crawler.stories.wording import common_start

MOST_PARAGRAPHS = 1_000
"""Of longer texts only the unchanged head and tail are matched exactly: a comparison takes time in the square of this."""
AHEAD = 10
"""Paragraphs in which the new wording of a paragraph is looked for."""
ALIKE = 1 / 3
"""The share of character pairs that two wordings of a paragraph must have in common."""


class Change(NamedTuple):
    """What became of a paragraph; ``before`` is empty if it was added, ``after`` if it was removed."""

    kind: Literal["kept", "removed", "added", "changed"]
    before: str
    after: str


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of an item's text, which are separated by blank lines; empty ones are left out."""
    return [paragraph for paragraph in text.split("\n\n") if paragraph]


def paragraph_diff(before: str, after: str) -> list[Change]:
    """What became of every paragraph of two revisions, in order: the non-empty ``before`` values are the paragraphs of
    ``before``, and likewise for ``after``."""
    old, new = paragraphs_of(before), paragraphs_of(after)
    head = common_start(old, new)
    tail = common_start(reversed(old[head:]), reversed(new[head:]))
    changes = [_kept(paragraph) for paragraph in old[:head]]
    changes += _between(old[head : len(old) - tail], new[head : len(new) - tail])
    return changes + [_kept(paragraph) for paragraph in old[len(old) - tail :]]


def _between(old: list[str], new: list[str]) -> Iterator[Change]:
    if max(len(old), len(new)) > MOST_PARAGRAPHS:
        yield from _rewritten(old, new)
        return
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield from map(_kept, old[start:end])
        else:
            yield from _rewritten(old[start:end], new[new_start:new_end])


def _rewritten(old: list[str], new: list[str]) -> Iterator[Change]:
    """The changes between paragraphs none of which was kept: each old one is paired with the next similar new one."""
    done = 0
    for paragraph in old:
        at = next((at for at in range(done, min(done + AHEAD, len(new))) if _is_alike(paragraph, new[at])), None)
        if at is None:
            yield Change("removed", paragraph, "")
            continue
        yield from (Change("added", "", skipped) for skipped in new[done:at])
        yield Change("changed", paragraph, new[at])
        done = at + 1
    yield from (Change("added", "", paragraph) for paragraph in new[done:])


def _is_alike(one: str, other: str) -> bool:
    pairs, others = set(pairwise(one)), set(pairwise(other))
    return len(pairs & others) > ALIKE * len(pairs | others)


def _kept(paragraph: str) -> Change:
    return Change("kept", paragraph, paragraph)
