"""No regular expression of the project can be made to crawl: pages are hostile, and one bad page costs one page.

Every pattern is run over texts that are built from the pattern itself. What makes a pattern crawl is that twice the text
takes four times the time, so that is what is measured: no clock of any machine decides, and what seems to crawl must do so
again and again before the test says so.
"""

import ast
import dataclasses
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from re import _parser  # type: ignore[attr-defined]
from time import process_time
from typing import Any

import msgspec
import pytest

import crawler
import pipelines
from crawler.documents._language_packs import in_both_packs
from crawler.items import Article, Thread
from crawler.sites import all_sites
from crawler.sites._ads import AdRule
from crawler.sites._discuz import ChromeRule, DiscuzSite
from crawler.sites._rsshub import RsshubSite
from pipelines import _chrome_matcher
from pipelines._ad_matcher import matcher_of
from tests.support import ROOT

LONGEST = 20_000
"""Characters; a paragraph of a real page has some hundreds."""
TWICE = 3
SLACK = 0.03
"""Seconds; what takes less is too short to be compared, and no attack."""
HALVINGS = 6
CONFIRMATIONS = 5
MOST_CHARACTERS = 12
"""Of each pattern, spread over all that occur in it."""
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
        return ((f"[{key!r}]", member) for key, member in value.items())
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
    """Every compiled pattern in a value, however deep."""
    if isinstance(value, re.Pattern):
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
    places += [
        (f"ad rules of {cls.__name__}", matcher_of(cls)) for cls in dict.fromkeys([RsshubSite, *map(type, all_sites().values())])
    ]
    forums = dict.fromkeys(site.chrome_rules for site in [DiscuzSite(), *all_sites().values()] if isinstance(site, DiscuzSite))
    places += [("chrome rules", _chrome_matcher.matcher_of(rules)) for rules in forums]
    places.append(
        ("schema", [re.compile(pattern) for pattern in sorted(declared(msgspec.json.schema_components([Article, Thread])[1]))])
    )
    found = {pattern: name for place, value in places for name, pattern in patterns_in(value, place)}
    return {name: pattern for pattern, name in found.items()}


PATTERNS = all_patterns()


def literals(parsed: Any) -> Iterator[str]:
    """The characters that stand in a parsed pattern, one of each class and category, in their order."""
    for operation, argument in parsed:
        match str(operation):
            case "LITERAL" | "NOT_LITERAL":
                yield chr(argument)
            case "RANGE":
                yield chr(argument[0])
            case "CATEGORY":
                yield {"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " "}.get(str(argument), "字")
            case "IN":
                yield from literals(argument)
            case "ANY":
                yield "字"
            case _:
                for part in argument if isinstance(argument, tuple | list) else [argument]:
                    yield from nested(part)


def nested(part: Any) -> Iterator[str]:
    if isinstance(part, _parser.SubPattern):
        yield from literals(part)
    elif isinstance(part, tuple | list):
        for inner in part:
            yield from nested(inner)


def attacks(pattern: re.Pattern[str]) -> Iterator[str]:
    """Pieces to repeat: each character of the pattern, its beginnings, and characters in pairs with those beside them."""
    characters = "".join(dict.fromkeys(literals(_parser.parse(pattern.pattern, pattern.flags))))
    step = max(1, len(characters) // MOST_CHARACTERS)
    yield from characters[::step]
    yield from (characters[:length] for length in (2, 4, 8, 16) if length < len(characters))
    yield from (characters[at : at + 2] for at in range(0, len(characters) - 1, 2 * step))


def uses() -> dict[str, set[str]]:
    """Name of a pattern → the methods that the project calls on it."""
    found: dict[str, set[str]] = {}
    for file in (file for package in ("crawler", "pipelines") for file in (ROOT / package).rglob("*.py")):
        for name, method in USE.findall(file.read_text("utf-8")):
            found.setdefault(name, set()).add(method)
    return found


USES = uses()


def methods_of(name: str) -> set[str]:
    """How a pattern is asked."""
    words = re.split(r"\W+", name.rstrip("]"))
    table = next((method for table, method in UNDER_ANOTHER_NAME.items() if table in words), None)
    return {table} if table else USES.get(words[-1], {"match", "fullmatch"})


def cpu(pattern: re.Pattern[Any], methods: set[str], text: str) -> float:
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    start = process_time()
    for method in methods:
        found = pattern.sub(subject[:0], subject) if method == "sub" else getattr(pattern, method)(subject)
        if method == "finditer":
            list(found)
    return process_time() - start


def crawls(pattern: re.Pattern[str], methods: set[str], piece: str, longest: int) -> bool:
    """Whether twice as much of ``piece``, and a last character that nothing matches, takes much more than twice the time.

    Begins with short texts, so that what is worse than quadratic is found before it takes minutes.
    """
    for halvings in range(HALVINGS, -1, -1):
        small, large = (piece * (longest // 2**halvings // parts // len(piece)) + "\x00" for parts in (2, 1))
        if cpu(pattern, methods, large) >= SLACK:
            once, twice = (min(cpu(pattern, methods, text) for _ in range(3)) for text in (small, large))
            if twice > TWICE * once:
                return True
    return False


def crawling(pattern: re.Pattern[str], methods: set[str], longest: int = LONGEST) -> str | None:
    """The first of the attacks on a pattern that makes it crawl, again and again."""

    def crawls_on(piece: str) -> bool:
        return all(crawls(pattern, methods, piece, longest) for _ in range(CONFIRMATIONS))

    return next((piece for piece in attacks(pattern) if crawls_on(piece)), None)


def longest_asked(name: str) -> int:
    return next((longest for bounded, longest in BOUNDED.items() if name.startswith(bounded)), LONGEST)


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_does_not_crawl(name: str) -> None:
    assert crawling(PATTERNS[name], methods_of(name), longest_asked(name)) is None


COMPILED = """
import importlib, json, pkgutil, re, sys
from pathlib import Path

compiled, original = {}, re._compile

def spy(pattern, flags):
    made, frame = original(pattern, flags), sys._getframe(2)
    if frame.f_globals.get("__name__", "").partition(".")[0] in ("crawler", "pipelines"):
        text = made.pattern if isinstance(made.pattern, str) else made.pattern.decode("latin-1")
        compiled[text] = f"{frame.f_globals['__name__']}:{frame.f_lineno}"
    return made

re._compile = spy
import crawler, pipelines
from tests.support import cleaned

for package in (crawler, pipelines):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
for page in sorted([*Path("fixtures").glob("*/*.txt"), *Path("tests/threads").glob("*.txt")]):
    cleaned(page.read_bytes())
json.dump(compiled, sys.stdout)
"""
"""Prints what the project compiles while its modules are loaded and pages are cleaned, and where."""
MADE_OF_PAGES = ("crawler.sites._headline",)
"""These build patterns from what a page says, out of literals and a class alone."""


def test_no_pattern_gets_by() -> None:
    """However it is kept or made, what is compiled is among the patterns that are tried above."""
    python = [sys.executable, "-c", COMPILED]
    ended = subprocess.run(python, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    known = {p.pattern if isinstance(p.pattern, str) else p.pattern.decode("latin-1") for p in PATTERNS.values()}
    compiled = json.loads(ended.stdout)
    assert len(compiled) > 100
    assert {text: place for text, place in compiled.items() if text not in known and not place.startswith(MADE_OF_PAGES)} == {}


def test_patterns_stand_where_they_are_found() -> None:
    """What is written inside a function, or asked for through the functions of ``re``, need not be reached by any page."""
    files = [file for package in ("crawler", "pipelines") for file in sorted((ROOT / package).rglob("*.py"))]
    assert [f"{file.name}: {use}" for file in files for use in hidden_uses(ast.parse(file.read_text("utf-8")))] == []


def hidden_uses(tree: ast.AST) -> Iterator[str]:
    """Calls of functions of ``re`` but ``compile`` and ``escape``; and of ``compile`` with a literal inside a function."""
    inside = {
        node for part in ast.walk(tree) if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(part)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in ("re", "regex"):
            yield ast.unparse(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re":
            literal = any(isinstance(argument, ast.Constant | ast.JoinedStr) for argument in node.args)
            if node.func.attr not in ("compile", "escape") or (literal and node in inside):
                yield ast.unparse(node)


def test_all_patterns_are_found() -> None:
    assert len(PATTERNS) > 100
    assert {"crawler.html.paragraph.EMPTY_INLINE", "ad rules of SinaFinance.at_edge.groups[0][0]"} <= PATTERNS.keys()
    assert {"pipelines._ad_matcher.COMMON_AD_RULES[2].text", "pipelines._ad_matcher.COMMON_AD_RULES[13].image"} <= PATTERNS.keys()
    assert {"crawler.sites.zaker.Zaker.clock.image_time", "crawler.images.unwrap.PROXIES[1].wrapped"} <= PATTERNS.keys()
    assert all(any(name.startswith(bounded) for name in PATTERNS) for bounded in BOUNDED)


@pytest.mark.parametrize("pattern", [r"\s+x", r"[ab]*c", r".*,.*,.*x", r"x+x+y", r"\d+[年月]"])
def test_a_pattern_that_crawls_is_caught(pattern: str) -> None:
    assert crawling(re.compile(pattern), {"search"}) is not None


@pytest.mark.parametrize("pattern", [r"\s{1,9}x", r"[ab]+", r"(?<!a)a+b", r"[一-三]{0,40}四"])
def test_a_pattern_that_does_not_crawl_is_not_caught(pattern: str) -> None:
    assert crawling(re.compile(pattern), {"search"}) is None
