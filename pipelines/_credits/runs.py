"""Splits by-lines into runs: labels, and the names that follow or precede them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from crawler.content.names import FUNCTION_CHARACTERS, SPACED_NAME, is_medium, is_organisation, is_person
from pipelines._credits.grammar import (
    AFTER_THE_NAME,
    ANNOUNCING_MARKS,
    CLOSING_BRACKETS,
    LIKE_A_LABEL,
    MARKS,
    ORNAMENTS,
    PREFIX,
    PROVIDED,
    REMARK,
    ROLES,
    TITLES,
    TOGETHER_WITH_THE_NAME,
    TOKENS,
)

COLONS = frozenset("：:")
NO_NAME = "："
"""Placeholder for a word that announces something other than the names of a by-line (出版社：)."""


@dataclass(slots=True)
class Label:
    word: str
    before: str  # what separates it from the previous word: a mark, a space or nothing
    marked_after: bool = False


@dataclass(slots=True)
class Run:
    """Consecutive labels with the names that follow them, and the labels after those."""

    labels: list[Label] = field(default_factory=list)
    mark: str = ""
    names: list[str] = field(default_factory=list)
    labels_after: list[str] = field(default_factory=list)


def _tokens(text: str) -> Iterator[tuple[Literal["label", "mark", "gap", "name"], str]]:
    """Tokenize a by-line. Words that are joined to a label and can belong to it (首席, 羊城晚报全媒体) are left out."""
    pieces = TOKENS.split(SPACED_NAME.sub(r"\1\2\3\4", REMARK.sub(" ", PROVIDED.sub(r"\1提供", text))))
    for piece, separator in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        name, is_label = piece.strip(ORNAMENTS), separator in ROLES or separator in TITLES
        if separator in COLONS and name:
            yield "label" if LIKE_A_LABEL.fullmatch(name) else "name", name if LIKE_A_LABEL.fullmatch(name) else NO_NAME
            yield "mark", separator
            continue
        belongs = is_label and _is_prefix(name)
        if name and not belongs:
            yield "name", name
        elif piece and not name:
            yield "mark", piece.strip() or " "
        if separator:
            yield "label" if is_label else "mark" if separator in MARKS else "gap", separator


def _is_prefix(word: str) -> bool:
    free_of_grammar = FUNCTION_CHARACTERS.isdisjoint(word) or is_organisation(word)
    of_a_medium = is_medium(word.partition("·")[0])  # 青山晚报·青山号记者
    return free_of_grammar and PREFIX.fullmatch(word) is not None and (of_a_medium or not is_person(word))


def runs_of(text: str) -> list[Run]:
    """The runs of a by-line, in order; labels after their names belong to the run of those names."""
    runs, before = [Run()], ""
    for kind, word in _tokens(text):
        run = runs[-1]
        if kind == "label":
            _add_label(runs, word, before)
        elif kind == "name":
            run.names.append(word)
        elif run.labels and not run.names:
            run.labels[-1].marked_after |= kind == "mark"
            run.mark = word if kind == "mark" else run.mark or " "
        if kind == "gap" and not CLOSING_BRACKETS.isdisjoint(word):
            runs.append(Run())
        before = word if kind == "mark" else (before or " ") if kind == "gap" else ""
    _give_labels_to_names_before(runs)
    return runs


def _add_label(runs: list[Run], word: str, before: str) -> None:
    run = runs[-1]
    if word in TITLES and all(map(is_organisation, run.names)):
        run.names.clear()  # the medium that the title belongs to: 人民日报 记者 王五
    elif run.names:
        runs.append(run := Run())
    if run.labels and before in ANNOUNCING_MARKS:  # 文/图: both labels are treated alike
        run.labels[-1].marked_after = False
        before = run.labels[-1].before
    run.labels.append(Label(word, before))


def _give_labels_to_names_before(runs: list[Run]) -> None:
    """Move labels after their names (王五 / 摄) to the run of those names."""
    line_ends_with_label = not runs[-1].names
    for before, run in pairwise(runs):
        titled = any(label.word in TITLES for label in before.labels)
        free = before.names and all(label.word in TITLES for label in before.labels)
        while free and run.labels and _belongs_before(run.labels[0], titled, line_ends_with_label):
            before.labels_after.append(run.labels.pop(0).word)


def _belongs_before(label: Label, titled: bool, line_ends_with_label: bool) -> bool:
    if label.word not in AFTER_THE_NAME or label.marked_after:
        return False
    apart = bool(label.before) or titled or label.word in TOGETHER_WITH_THE_NAME
    return label.before in ANNOUNCING_MARKS or (line_ends_with_label and apart)
