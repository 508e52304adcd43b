"""A history of which bytes were changed is told by name, or gives the right answers."""

import hashlib
import sqlite3
from pathlib import Path
from random import Random

import msgspec
import pytest

from crawler.files.compressed import zstd
from crawler.runs.batch.history import History, RulesOnRecord
from crawler.runs.batch.records import Done, Made
from crawler.runs.batch.runs import item_changes, report_on_record, run_lines
from crawler.runs.batch.store import Store, StoreError
from crawler.runs.journal.entries import Dropped, PageRead
from crawler.runs.rules_version import Rules
from tests.made_reports import REPORT
from tests.test_state_damage import damaged

DAMAGES = 140
FILES = {"dump/a.zip": (900, 17, 4), "dump/b.zip": (800, 18, 5)}
RULES = RulesOnRecord(Rules("shared", {"made": "1", "other": "2"}), 2)


def record(number: int, text: str) -> Done:
    page = PageRead(f"dump/{'ab'[number % 2]}.zip!/{number:03}.txt", hashlib.sha256(text.encode()).hexdigest(), None, None)
    if number % 7 == 0:
        return Done(0, 0, "new", page, "made", Dropped("no text"))
    item = {"id": f"{number:016x}", "headline": f"标题{number}", "text": text, "page": {"path": page.path}}
    json = msgspec.json.encode(item)
    return Done(0, 0, "new", page, "made", Made("article", msgspec.Raw(json), hashlib.sha256(json).digest()))


def make_run(store: Store, pages: dict[int, str]) -> None:
    history = History(store, "jobs.yaml", "nightly")
    run, *_ = history.begin(RULES, "2026-11-28T02:15:03+08:00")
    rows = history.rows()
    for number, text in pages.items():
        rows.add(f"dump/{'ab'[number % 2]}.zip", record(number, text))
    rows.write()
    report = zstd.compress(msgspec.json.encode(REPORT | {"run": run}))
    history.finish("2026-11-28T02:19:31+08:00", report, FILES.items(), [], [])


def answers(path: Path) -> list[object]:
    """All that a run and the commands ask."""
    store = Store(path)
    try:
        history = History(store, "jobs.yaml", "nightly")
        files = history.files()
        pages = [sorted(history.pages(file.id).items()) for file in files.values()]
        on_record = [history.rules(), files, pages, history.touched(["made"]), history.reports(3), history.runs_on("2026-11-28")]
        runs = [(line.run, line.job, line.started) for line in run_lines(store)]
        return [*on_record, runs, report_on_record(store, 1), list(item_changes(store, 1, 2)), history.unfinished()]
    finally:
        store.close()


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a history of two runs."""
    path = tmp_path_factory.mktemp("whole") / "runs.db"
    store = Store(path)
    make_run(store, {number: f"第{number}篇的正文，说的是水库的水位。" for number in range(60)})
    make_run(store, {number: f"第{number}篇的正文，后来改过一次。" for number in range(0, 60, 4)})
    store.close()
    return path.read_bytes()


@pytest.mark.parametrize("seed", range(DAMAGES))
def test_damage_is_told_or_does_no_harm(stored: bytes, tmp_path: Path, seed: int) -> None:
    whole, path = tmp_path / "whole.db", tmp_path / "runs.db"
    whole.write_bytes(stored)
    path.write_bytes(damaged(stored, Random(seed)))
    try:
        assert answers(path) == answers(whole)
    except StoreError as error:
        assert str(path) in str(error)


def test_rows_of_other_jobs_are_no_damage(stored: bytes, tmp_path: Path) -> None:
    path = tmp_path / "runs.db"
    path.write_bytes(stored)
    before = answers(path)
    store = Store(path)
    for job_file in ("others.yaml", "jobs.yaml"):
        history = History(store, job_file, "weekly")
        history.begin(RulesOnRecord(Rules("other", {"made": "3"}), 2), "2026-11-28T02:15:03+08:00")
        history.finish("2026-11-28T02:19:31+08:00", b"", FILES.items(), [], [])
        assert not history.unfinished()
    store.close()
    assert [answer for answer in answers(path) if isinstance(answer, dict)] == [each for each in before if isinstance(each, dict)]


def test_what_is_damaged_is_not_written_over(stored: bytes, tmp_path: Path) -> None:
    path = tmp_path / "runs.db"
    data = bytearray(stored)
    data[data.index(b"dump/b.zip")] ^= 1
    path.write_bytes(data)
    with sqlite3.connect(path) as connection:
        connection.execute("REINDEX")
    connection.close()
    with pytest.raises(StoreError, match=r"runs\.db.*row 2 of the table file is damaged"):
        answers(path)
