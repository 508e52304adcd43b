"""The regular expressions that ``python -m benchmarks.patterns`` tries are all that there are.

None can be made to crawl, which is measured there: how long something takes decides no test.
"""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.patterns import BOUNDED, all_patterns
from tests.support import ROOT

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
MADE_OF_LITERALS = ("crawler.platforms.headline", "crawler.content.beginnings")
"""These build patterns from what a page says, or from other patterns, out of literals and a class alone."""


def test_no_pattern_gets_by() -> None:
    """However it is kept or made, what is compiled is among the patterns that are tried above."""
    python = [sys.executable, "-c", COMPILED]
    ended = subprocess.run(python, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    known = {p.pattern if isinstance(p.pattern, str) else p.pattern.decode("latin-1") for p in all_patterns().values()}
    compiled = json.loads(ended.stdout)
    assert len(compiled) > 100
    assert {text: place for text, place in compiled.items() if text not in known and not place.startswith(MADE_OF_LITERALS)} == {}


WRITTEN = (ast.Constant, ast.JoinedStr)
READS_PATTERNS = tuple(
    f"{file}.py: from re import {name}" for file in ("beginnings", "literals") for name in ("_constants as op", "_parser")
)


def test_patterns_stand_where_they_are_found() -> None:
    """What is written inside a function, or asked for through the functions of ``re``, need not be reached by any page."""
    files = [file for package in ("crawler", "pipelines") for file in sorted((ROOT / package).rglob("*.py"))]
    hidden = [f"{file.name}: {use}" for file in files for use in hidden_uses(ast.parse(file.read_text("utf-8")))]
    assert [use for use in hidden if use not in READS_PATTERNS] == []


def hidden_uses(tree: ast.AST) -> Iterator[str]:
    """Calls of functions of ``re`` but ``compile`` and ``escape``; of ``compile`` and ``regex`` with a literal inside one."""
    inside = {
        node for part in ast.walk(tree) if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(part)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in ("re", "regex"):
            yield ast.unparse(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re":
            literal = any(isinstance(argument, WRITTEN) for argument in node.args)
            if node.func.attr not in ("compile", "escape") or (literal and node in inside):
                yield ast.unparse(node)
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func) == "regex"
            and node in inside
            and isinstance(node.args[0], WRITTEN)
        ):
            yield ast.unparse(node)


def test_all_patterns_are_found() -> None:
    found = all_patterns()
    assert len(found) > 100
    assert {"crawler.content.html.paragraph.EMPTY_INLINE", "ad rules of SinaNews.at_edge.any_of"} <= found.keys()
    assert {"pipelines._ad_matcher.COMMON_AD_RULES[2].text", "pipelines._ad_matcher.COMMON_AD_RULES[14].image"} <= found.keys()
    assert {"crawler.sites.zaker.Zaker.clock.image_time", "crawler.images.unwrap.PROXIES[1].wrapped"} <= found.keys()
    assert all(any(name.startswith(bounded) for name in found) for bounded in BOUNDED)
