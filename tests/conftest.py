"""Settings of all tests: neither a clock decides nor chance, on a busy machine neither; and which tests are the fast half.

Properties are tried on the same examples in every run; ``pytest --hypothesis-profile search`` tries many others.

The one limit is ``timeout`` in pyproject.toml: what takes so long hangs.
"""

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from hypothesis import HealthCheck, settings

import crawler
import pipelines
import qingliu

settings.register_profile(
    "qingliu", deadline=None, max_examples=50, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("check", settings.get_profile("qingliu"), max_examples=20)
settings.register_profile("search", settings.get_profile("qingliu"), max_examples=1000, derandomize=False)
settings.load_profile("qingliu")
STARTING = {
    "subprocess",
    "tests.batch_runs",
    "tests.browser",
    "tests.postgresql_server",
    "tests.processes",
    "tests.scrapyd_server",
    "tests.test_replay",
    "tests.tiny",
}
"""Modules that start processes, servers or a browser."""


def pytest_collection_finish(session: pytest.Session) -> None:
    """Load all modules before the first property: Hypothesis draws constants from those that are loaded, so which examples it
    tries would depend on the tests that ran before in the same process."""
    if any(item.get_closest_marker("hypothesis") for item in session.items):
        for package in (crawler, pipelines, qingliu):
            for module in walk_packages(package.__path__, f"{package.__name__}."):
                import_module(module.name)


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Mark with ``runs`` the tests that start processes, by themselves or by their fixtures. ``make check`` leaves them out."""
    for item in items:
        if isinstance(item, pytest.Function) and item.originalname in starting(item.path):
            item.add_marker("runs")


@cache
def starting(path: Path) -> set[str]:
    """What in a file starts processes: what it imports for that, and the functions and classes that use it."""
    tree = ast.parse(path.read_text("utf-8"))
    found = set(_imported(tree))
    uses = {part.name: set(_names(part)) for part in tree.body if isinstance(part, ast.FunctionDef | ast.ClassDef)}
    while more := {name for name, used in uses.items() if used & found} - found:
        found |= more
    return found


def _imported(tree: ast.Module) -> Iterator[str]:
    for statement in tree.body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            package = statement.module if isinstance(statement, ast.ImportFrom) else None
            for each in statement.names:
                if STARTING & {package, each.name, f"{package}.{each.name}"}:
                    yield each.asname or each.name


def _names(part: ast.AST) -> Iterator[str]:
    """The names that it uses; fixtures are arguments."""
    for node in ast.walk(part):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
