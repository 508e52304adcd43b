"""Compares two wordings of a passage word by word."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal, NamedTuple

from crawler.content.patterns import regex

WORD = regex(r"[A-Za-z]+|[0-9]+(?:[.,:][0-9]+)*|.", re.DOTALL)
"""The units that are compared: a word of letters, a number, or any other character."""
MOST_COMPARED = 4_000_000
"""Words of one wording times words of the other; beyond this, everything between the common start and end counts as rewritten."""
SHORTEST_KEPT = 2
"""Characters; shorter unchanged text between two changes counts as part of them."""


class Part(NamedTuple):
    """A part of two wordings: in both, only in the one before, or only in the one after."""

    kind: Literal["kept", "removed", "added"]
    text: str


def wording(before: str, after: str) -> list[Part]:
    """The parts of two wordings in order, removed before added. Without the added parts they are ``before``, without the removed
    ones ``after``. No part is empty, and no two consecutive parts are of the same kind."""
    old, new = WORD.findall(before), WORD.findall(after)
    head = common_start(old, new)
    tail = common_start(reversed(old[head:]), reversed(new[head:]))
    middle = _between(old[head : len(old) - tail], new[head : len(new) - tail])
    pieces = [("".join(old[:head]),) * 2, *middle, ("".join(old[len(old) - tail :]),) * 2]
    return list(_parts(pieces))


def excerpt(parts: Iterable[Part], around: int) -> Iterator[Part]:
    """``parts`` with unchanged text cut to ``around`` characters next to every change, and ``…`` for the rest."""
    listed = list(parts)
    for at, part in enumerate(listed):
        before, behind = (around if at else 0), (around if at < len(listed) - 1 else 0)
        if part.kind == "kept" and len(part.text) > before + behind + 1:
            yield Part("kept", f"{part.text[:before]}…{part.text[len(part.text) - behind :]}")
        else:
            yield part


def common_start(one: Iterable[str], other: Iterable[str]) -> int:
    """How many words or paragraphs at the start are equal."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _between(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of the text before and after; equal if it did not change."""
    if len(old) * len(new) > MOST_COMPARED:
        yield "".join(old), "".join(new)
        return
    for _, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield "".join(old[start:end]), "".join(new[new_start:new_end])


def _parts(pieces: Iterable[tuple[str, str]]) -> Iterator[Part]:
    removed = added = ""
    listed = [piece for piece in pieces if any(piece)]
    for at, (before, after) in enumerate(listed):
        is_edge = at in {0, len(listed) - 1}
        if before == after and (is_edge or len(before) >= SHORTEST_KEPT):
            yield from _changed(removed, added)
            removed = added = ""
            yield Part("kept", before)
        else:
            removed, added = removed + before, added + after
    yield from _changed(removed, added)


def _changed(removed: str, added: str) -> Iterator[Part]:
    if removed:
        yield Part("removed", removed)
    if added:
        yield Part("added", added)
