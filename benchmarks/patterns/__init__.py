"""The regular expressions of the project, wherever they stand, and how they are asked."""

import dataclasses
import pkgutil
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

import crawler
import pipelines
from crawler.content.patterns import Regex
from crawler.items import Article, Thread
from crawler.platforms.ads import AdRule
from crawler.platforms.discuz import DiscuzSite
from crawler.platforms.forum import ChromeRule
from crawler.platforms.registry import all_sites
from crawler.platforms.rsshub import RsshubSite
from crawler.platforms.web import WebSite
from crawler.readers.language_packs import in_both_packs
from pipelines import _chrome_matcher
from pipelines._ad_matcher import matcher_of

ROOT = Path(__file__).resolve().parents[2]
METHODS = ("match", "fullmatch", "search", "sub", "finditer", "findall", "split")
USE = re.compile(rf"(\w+)\.({'|'.join(METHODS)})\b")
BOUNDED = {"pipelines.normalize_text.CLOSING_TAGS": 60, "chrome rules": _chrome_matcher._LONGEST}
"""Patterns (or tables of them) that are only asked about texts up to a length, which their callers see to."""
UNDER_ANOTHER_NAME = {
    "_COUNTS": "search",
    "_MESSAGES": "search",
    "path": "search",
    "size": "finditer",
    "query": "fullmatch",
    "anywhere": "fullmatch",
    "at_edge": "fullmatch",
    "tail": "search",
    "image": "search",
    "schema": "search",
}
"""Tables and records whose patterns are asked under the name of a variable; others are taken to be matched whole."""


def modules() -> list[Any]:
    found = (pkgutil.walk_packages(package.__path__, f"{package.__name__}.") for package in (crawler, pipelines))
    return [import_module(module.name) for package in found for module in package]


def members(value: Any) -> Iterable[tuple[str, Any]]:
    """What is in a table, in a dataclass or in a class of the project, and how it is reached."""
    if isinstance(value, dict):
        keys = ((f".key{at}", key) for at, key in enumerate(value) if isinstance(key, re.Pattern | Regex))
        return chain(keys, ((f"[{key!r}]", member) for key, member in value.items()))
    if isinstance(value, tuple | list | frozenset | set):
        return ((f"[{at}]", member) for at, member in enumerate(value))
    if isinstance(value, type) and value.__module__.startswith(("crawler", "pipelines")):
        return ((f".{key}", member) for key, member in vars(value).items())
    if isinstance(value, ChromeRule):
        written = (getattr(value, field.name) for field in dataclasses.fields(value) if field.name not in ("name", "reason"))
        return ((f".{pattern[:20]}", in_both_packs(pattern)) for pattern in written if isinstance(pattern, str) and pattern)
    if isinstance(value, AdRule):
        patterns = (("text", value.text), ("tail", value.tail), ("image", value.image))
        return ((f".{field}", re.compile(pattern, re.DOTALL)) for field, pattern in patterns if pattern)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return ((f".{field.name}", getattr(value, field.name)) for field in dataclasses.fields(value))
    return ()


def patterns_in(value: Any, name: str, depth: int = 4) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern in a value, however deep, compiled."""
    if isinstance(value, Regex):
        yield name, value.compiled
    elif isinstance(value, re.Pattern):
        yield name, value
    elif depth:
        for way, member in members(value):
            yield from patterns_in(member, name + way, depth - 1)


def declared(schema: Any) -> set[str]:
    """The patterns in a JSON Schema."""
    if isinstance(schema, dict):
        own = {schema["pattern"]} if isinstance(schema.get("pattern"), str) else set()
        return own.union(*map(declared, schema.values()))
    return set().union(*map(declared, schema)) if isinstance(schema, list) else set()


def all_patterns() -> dict[str, re.Pattern[str]]:
    """Name → pattern, each pattern once: of all modules, and those that are put together from the rules of the sites."""
    places = [(f"{module.__name__}.{name}", value) for module in modules() for name, value in vars(module).items()]
    sites = [site for sites in all_sites().values() for site in sites]
    places += [
        (f"ad rules of {cls.__name__}", matcher_of(cls)) for cls in dict.fromkeys([RsshubSite, WebSite, *map(type, sites)])
    ]
    forums = dict.fromkeys(site.chrome_rules for site in [DiscuzSite(), *sites] if isinstance(site, DiscuzSite))
    places += [("chrome rules", _chrome_matcher.matcher_of(rules)) for rules in forums]
    places.append(
        ("schema", [re.compile(pattern) for pattern in sorted(declared(msgspec.json.schema_components([Article, Thread])[1]))])
    )
    found = {pattern: name for place, value in places for name, pattern in patterns_in(value, place)}
    return {name: pattern for pattern, name in found.items()}


@cache
def uses() -> dict[str, set[str]]:
    """Name of a pattern → the methods that the project calls on it."""
    found: dict[str, set[str]] = {}
    for file in (file for package in ("crawler", "pipelines") for file in (ROOT / package).rglob("*.py")):
        for name, method in USE.findall(file.read_text("utf-8")):
            found.setdefault(name, set()).add(method)
    return found


def methods_of(name: str) -> set[str]:
    """How a pattern is asked."""
    words = re.split(r"\W+", name.rstrip("]"))
    table = next((method for table, method in UNDER_ANOTHER_NAME.items() if table in words), None)
    return {table} if table else uses().get(words[-1], {"match", "fullmatch"})
