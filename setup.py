"""How a checkout is built: `crawler/` and `pipelines/` become `qingliu.crawler` and `qingliu.pipelines`.

In the repository they are top-level packages, as in any Scrapy project: two names that would hit somebody else's packages once
they lay in site-packages. So the modules of a wheel, or an egg, name each other by their new names. A checkout that is installed
with ``-e`` stays as it is. docs/decisions/0054-a-wheel-of-one-name.md says what else was tried.
"""

import ast
import re
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

from setuptools import find_namespace_packages, setup
from setuptools.command.build_py import build_py
from setuptools.command.editable_wheel import editable_wheel

HOME = "qingliu"
MOVED = ("crawler", "pipelines")
INCLUDED = [HOME, *MOVED, *(f"{name}.*" for name in MOVED)]
PACKAGES = find_namespace_packages(include=INCLUDED, exclude=["*.__pycache__"])
"""Folders without an ``__init__.py`` too."""
NAME = re.compile(rf"({'|'.join(MOVED)})\b")
PATH = re.compile(rf"({'|'.join(MOVED)})\.[\w.:]*")
"""A dotted path, as settings name classes: ``crawler.runs.offline.OfflineDownloader``."""


def new_name(package: str) -> str:
    return f"{HOME}.{package}" if package.partition(".")[0] in MOVED else package


def relocated(source: str) -> str:
    """A module's source with the imports, and the strings that are dotted paths, of the moved packages under their new names."""
    lines = source.encode().splitlines(keepends=True)  # ast counts bytes
    for node in sorted(_naming(ast.parse(source)), key=attrgetter("lineno", "col_offset"), reverse=True):
        line, start = lines[node.lineno - 1], node.col_offset
        lines[node.lineno - 1] = line[:start] + NAME.sub(rf"{HOME}.\1", line[start:].decode(), count=1).encode()
    return b"".join(lines).decode()


def _naming(tree: ast.Module) -> Iterator[Any]:
    """The nodes that begin with the name of a moved package, or hold one. Raises SyntaxError where a name cannot be moved."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(level=0, module=str(path)) if NAME.match(path):
                yield node
            case ast.Constant(value=str(path)) if PATH.fullmatch(path):
                yield node
            case ast.Import(names=imported) if any(NAME.match(alias.name) for alias in imported):
                raise SyntaxError(f"line {node.lineno}: import names from {imported[0].name} instead, which can be moved")


class Relocated(build_py):
    """Copies the packages, with their modules relocated."""

    def build_module(self, module: str, module_file: str, package: str) -> Any:
        """Copy a module; what :class:`build_py` returns."""
        built = super().build_module(module, module_file, package)
        file = Path(built[0])
        file.write_text(relocated(file.read_text("utf-8")), "utf-8")
        return built


class InPlace(editable_wheel):
    """Lets the packages of the checkout be imported from where they are, by the names that they have there."""

    def finalize_options(self) -> None:
        self.distribution.packages, self.distribution.package_dir = PACKAGES, None
        super().finalize_options()


if __name__ == "__main__":
    setup(
        packages=[new_name(package) for package in PACKAGES],
        package_dir={new_name(package): package for package in MOVED},
        cmdclass={"build_py": Relocated, "editable_wheel": InPlace},
    )
