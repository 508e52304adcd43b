"""The values of a job file: each reader gives the value of a node, or notes a problem and gives None."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from crawler.runs.batch.job_file._nodes import pairs
from crawler.runs.batch.job_file._problems import Problems
from crawler.runs.terminal import quoted, unknown

Reader = Callable[[Node, Problems], Any]
TAG = "tag:yaml.org,2002:"
COUNT = re.compile(r"\d{1,12}")
NUMBER = re.compile(r"[-+]?\d{1,15}(\.\d{1,15})?")
PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)\s*%")
BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def text(node: Node, problems: Problems) -> str | None:
    """Any scalar that is not empty, as it is written."""
    if isinstance(node, ScalarNode) and node.value and node.tag != f"{TAG}null":
        return str(node.value)
    problems.add(node, "must be text")
    return None


def texts(node: Node, problems: Problems) -> tuple[str, ...] | None:
    """One text, or a list of them that is not empty."""
    if not isinstance(node, SequenceNode):
        one = text(node, problems)
        return None if one is None else (one,)
    if not node.value:
        problems.add(node, "must not be empty")
    return tuple(value for member in node.value if (value := text(member, problems)) is not None)


def count(node: Node, problems: Problems) -> int | None:
    """A whole number from 0."""
    if isinstance(node, ScalarNode) and COUNT.fullmatch(node.value):
        return int(node.value)
    problems.add(node, f"must be a whole number, not {shown(node)}")
    return None


def positive(node: Node, problems: Problems) -> int | None:
    """A whole number from 1."""
    number = count(node, problems)
    if number == 0:
        problems.add(node, "must be at least 1")
    return number or None


def share(node: Node, problems: Problems) -> float | None:
    """A percentage from 0 % to 100 %, as a number from 0 to 1."""
    found = PERCENT.fullmatch(node.value) if isinstance(node, ScalarNode) else None
    if found and float(found[1]) <= 100:
        return float(found[1]) / 100
    problems.add(node, f"must be a percentage such as 2%, not {shown(node)}")
    return None


def count_or_share(node: Node, problems: Problems) -> float | None:
    """A whole number from 0 as an int, or a percentage as a float from 0 to 1."""
    if isinstance(node, ScalarNode) and COUNT.fullmatch(node.value):
        return int(node.value)
    found = share(node, Problems())
    if found is None:
        problems.add(node, f"must be a whole number or a percentage such as 2%, not {shown(node)}")
    return found


def boolean(node: Node, problems: Problems) -> bool | None:
    if isinstance(node, ScalarNode) and node.tag == f"{TAG}bool":
        return BOOLEANS[node.value.lower()]
    problems.add(node, f"must be true or false, not {shown(node)}")
    return None


def plain(node: Node, problems: Problems) -> Any:
    """Text, number, true, false, null, or lists and mappings of these."""
    if isinstance(node, MappingNode):
        return {key: plain(value, problems) for key, (_, value) in pairs(node, "this", problems).items()}
    if isinstance(node, SequenceNode):
        return [plain(member, problems) for member in node.value]
    if node.tag == f"{TAG}null":
        return None
    if node.tag == f"{TAG}bool":
        return BOOLEANS[node.value.lower()]
    if NUMBER.fullmatch(node.value) and node.tag in {f"{TAG}int", f"{TAG}float"}:
        return float(node.value) if "." in node.value else int(node.value)
    return node.value


def fields(node: Node, what: str, readers: Mapping[str, Reader], problems: Problems) -> dict[str, Any]:
    """Key → value of a mapping with these keys and no other. What could not be read is left out."""
    values = {}
    for name, (key, value) in pairs(node, what, problems).items():
        if name not in readers:
            problems.add(key, unknown(f"key of {what}", name, readers))
        elif (read := readers[name](value, problems)) is not None:
            values[name] = read
    return values


def shown(node: Node) -> str:
    return quoted(node.value) if isinstance(node, ScalarNode) else "a mapping" if isinstance(node, MappingNode) else "a list"
