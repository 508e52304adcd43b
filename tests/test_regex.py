"""Patterns are compiled when they are first used: that they can be is seen to here, since no import does."""

import copy
import re
import subprocess
import sys

import pytest

from benchmarks.patterns import all_patterns
from crawler.content.patterns import regex
from tests.support import ROOT


def test_every_pattern_of_the_project_can_be_compiled() -> None:
    assert len(all_patterns()) > 700


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    letters = regex(r"(?P<first>[a-z])\w*", re.IGNORECASE)
    assert letters.pattern == r"(?P<first>[a-z])\w*" and letters.flags & re.IGNORECASE
    assert [found["first"] for found in letters.finditer("Ab 1 cd")] == ["A", "c"]
    assert letters.sub("x", "Ab 1 cd") == "x 1 x" == copy.deepcopy(letters).sub("x", "Ab 1 cd")
    assert regex(rb"\d").findall(b"a1") == [b"1"]
    with pytest.raises(AttributeError, match="find_it"):
        letters.find_it  # type: ignore[attr-defined]  # noqa: B018


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("")


COMPILED = """
from crawler.content.patterns import Regex

compiled = []
Regex.compiled.func, compile_ = lambda self: compiled.append(self.pattern) or compile_(self), Regex.compiled.func
import crawler.platforms.registry
crawler.platforms.registry.all_sites()
print(len(compiled))
"""


def test_to_load_all_sites_compiles_few_patterns() -> None:
    """Those that are made of others."""
    loaded = subprocess.run([sys.executable, "-c", COMPILED], cwd=ROOT, check=True, capture_output=True, text=True)
    assert int(loaded.stdout) < 20
