"""Items that repeat others, and revisions: the same whatever the order of the pages, in one run or in several."""

import json
import random
import sqlite3
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.chinese_articles import Writer
from crawler.runs.settling.same_stories import together
from tests.made_archives import zipped
from tests.processes import run
from tests.support import saved_dump

WRITER = Writer(7)
STORY, OTHER, REVISED = (WRITER.article(700) for _ in range(3))
EDITED = [*REVISED[:-1], REVISED[-1][:-9] + "。"]


def page(paragraphs: list[str], title: str, author: str = "观察者网", hour: int = 10) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return saved_dump(f"<div>{body}</div>", title=title, author=author, date=f"Mon, 09 Aug 2021 {hour:02d}:00:00 GMT")


PAGES = {
    "first": page(STORY, "甲"),
    "reprint": page([*STORY, "更多内容请看客户端。"], "乙", "某某资讯", 12),
    "again": page(STORY, "甲").rstrip(),
    "other": page(OTHER, "丙"),
    "short": page(["大雨红色预警。请尽快避险，注意安全。"], "丁"),
    "short_too": page(["大雨红色预警，请尽快避险：注意安全！"], "丁", "某某资讯", 11),
    "before": page(EDITED, "己"),
    "revised": page(REVISED, "己"),
}


class Crawls:
    """Replays in one folder, which has one state."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.printed = folder, ""

    def replay(self, names: Mapping[str, str] | list[str], *arguments: str, code: int = 0) -> dict[str, dict[str, object]]:
        """Replay pages under names that order them; page → what its item says of others."""
        pages = self.folder / "pages"
        pages.mkdir(parents=True, exist_ok=True)
        for file in pages.iterdir():
            file.unlink()
        for at, name in enumerate(names):
            (pages / f"{at}_{name}.txt").write_bytes(PAGES[name])
        ended = run(self.folder, "crawl", "replay", "-a", "pages=pages", "-O", "items.jsonl", *arguments)
        assert ended.returncode == code, ended.stderr
        self.printed, self.errors = ended.stdout, ended.stderr
        items = map(json.loads, (self.folder / "items.jsonl").read_text("utf-8").splitlines() if code == 0 else [])
        return {item["page"]["path"].partition("_")[2].removesuffix(".txt"): item for item in items}

    def told(self, *names: str, setting: str = "DUPLICATES=mark") -> dict[str, str]:
        """The same, as the names of the pages whose items they repeat, or the revision."""
        items = self.replay(list(names), "-s", setting)
        ids = {item["id"]: item["headline"] for item in items.values()}
        return {
            name: f"repeats {ids.get(item['duplicate_of'], '?')}" if item["duplicate_of"] else f"revision {item['revision']}"
            for name, item in items.items()
        }


@pytest.fixture
def crawls(tmp_path: Path) -> Crawls:
    return Crawls(tmp_path)


EXPECTED = {
    "first": "revision 1",
    "reprint": "repeats 甲",
    "other": "revision 1",
    "short": "revision 1",
    "short_too": "repeats 丁",
    "revised": "revision 2",
}


def settled(told: dict[str, str]) -> dict[str, str]:
    """``told`` of the pages that do not say the same as another: which of two equal pages is kept, their paths decide."""
    assert sorted([told.pop("first"), told.pop("again")]) == ["repeats 甲", "revision 1"]
    return told | {"first": "revision 1"}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_pages_decides_nothing(crawls: Crawls, seed: int) -> None:
    names = list(PAGES)
    random.Random(seed).shuffle(names)
    assert settled(crawls.told(*names)) == EXPECTED
    assert "duplicates marked: 3" in crawls.printed and "1  older revision" in crawls.printed
    assert "8 pages = 7 items + 1 dropped + 0 failed: OK" in crawls.printed


def test_the_same_pages_again_give_the_same_bytes(crawls: Crawls) -> None:
    crawls.replay(list(PAGES))
    feed = (crawls.folder / "items.jsonl").read_bytes()
    crawls.replay(list(PAGES))
    assert (crawls.folder / "items.jsonl").read_bytes() == feed
    crawls.replay(list(PAGES), "-s", "STATE=")
    assert (crawls.folder / "items.jsonl").read_bytes() == feed


def test_what_was_seen_in_an_earlier_run_is_known(crawls: Crawls) -> None:
    assert crawls.told("first", "before", "short") == {"first": "revision 1", "before": "revision 1", "short": "revision 1"}
    told = crawls.told("reprint", "again", "revised", "short_too", "other")
    assert told == {
        "reprint": "repeats 甲",
        "again": "repeats 甲",
        "revised": "revision 2",
        "short_too": "repeats ?",
        "other": "revision 1",
    }


def test_the_earliest_is_kept_though_it_comes_last(crawls: Crawls) -> None:
    assert crawls.told("reprint") == {"reprint": "revision 1"}
    assert crawls.told("first") == {"first": "revision 1"}
    assert crawls.told("reprint") == {"reprint": "repeats ?"}


def test_a_page_that_has_moved_is_no_duplicate(crawls: Crawls) -> None:
    crawls.replay(["first", "other"])
    assert crawls.told("other", "first") == {"first": "revision 1", "other": "revision 1"}


def test_duplicates_are_dropped_with_their_reason(crawls: Crawls) -> None:
    assert set(crawls.told("first", "reprint", "again", setting="DUPLICATES=drop")) == {"first"}
    assert "2  duplicate" in crawls.printed and "3 pages = 1 items + 2 dropped + 0 failed: OK" in crawls.printed
    assert crawls.told("reprint", setting="DUPLICATES=drop") == {}
    assert "verdict: good" in crawls.printed


def test_all_revisions_are_written_on_demand(crawls: Crawls) -> None:
    items = crawls.replay(["before", "revised"], "-s", "REVISIONS=all")
    assert [items[name]["revision"] for name in ("before", "revised")] == [1, 2]
    assert items["revised"]["revised_from"] == items["before"]["content_sha256"] != items["revised"]["content_sha256"]


def test_a_given_corpus_is_compared_with_and_not_exported(crawls: Crawls) -> None:
    """Of exported items and of plain texts; what it says is kept, though it was published later."""
    corpus = crawls.folder / "corpus"
    corpus.mkdir()
    (corpus / "plain.txt").write_text("\n".join(OTHER), "utf-8")
    exported = crawls.replay(["reprint"], "-s", "STATE=")["reprint"]
    (corpus / "items.jsonl").write_bytes((crawls.folder / "items.jsonl").read_bytes())
    items = crawls.replay(["first", "other", "short"], "-s", "CORPUS=corpus")
    assert set(items) == {"first", "other", "short"} and "3 pages = 3 items" in crawls.printed
    assert items["first"]["duplicate_of"] == exported["id"]
    assert items["other"]["duplicate_of"] and items["short"]["duplicate_of"] is None


def test_the_copy_that_is_kept_is_chosen(crawls: Crawls) -> None:
    items = crawls.replay(["first", "reprint"], "-s", "STORIES_KEEP=某某资讯,观察者网")
    assert items["first"]["duplicate_of"] == items["reprint"]["id"] and items["reprint"]["duplicate_of"] is None


def test_off_compares_and_remembers_nothing(crawls: Crawls) -> None:
    assert set(crawls.told(*PAGES, setting="DUPLICATES=off").values()) == {"revision 1"}
    assert not (crawls.folder / ".qingliu/state.db").exists()


def test_a_limit_of_scrapy_is_no_end_and_nothing_is_settled(crawls: Crawls) -> None:
    crawls.replay(["first"])
    feed = (crawls.folder / "items.jsonl").read_bytes()
    with pytest.raises(AssertionError, match="closespider_itemcount"):
        crawls.replay(["first", "reprint", "other"], "-s", "CLOSESPIDER_ITEMCOUNT=2")
    assert (crawls.folder / "items.jsonl").read_bytes() == feed


@pytest.mark.parametrize("setting", ["DUPLICATES=some", "REVISIONS=oldest"])
def test_an_unknown_choice_is_wrong_usage(crawls: Crawls, setting: str) -> None:
    crawls.replay(["first"], "-s", setting, code=2)
    name, _, choice = setting.partition("=")
    assert f"{name} must be one of " in crawls.errors and f'not "{choice}"' in crawls.errors


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("broken.db", "the state broken.db: file is not a database"),
        ("newer.db", "the state newer.db has version 99"),
        ("other.db", "the state other.db: a database of something else, with the table birds"),
        ("folder", "the state folder: unable to open database file"),
        ("mysql://x/y", "is neither sqlite:// nor postgresql:// nor a path"),
    ],
)
def test_a_state_that_cannot_be_used_is_told_before_the_first_page(crawls: Crawls, state: str, reason: str) -> None:
    (crawls.folder / "broken.db").write_bytes(b"no database" * 999)
    (crawls.folder / "folder").mkdir()
    with sqlite3.connect(crawls.folder / "newer.db") as newer:
        newer.executescript("CREATE TABLE state_schema (version INTEGER); INSERT INTO state_schema VALUES (99)")
    with sqlite3.connect(crawls.folder / "other.db") as other:
        other.execute("CREATE TABLE birds (name)")
    before = (crawls.folder / "other.db").read_bytes()
    crawls.replay(["first"], "-s", f"STATE={state}", code=1)
    assert reason in crawls.errors and "No page is replayed" in crawls.errors
    assert "to resume" not in crawls.errors
    assert (crawls.folder / "other.db").read_bytes() == before


def said(crawls: Crawls, *arguments: str) -> str:
    ended = run(crawls.folder, *arguments)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_stories_revisions_and_state_are_commands(crawls: Crawls) -> None:
    items = crawls.replay([*PAGES])
    stories = [json.loads(line) for line in said(crawls, "stories", "--json").splitlines()]
    (reprinted,) = (story for story in stories if story["kept"]["headline"] == "甲")
    (member,) = reprinted["members"]
    assert (member["publisher"], member["differs"]["paragraphs_only_in_other"]) == ("某某资讯", ["更多内容请看客户端。"])
    assert "different headline" in said(crawls, "stories")
    revised = str(items["revised"]["id"])
    assert [line.split()[0] for line in said(crawls, "revisions", revised).splitlines()] == ["1", "2"]
    (gone,) = said(crawls, "revisions").splitlines()
    assert gone.startswith(f"{revised}  revision 1 of 2  己  ") and gone.endswith("_revised.txt")
    assert "{+" in said(crawls, "revisions", revised, "1", "2")
    assert "8  pages" in said(crawls, "state")
    assert "8 pages written to all.jsonl" in said(crawls, "state", "export", "all.jsonl")
    assert len((crawls.folder / "all.jsonl").read_bytes().splitlines()) == 8
    over_itself = run(crawls.folder, "state", "export", ".qingliu/../.qingliu/state.db")
    assert over_itself.returncode == 1 and "is the state itself" in over_itself.stderr and "8  pages" in said(crawls, "state")
    assert "2 pages forgotten" in said(crawls, "state", "forget", "--site", "某某资讯")
    without = run(crawls.folder, "stories")
    assert (without.returncode, without.stdout) == (0, "") and "no item in the state repeats another" in without.stderr
    assert "6 pages forgotten" in said(crawls, "state", "forget", "--before", "2022-01-01")
    assert "0  pages" in said(crawls, "state")


@pytest.mark.parametrize("arguments", [["revisions", "x", "1"], ["state", "forget"], ["state", "nonsense"], ["stories"]])
def test_wrong_usage_of_the_commands(crawls: Crawls, arguments: list[str]) -> None:
    assert run(crawls.folder, *arguments).returncode == 2


def test_a_copy_that_was_saved_earlier_lies_in_an_archive_beside_it(crawls: Crawls) -> None:
    """Its bytes are stored once, though the text was seen first in the other."""
    folder = crawls.folder / "pages"
    folder.mkdir()
    (folder / "1.txt").write_bytes(PAGES["first"])
    (folder / "2.zip").write_bytes(zipped({"first.txt": PAGES["first"], "other.txt": PAGES["other"]}))
    for _ in range(2):
        ended = run(crawls.folder, "crawl", "replay", "-a", "pages=pages", "-O", "items.jsonl")
        assert ended.returncode == 0, ended.stderr
        first, copy, other = map(json.loads, (crawls.folder / "items.jsonl").read_text("utf-8").splitlines())
        assert sorted(item["duplicate_of"] or "" for item in (first, copy)) == ["", first["id"]]
        assert other["duplicate_of"] is None
    assert "2  pages" in said(crawls, "state")


def parts_of(pairs: set[tuple[int, int]]) -> list[set[int]]:
    """The members of each connected part."""
    parts: list[set[int]] = []
    for pair in pairs:
        connected = [part for part in parts if part & set(pair)]
        parts = [part for part in parts if part not in connected] + [set(pair).union(*connected)]
    return parts


@given(st.sets(st.tuples(st.integers(0, 12), st.integers(0, 12))))
def test_connected_pairs_come_one_after_the_other(pairs: set[tuple[int, int]]) -> None:
    ones, others = np.array(sorted(pairs), np.int64).reshape(-1, 2).T
    ordered = [(one, other) for one, found in together(ones, others, 13) for other in found.tolist()]
    assert sorted(ordered) == sorted(pairs)
    parts = [next(at for at, part in enumerate(parts_of(pairs)) if pair[0] in part) for pair in ordered]
    assert sum(one != other for one, other in pairwise(parts)) == max(0, len(set(parts)) - 1)
