"""Batch runs whose feeds want of an item nothing but its JSON: nobody makes the items of it again, and all says the same."""

import json
import os
import random
import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from benchmarks.pages import distinct_stories
from tests.batch_runs import ENVIRONMENT, BatchFolder
from tests.made_archives import zipped
from tests.processes import run
from tests.test_batch_faults import filled

DIRECT = """
jobs:
  news:
    pages: [pages, more.zip, more.tar.zst]
    feeds:
      out/items.jsonl:
    settings: {DUPLICATES: "off"}
    expect: {with_date: 1%, with_author: 1%, with_source: 1%, without_text: 0, generic_site: 99%}
"""
OBJECTS = DIRECT.replace("out/items.jsonl:", "out/items.jsonl:\n      out/items.csv:")
SAME = ("pages", "balance", "skipped", "items", "flags", "failures", "drops", "rules", "expectations", "exit_code")
SAMPLES = ("headlines", "repeats", "lacking")
NOTED = """
    SELECT file.path, name, nth, since, digest, site, hash, kind, content, reason
    FROM page JOIN file ON file.id = page.file LEFT JOIN item ON item.id = page.item ORDER BY 1, 2, 3
"""


def feed(batch: BatchFolder) -> bytes:
    return (batch.folder / "out/items.jsonl").read_bytes()


def noted(batch: BatchFolder) -> list[Any]:
    """What the history holds of all pages."""
    with sqlite3.connect(batch.folder / ".qingliu/runs.db") as database:
        return database.execute(NOTED).fetchall()


def table(printed: str) -> list[str]:
    """What a run printed, but for the line with its time."""
    return [line for line in printed.splitlines() if not line.startswith("pages of")]


@pytest.fixture(scope="module")
def direct(tmp_path_factory: pytest.TempPathFactory) -> tuple[BatchFolder, str]:
    batch = filled(tmp_path_factory.mktemp("direct"), DIRECT)
    return batch, batch.run("-j", "2")


def test_all_is_said_as_if_every_item_had_been_looked_at(direct: tuple[BatchFolder, str], tmp_path: Path) -> None:
    batch, printed = direct
    other = filled(tmp_path / "a", OBJECTS)
    assert table(printed) == table(other.run("-j", "1"))
    assert feed(batch) == feed(other) and noted(batch) == noted(other)
    one, two = batch.report(1), other.report(1)
    assert {name: one[name] for name in SAME + SAMPLES} == {name: two[name] for name in SAME + SAMPLES}


def test_runs_that_are_killed_note_no_page_twice(direct: tuple[BatchFolder, str], tmp_path: Path) -> None:
    batch, draw = filled(tmp_path / "a", DIRECT), random.Random(7)
    for size in sorted(draw.randrange(3_000_000) for _ in range(5)):
        process = batch.start("-j", "2")
        batch.wait_for(process, size)
        process.kill_all()
        process.communicate()
    assert table(batch.run("-j", "2")) == table(direct[1])
    assert feed(batch) == feed(direct[0]) and noted(batch) == noted(direct[0])


def test_a_worker_that_is_killed_notes_no_page_twice(direct: tuple[BatchFolder, str], tmp_path: Path) -> None:
    batch = filled(tmp_path / "a", DIRECT)
    process = batch.start("-j", "1")
    batch.wait_for(process, 1_500_000)
    at_hand = batch.folder / ".qingliu/batch/jobs.yaml/news/worker-0"
    os.kill(int.from_bytes(at_hand.read_bytes()[:8], "little"), signal.SIGKILL)
    batch.go_on()
    printed, _ = process.communicate()
    assert process.returncode == 0, printed
    assert feed(batch) == feed(direct[0]) and noted(batch) == noted(direct[0])


@pytest.mark.parametrize(
    ("uri", "options", "expected"),
    [
        ("out/items.jsonl", "{fields: [id]}", lambda item: {"id": item["id"]}),
        ("out/items.jsonl", "{type: thread}", lambda item: item if item["type"] == "thread" else None),
        ("out/%(item_type)s.jsonl", "", lambda item: item if item["type"] == "thread" else None),
    ],
)
def test_feeds_that_want_something_else_get_it(
    uri: str, options: str, expected: Any, direct: tuple[BatchFolder, str], tmp_path: Path
) -> None:
    batch = filled(tmp_path / "a", DIRECT.replace("out/items.jsonl:", f"{uri}: {options}"))
    batch.run("-j", "2")
    wanted = [expected(json.loads(line)) for line in feed(direct[0]).splitlines()]
    written = (batch.folder / uri.replace("%(item_type)s", "thread")).read_bytes().splitlines()
    assert [json.loads(line) for line in written] == [item for item in wanted if item]


COMPARED = """
jobs:
  news:
    pages: [pages, more.zip]
    feeds:
      out/items.jsonl:
    settings: {DUPLICATES: mark, STATE: state.db}
"""
LISTENED = COMPARED.replace("STATE: state.db", "STATE: state.db, LISTENING: true")


def test_what_repeats_another_is_told_by_what_workers_compare_it_by(tmp_path: Path) -> None:
    """Whether the JSON of an item waits, or the item, because somebody else wants to see it: as in a replay."""
    feeds = []
    for name, jobs in (("json", COMPARED), ("items", LISTENED)):
        batch = BatchFolder(tmp_path / name, jobs)
        pages = {f"{number}.txt": text.encode() for number, (_, text) in enumerate(distinct_stories(20))}
        for page, text in pages.items():
            batch.write(f"pages/{page}", text)
        batch.write("pages/again.txt", pages["1.txt"])
        reprint = pages["0.txt"].replace(b"title: '", b"title: 'Again ")
        batch.write("more.zip", zipped({"2.txt": pages["2.txt"], "0.txt": reprint}))
        printed = batch.run("-j", "2")
        assert "duplicates marked: 3" in printed
        feeds.append(feed(batch))
        assert (tmp_path / name / "heard").exists() == (name == "items")
    arguments = ["crawl", "replay", "-a", "pages=list.txt", "-O", "replayed.jsonl", "-s", "DUPLICATES=mark", "-s", "STATE="]
    (batch.folder / "list.txt").write_text("pages\nmore.zip\n")
    run(batch.folder, *arguments, environment=ENVIRONMENT).check_returncode()
    assert feeds == [(batch.folder / "replayed.jsonl").read_bytes()] * 2
