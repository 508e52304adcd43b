"""Scrapy's private names stand in ``crawler.scrapy_internals`` alone; each is listed here with what breaks without it."""

import ast
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from scrapy.utils.misc import load_object

import crawler
import pipelines
import qingliu

HOME = "crawler.scrapy_internals"
PRIVATE = re.compile(r"_[a-zA-Z]\w*")
OURS = re.compile(r"(?:\b(?:self|cls)\.|super\(\)\.|def )(_[a-z]\w*)")
OUTSIDE = ("scrapy", "twisted")
DOCUMENTED = {"_asdict", "_exit", "_replace"}
"""Names of Python's own that are private in looks alone."""


class Name(NamedTuple):
    """A private name, what it must be like, and what breaks where it is not. Of a function ``like`` is its arguments; of an
    attribute that is set, the class in whose source it must stand."""

    path: str
    like: str
    breaks: str


FEEDS, HTTP11 = "scrapy.extensions.feedexport", "scrapy.core.downloader.handlers.http11"
NAMES = (
    Name(f"{FEEDS}.FeedExporter._load_components", "self, setting_prefix", "every run loads all exporters and needs all extras"),
    Name(f"{FEEDS}.FeedExporter._close_slot", "self, slot, spider", "a feed that lacks an item takes the place of a whole one"),
    Name(f"{FEEDS}.FeedSlot._exporting", "finish_exporting", "a feed that failed is finished twice"),
    Name("scrapy.core.downloader.Downloader._process_queue", "self, slot", "a run that is stopped waits for all its pictures"),
    Name("scrapy.pipelines.media._MediaRequestFiltered", "", "a picture that is refused is logged with a traceback"),
    Name(f"{HTTP11}._LenientHTTP11ClientFactory", "", "recordings are not of the bytes that went over the wire"),
    Name(f"{HTTP11}._LenientHTTP11ClientProtocol", "", "as above"),
    Name(f"{HTTP11}.HTTP11DownloadHandler._pool", "__init__", "as above"),
    Name("twisted.web.client.HTTPConnectionPool._factory", "_newConnection", "as above"),
    Name("twisted.web.client._HTTP11ClientFactory._quiescentCallback", "buildProtocol", "as above"),
)
KNOWN = {name.path.rpartition(".")[2] for name in NAMES}


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name.path.rpartition(".")[2])
def test_scrapy_still_has_it(name: Name) -> None:
    holder, _, attribute = name.path.rpartition(".")
    owner = import_module(holder) if inspect.ismodule(_loaded(holder)) else _loaded(holder)
    found = getattr(owner, attribute, None)
    if inspect.isfunction(found) and name.like:
        assert ", ".join(inspect.signature(found).parameters) == name.like, name.breaks
    elif found is None:
        sources = [inspect.getsource(base) for base in owner.__mro__ if base.__module__.startswith(OUTSIDE)]
        assert any(f"self.{attribute}" in source for source in sources), name.breaks
    else:
        assert found, name.breaks


def _loaded(path: str) -> Any:
    try:
        return import_module(path)
    except ModuleNotFoundError:
        return load_object(path)


def test_they_stand_in_one_place() -> None:
    assert {name for module in modules() if not is_home(module) for name in private_names(module)} == set()


def test_all_that_stand_there_are_listed() -> None:
    found = {name.rpartition(" ")[2] for module in modules() if is_home(module) for name in private_names(module)}
    assert found == KNOWN


def is_home(module: Any) -> bool:
    return str(module.__name__).startswith(HOME)


@cache
def modules() -> list[Any]:
    found = (pkgutil.walk_packages(package.__path__, f"{package.__name__}.") for package in (crawler, pipelines, qingliu))
    return [import_module(module.name) for package in found for module in package if not module.name.endswith("__main__")]


def private_names(module: Any) -> Iterator[str]:
    """What a module imports of Scrapy or Twisted, what its classes use of theirs, and what it uses of any object that is not the
    project's, of which the name begins with an underscore."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(OUTSIDE):
            steps = [*str(node.module).split("."), *(alias.name for alias in node.names)]
            yield from (f"{module.__name__} {step}" for step in steps if PRIVATE.fullmatch(step))
        if isinstance(node, ast.Attribute) and PRIVATE.fullmatch(node.attr) and node.attr not in own_names() | DOCUMENTED:
            yield f"{module.__name__} {node.attr}"
    for cls in vars(module).values():
        if isinstance(cls, type) and cls.__module__ == module.__name__:
            theirs = {name for base in cls.__mro__ if base.__module__.startswith(OUTSIDE) for name in _private_in(base)}
            ours = set(OURS.findall(inspect.getsource(cls))) if theirs else set()
            yield from (f"{module.__name__} {name}" for name in theirs & ours)


@cache
def own_names() -> frozenset[str]:
    """What the project itself defines or sets."""
    nodes = [node for module in modules() for node in ast.walk(tree_of(module))]
    defined = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    named = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    attributes = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and ast.unparse(node.value) in {"self", "cls"}
    }
    return frozenset(defined | named | attributes)


@cache
def tree_of(module: Any) -> ast.Module:
    return ast.parse(Path(module.__file__).read_text("utf-8"))


@cache
def _private_in(cls: type) -> frozenset[str]:
    names = {name for name in vars(cls) if PRIVATE.fullmatch(name)}
    return frozenset(names | set(re.findall(r"self\.(_[a-zA-Z]\w*)", inspect.getsource(cls))))
