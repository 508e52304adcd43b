"""Signs from around a block: labels of pointers, lines of one list, runs of short lines. Similar lines are judged alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from crawler.content.body import Block
from crawler.content.patterns import regex
from pipelines._judge import wording
from pipelines._judge.score import WEIGHTS, log_odds
from pipelines._links import is_an_authors

MOST_POINTERS = 10
HEADLINE = 7
"""Characters of the shortest headline."""
NO_HEADLINE = regex(r"^\d{4}年|^\d{4}[-.]|https?://|[:：]$")
RUN = 9
"""Consecutive short lines from which they are the author's list or verses."""
SHORT = 40
PROSE = 80
"""Characters of a paragraph of text; a teaser has one or two of them."""
MOST_PROSE = 2
ENDS = frozenset("。！？!?….")
CERTAIN = 3.0
"""Log-odds from which a block affects its neighbours."""
LIKELY = 0.0


@dataclass(slots=True)
class Judged:
    """One examined block: its place, its signs, and their sum in log-odds."""

    at: int
    block: Block
    signs: list[str]
    odds: float = field(init=False)

    def __post_init__(self) -> None:
        self.odds = log_odds(self.signs)

    def add(self, sign: str) -> None:
        """Add one more sign."""
        self.signs.append(sign)
        self.odds += WEIGHTS[sign]


def look_around(judged: list[Judged], blocks: Sequence[Block], labels: frozenset[int]) -> None:
    """Add to ``judged``, in order of place, the signs from other blocks, in place. ``labels`` are the numbers of blocks that a
    rule has removed as labels of pointers."""
    rows = list(_rows(judged))
    for row in rows:
        _among_labels(row)
        _in_a_long_run(row)
    _under_removed_labels(judged, blocks, labels)
    _under_labels(judged, blocks)
    for row in rows:
        _beside_what_goes(row)
        _of_one_list(row)


def _rows(judged: list[Judged]) -> Iterator[list[Judged]]:
    """Groups of adjacent blocks."""
    for _, row in groupby(enumerate(judged), key=lambda each: each[1].at - each[0]):
        yield [each for _, each in row]


def _among_labels(row: list[Judged]) -> None:
    """Contact lines, data of a work: a line with a similar label among the author's is also the author's."""
    for is_labelled, run in groupby(row, key=lambda each: not LABELS.isdisjoint(each.signs)):
        lines = list(run)
        if is_labelled and any("an author's label" in each.signs for each in lines):
            for each in lines:
                if "an author's label" not in each.signs:
                    each.add("among an author's labels")


LABELS = frozenset({"an author's label", "label and value"})


def _in_a_long_run(row: list[Judged]) -> None:
    for is_short, run in groupby(row, key=lambda each: len(each.block.text) <= SHORT):
        lines = list(run)
        if is_short and len(lines) >= RUN and 2 * sum(each.odds > LIKELY for each in lines) < len(lines):
            for each in lines:
                if each.block.kind[0] != "h":
                    each.add("in a long run of short lines")


def _under_labels(judged: list[Judged], blocks: Sequence[Block]) -> None:
    """Lines under a label of pointers are removed with it; if they are the author's, the label stays."""
    known = {each.at: each for each in judged}
    for place, label in enumerate(judged):
        if not _is_pointing_label(label):
            continue
        if boxed := _in_its_box(label, blocks):
            for at in boxed:
                known.setdefault(at, Judged(at, blocks[at], [])).add("in the box of a pointer")
        else:
            _introduce(label, list(_followers(judged[place + 1 :], label.at)), blocks)
    judged[:] = [known[at] for at in sorted(known)]


def _under_removed_labels(judged: list[Judged], blocks: Sequence[Block], labels: frozenset[int]) -> None:
    for place, first in enumerate(judged if labels else ()):
        if first.block.number - 1 in labels:
            under = [first, *_followers(judged[place + 1 :], first.at)]
            if _are_pointers(under, blocks):
                for each in under:
                    each.add("under a label of pointers")


def _introduce(label: Judged, under: list[Judged], blocks: Sequence[Block]) -> None:
    if _are_pointers(under, blocks):
        for each in under:
            each.add("under a label of pointers")
    elif under or (label.at + 1 < len(blocks) and not blocks[label.at + 1].image):
        label.add("introduces what stays")


def _is_pointing_label(each: Judged) -> bool:
    bare = wording.EDGES.sub("", each.block.text)
    found = wording.POINT_FIRST.match(bare) if "begins by pointing elsewhere" in each.signs else None
    return found is not None and len(wording.EDGES.sub("", bare[found.end() :])) <= len(found[0])


def _followers(judged: Sequence[Judged], at: int) -> Iterator[Judged]:
    for each in judged:
        at += 1
        if each.at != at or _is_pointing_label(each):
            return
        yield each


def _are_pointers(under: list[Judged], blocks: Sequence[Block]) -> bool:
    """Whether all lines under a label can be headlines of other pages of the site."""
    if not under:
        return False
    following = next(iter(blocks[under[-1].at + 1 : under[-1].at + 2]), None)
    if is_an_authors([each.block for each in under], following):
        return False
    if all("linked" in each.signs for each in under):
        return True
    return len(under) <= MOST_POINTERS and all(map(_may_be_a_headline, under))


def _may_be_a_headline(each: Judged) -> bool:
    """Whether a line after the text can be a headline without a link."""
    if each.block.kind != "paragraph" or NO_HEADLINE.search(each.block.text) or "<a " in each.block.html:
        return False
    return {"no end of a sentence", "after the last paragraph"} <= set(each.signs) and len(each.block.text) >= HEADLINE


def _in_its_box(label: Judged, blocks: Sequence[Block]) -> list[int]:
    """The places after ``label`` in an element with it that does not contain the text before it."""
    text = frozenset().union(*(block.names for block in blocks[: label.at] if block.text))
    own = label.block.names - text
    places = []
    for at in range(label.at + 1, len(blocks) if own else 0):
        if own.isdisjoint(blocks[at].names):
            break
        places.append(at)
    boxed = sum(len(blocks[at].text) for at in places)
    if sum(_is_prose(blocks[at]) for at in places) > MOST_PROSE:
        return []
    return places if boxed <= sum(len(block.text) for block in blocks[: label.at]) else []


def _is_prose(block: Block) -> bool:
    """Whether a block is a paragraph of sentences without links."""
    is_told = block.kind == "paragraph" and len(block.text) >= PROSE and block.text.rstrip("”\"')）")[-1:] in ENDS
    return is_told and "<a " not in block.html


def _beside_what_goes(row: list[Judged]) -> None:
    sure = [each.odds >= CERTAIN for each in row]
    for (is_sure, each), (next_is_sure, following) in pairwise(zip(sure, row, strict=True)):
        for other in (following,) if is_sure and not next_is_sure else (each,) if next_is_sure and not is_sure else ():
            if other.block.image is None:
                other.add("beside what goes")


def _is_an_authors(items: list[Judged]) -> bool:
    return any("partly linked" in each.signs for each in items) or is_an_authors([each.block for each in items], None)


def _list_of(each: Judged) -> object:
    """The list that a line belongs to; for a line in no list, its place."""
    return each.block.containers[:1] or ("numbered" if "numbered" in each.signs else each.at)


def _of_one_list(row: list[Judged]) -> None:
    """Judge the items of one list alike, by their mean."""
    for alike, run in groupby(row, key=_list_of):
        items = list(run)
        if isinstance(alike, tuple) and _is_an_authors(items):
            for each in items:
                each.add("in an author's list")
        elif len(items) > 1 and not isinstance(alike, int):
            mean = sum(each.odds for each in items) / len(items)
            for each in items:
                each.odds = mean
