"""What is wrong with a job file, and where."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple, Protocol

from yaml import Node

from crawler.terminal import printable

SHOWN = 60
"""Characters of what the file says."""


class Problem(NamedTuple):
    """``line`` and ``column`` count from 1."""

    line: int
    column: int
    reason: str


class JobFileError(Exception):
    """A job file that cannot be used. The message has a line ``file:line:column: reason`` for every problem."""

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        lines = (f"{file}:{problem.line}:{problem.column}: {problem.reason}" for problem in self.problems)
        super().__init__("\n".join(map(printable, lines)))


class Position(Protocol):
    """A mark of PyYAML, whose two loaders have a class each. Both count from 0."""

    line: int
    column: int


class Problems:
    """Those that were found so far."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, at: Node | Position | None, reason: str) -> None:
        """Note what is wrong with a node or at a mark; without one, with the file."""
        mark = at.start_mark if isinstance(at, Node) else at
        self.found.append(Problem(mark.line + 1, mark.column + 1, reason) if mark else Problem(1, 1, reason))


def quoted(text: str) -> str:
    """What the file says, in quotes, shortened."""
    return f'"{text}"' if len(text) <= SHOWN else f'"{text[:SHOWN]}…"'


def unknown(what: str, given: str, known: Iterable[str]) -> str:
    """The reason for a word that is none of the ``known``: with the nearest of them, or all where they are few."""
    words = sorted(known)
    if nearest := get_close_matches(given.lower(), [word.lower() for word in words], 1):
        meant = next(word for word in words if word.lower() == nearest[0])
        return f"unknown {what} {quoted(given)}: did you mean {meant}?"
    return f"unknown {what} {quoted(given)}" + (f": it is one of {', '.join(words)}" if len(words) <= 12 else "")
