"""YAML as plain values, where each of them stands, and what is wrong there. Tags, anchors, aliases and bombs are refused."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol, TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from crawler.runs.terminal import printable, quoted

Place: TypeAlias = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""
TAG = "tag:yaml.org,2002:"
MOST_BYTES = 1024 * 1024
DEEPEST = 12
"""Mappings and lists inside one another; PyYAML composes by recursion."""


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


def compose(data: bytes, problems: Problems) -> Node | None:
    """The root of the one document in ``data``; None, and at least one problem, where there is none to be used."""
    if len(data) > MOST_BYTES:
        problems.found.append(Problem(1, 1, f"larger than {MOST_BYTES:,} bytes, which no job file is"))
        return None
    try:
        refused = len(problems.found)
        _refuse(yaml.parse(data, Loader=yaml.SafeLoader), problems)
        if len(problems.found) > refused:
            return None
        root = yaml.compose(data, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        problems.add(error.problem_mark or error.context_mark, f"no YAML: {error.problem or error.context}")
    except (yaml.YAMLError, ValueError) as error:  # the latter for numbers that are too large
        problems.found.append(Problem(*_place(data, error), f"no YAML: {getattr(error, 'reason', error)}"))
    else:
        if root is None:
            problems.found.append(Problem(1, 1, "empty: it should begin with jobs:"))
        return root
    return None


def _refuse(events: Iterator[yaml.Event], problems: Problems) -> None:
    """Note everything that a job file has no use for, and stop where it is nested too deeply."""
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            problems.add(event.start_mark, f"nested more than {DEEPEST} deep")
            return
        if isinstance(event, yaml.AliasEvent):
            problems.add(event.start_mark, f"alias *{event.anchor}: aliases are refused, write it out")
        elif anchor := getattr(event, "anchor", None):
            problems.add(event.start_mark, f"anchor &{anchor}: anchors are refused, write it out")
        if tag := getattr(event, "tag", None):
            problems.add(event.start_mark, f"tag {quoted(tag)}: tags are refused")


def _place(data: bytes, error: Exception) -> tuple[int, int]:
    """Line and column where a reader stopped at bytes that are no text."""
    position = getattr(error, "position", 0)
    before = (
        data[:position] if getattr(error, "encoding", "") != "unicode" else data.decode("utf-8", "replace")[:position].encode()
    )
    return before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1


class Scalar(str):
    """A scalar as it is written; ``kind`` is what YAML takes it for (``str``, ``int``, ``float``, ``bool``, ``null``, …)."""

    kind: str

    @classmethod
    def of(cls, node: ScalarNode) -> "Scalar":
        scalar = cls(node.value)
        scalar.kind = node.tag.removeprefix(TAG)
        return scalar


class Values:
    """What a document holds: ``root``, of dicts, lists and :class:`Scalar`. Keys that are no words or repeated are problems."""

    def __init__(self, node: Node, problems: Problems) -> None:
        self._problems = problems
        self._keys: dict[Place, Node] = {}
        self._nodes: dict[Place, Node] = {}
        self.root = self._value(node, ())

    def node(self, place: Place) -> Node:
        """The node of a value, or of the nearest thing around it that was written."""
        while place not in self._nodes:
            place = place[:-1]
        return self._nodes[place]

    def key(self, place: Place) -> Node:
        """The node of the key under which a value stands."""
        return self._keys.get(place) or self.node(place)

    def _value(self, node: Node, place: Place) -> Any:
        self._nodes[place] = node
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, SequenceNode):
            return [self._value(member, (*place, number)) for number, member in enumerate(node.value)]
        assert isinstance(node, ScalarNode)  # noqa: S101 - there is no other kind
        return Scalar.of(node)

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self._problems.add(key, f"a key of {named(place)} must be a word")
            elif key.value in found:
                first = self._keys[*place, key.value].start_mark
                self._problems.add(key, f"{quoted(key.value)} is there already, in line {first.line + 1}")
            else:
                self._keys[*place, key.value] = key
                found[key.value] = self._value(value, (*place, key.value))
        return found


def named(place: Place) -> str:
    """What stands at a place, in words."""
    whole = {0: "a job file", 1: "jobs", 2: "a job"}
    if len(place) in whole:
        return whole[len(place)]
    return "a feed" if len(place) == 4 and place[2] == "feeds" else str(place[-1])
