"""What is wrong with a job file, and where."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from yaml import Node

from crawler.runs.terminal import printable


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
