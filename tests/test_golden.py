"""Every saved page of ``fixtures/`` and ``tests/site_pages/`` becomes the item in the golden beside it, and holds the phrases
written by hand.

A golden ratifies whatever the code does, and is therefore reviewed by eye; the phrases are written before it, from the page.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from crawler.pages import BESIDE_PAGES, SavedPage, saved_pages
from crawler.platforms.registry import all_sites
from tests.support import ROOT, bodies_of, captions_of, cleaned, differences, plain

FOLDERS = ("fixtures", "tests/site_pages")
"""Real dumps, which a run without ``pages`` replays; and full pages that are made as those of each site are."""
PAGES = [page for folder in FOLDERS for page in saved_pages(folder, ROOT) if isinstance(page, SavedPage)]
each_page = pytest.mark.parametrize("page", PAGES, ids=[page.path for page in PAGES])


def beside(page: SavedPage, ending: str) -> Path:
    return page.file.with_name(page.file.stem + ending)


def golden_of(page: SavedPage, item: dict[str, Any]) -> Any:
    """The golden of a page. A missing one is written from ``item`` and the test fails: somebody must read it."""
    golden = beside(page, ".golden.json")
    if not golden.exists():
        golden.write_bytes(msgspec.json.format(msgspec.json.encode(item), indent=2) + b"\n")
        pytest.fail(f"{golden.name} was missing and is written now: review it")
    return json.loads(golden.read_text("utf-8"))


@each_page
def test_page_becomes_its_golden(page: SavedPage) -> None:
    item = plain(cleaned(page.file.read_bytes(), page.path))
    found = list(differences(item, golden_of(page, item)))
    assert not found, "\n".join(["differs from its golden, field: ours != golden", *found])


@each_page
def test_page_holds_its_phrases_and_no_others(page: SavedPage) -> None:
    phrases = yaml.safe_load(beside(page, ".phrases.yaml").read_text("utf-8"))
    item = cleaned(page.file.read_bytes(), page.path)
    written = [part for body in bodies_of(item) for part in (body.text, body.html)]
    kept = "\n".join(written + captions_of(item))
    assert phrases["must_contain"] and phrases["must_not_contain"]
    assert [phrase for phrase in phrases["must_contain"] if phrase not in kept] == []
    assert [phrase for phrase in phrases["must_not_contain"] if phrase in "\n".join(written)] == []


def test_every_site_has_a_page_in_its_folder() -> None:
    pages = Counter(page.file.parent.name for page in PAGES)
    assert set(pages) == set(all_sites())


@each_page
def test_page_is_recognised_as_of_the_site_of_its_folder(page: SavedPage) -> None:
    assert cleaned(page.file.read_bytes(), "elsewhere/renamed").site == page.file.parent.name


def test_nothing_lies_beside_a_page_that_is_gone() -> None:
    expected = {beside(page, ending) for page in PAGES for ending in BESIDE_PAGES}
    found = {file for ending in BESIDE_PAGES for folder in FOLDERS for file in (ROOT / folder).rglob(f"*{ending}")}
    assert found == expected


def test_a_missing_golden_is_written_and_still_fails(tmp_path: Path) -> None:
    page = SavedPage("fixtures/x/a.txt", tmp_path / "a.txt")
    with pytest.raises(pytest.fail.Exception, match=r"a\.golden\.json .* review it"):
        golden_of(page, {"headline": "标题"})
    assert golden_of(page, {}) == {"headline": "标题"}
    assert "标题" in (tmp_path / "a.golden.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("actual", "expected", "shown"),
    [
        ({"posts": [{}, {}, {"likes": 2}]}, {"posts": [{}, {}, {"likes": None}]}, ["posts.2.likes: 2 != None"]),
        ({"a": 1}, {"b": 1}, ["a: 1 != '(nothing)'", "b: '(nothing)' != 1"]),
        ([1], [1, 2], ["1: '(nothing)' != 2"]),
        ({"a": True}, {"a": 1}, ["a: True != 1"]),
        ({"a": "字" * 70 + "甲"}, {"a": "字" * 70 + "乙丙"}, ["a: [70:] '甲' != [70:] '乙丙'"]),
        ({"a": {"b": ["x"]}}, {"a": {"b": ["x"]}}, []),
    ],
)
def test_a_difference_names_its_field(actual: Any, expected: Any, shown: list[str]) -> None:
    assert list(differences(actual, expected)) == shown
