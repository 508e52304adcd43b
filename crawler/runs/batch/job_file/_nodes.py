"""YAML as nodes that know their place. Nothing is constructed: tags, anchors and aliases are refused, and so are bombs."""

from collections.abc import Iterator

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from crawler.runs.batch.job_file._problems import Problem, Problems
from crawler.runs.terminal import quoted

MOST_BYTES = 1024 * 1024
DEEPEST = 12
"""Mappings and lists inside one another; PyYAML composes by recursion."""


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


def pairs(node: Node, what: str, problems: Problems) -> dict[str, tuple[ScalarNode, Node]]:
    """Key → the nodes of key and value of a mapping. What is no mapping, keys that are no text and repeated ones are problems."""
    if not isinstance(node, MappingNode):
        problems.add(node, f"{what} must be a mapping (key: value)")
        return {}
    found: dict[str, tuple[ScalarNode, Node]] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            problems.add(key, f"a key of {what} must be a word")
        elif key.value in found:
            first = found[key.value][0].start_mark
            problems.add(key, f"{quoted(key.value)} is there already, in line {first.line + 1}")
        else:
            found[key.value] = (key, value)
    return found
